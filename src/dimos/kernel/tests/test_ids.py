import pytest
from hypothesis import given
from hypothesis import strategies as st

from dimos.kernel.ids import ALPHABET, LENGTH, CodeIsMalformed, format_code, new_code, parse_code


def test_the_alphabet_has_32_letters_and_no_look_alikes() -> None:
    assert len(set(ALPHABET)) == 32
    assert not set("OILU") & set(ALPHABET)


def test_a_new_code_is_printed_in_four_groups_and_read_back() -> None:
    code = new_code()

    printed = format_code(code)

    assert [len(group) for group in printed.split("-")] == [4, 4, 4, 4]
    assert parse_code(printed) == code


def test_two_codes_are_never_the_same() -> None:
    assert len({new_code() for _ in range(1000)}) == 1000


@pytest.mark.parametrize(
    "typed",
    [
        "7K3M-Q0TX-2HVB-41PD",
        "7k3m q0tx 2hvb 41pd",
        " 7K3MQ0TX2HVB41PD\n",
        "7K3M–QOTX–2HVB–4IPD",
        "7K3M-QoTX-2HVB-4lPD",
        "7Κ3Μ-QΟΤΧ-2ΗVΒ-4ΙΡD",
        "7κ3μ-qοτχ-2ηvβ-4ιρd",
    ],
)
def test_what_people_type_is_understood(typed: str) -> None:
    assert parse_code(typed) == "7K3MQ0TX2HVB41PD"


@pytest.mark.parametrize(
    "typed", ["", "7K3M", "7K3M-Q0TX-2HVB-41PDX", "7K3M-Q0TX-2HVB-41P!", "Ω" * 16, "U" * 16, "7" * 10_000]
)
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(CodeIsMalformed):
        parse_code(typed)


@given(st.text(max_size=80))
def test_any_text_is_a_code_or_refused(text: str) -> None:
    try:
        code = parse_code(text)
    except CodeIsMalformed:
        return
    assert len(code) == LENGTH
    assert parse_code(format_code(code)) == code
