"""What an ΑΦΜ, a name and an address must be."""

import pytest

from dimos.identity.rules import AfmIsWrong, LegalPersonCannotSignIn, client_address, network_of, read_claims, valid_afm

PERSON = {"taxid": "000001010", "lastname": "ΠΑΡΑΔΕΙΓΜΑΤΙΔΟΥ", "firstname": "ΕΛΕΝΗ", "birthyear": "1985"}


@pytest.mark.parametrize("text", ["000001010", " 000001010  ", "EL000001010", "00001010"])
def test_an_afm_is_taken_as_people_write_it(text: str) -> None:
    assert valid_afm(text) == "000001010"


@pytest.mark.parametrize(
    "text", ["", "000000000", "123456781", "00000101", "0000010101", "ABCDEFGHI", "٠٠٠٠٠١٠١٠", "x" * 5000]
)
def test_a_wrong_afm_is_refused(text: str) -> None:
    with pytest.raises(AfmIsWrong):
        valid_afm(text)


def test_trailing_blanks_of_attributes_are_dropped() -> None:
    claims = read_claims({key: f"{value}   " for key, value in PERSON.items()})

    assert (claims.afm, claims.last_name, claims.birth_year) == ("000001010", "ΠΑΡΑΔΕΙΓΜΑΤΙΔΟΥ", 1985)


def test_invisible_characters_and_endless_names_are_tamed() -> None:
    claims = read_claims({**PERSON, "firstname": "ΕΛ\u202eΕΝΗ\x00", "lastname": "Α" * 5000})

    assert claims.first_name == "ΕΛΕΝΗ"
    assert len(claims.last_name) == 120


@pytest.mark.parametrize("year", ["", "19", "0000", "abcd", "١٩٨٥", "19855"])
def test_a_year_that_is_none_is_left_out(year: str) -> None:
    assert read_claims({**PERSON, "birthyear": year}).birth_year is None


def test_a_legal_person_is_recognised_by_its_missing_first_name() -> None:
    with pytest.raises(LegalPersonCannotSignIn):
        read_claims({"taxid": "000001057", "lastname": "ΦΑΝΤΑΣΤΙΚΗ ΙΚΕ", "firstname": "   "})


@pytest.mark.parametrize(
    ("forwarded", "proxies", "expected"),
    [
        ("", 0, "192.0.2.1"),
        ("203.0.113.7", 0, "192.0.2.1"),
        ("203.0.113.7", 1, "203.0.113.7"),
        ("6.6.6.6, 203.0.113.7", 1, "203.0.113.7"),
        ("6.6.6.6, 203.0.113.7, 10.0.0.2", 2, "203.0.113.7"),
        ("203.0.113.7", 2, "192.0.2.1"),
        ("nonsense", 1, "192.0.2.1"),
        ("2001:db8::1", 1, "2001:db8::1"),
    ],
)
def test_only_our_own_proxies_are_believed(forwarded: str, proxies: int, expected: str) -> None:
    assert client_address(peer="192.0.2.1", forwarded_for=forwarded, trusted_proxies=proxies) == expected


def test_one_ipv6_household_counts_as_one_visitor() -> None:
    assert network_of("2001:db8:1:2:3:4:5:6") == network_of("2001:db8:1:2::9") == "2001:db8:1:2::"
    assert network_of("203.0.113.7") == "203.0.113.7"
