import random
import zlib
from pathlib import Path

import pytest
from asn1crypto import pem, x509

from dimos.documents.examination import LARGEST_FILE, Finding, examine_file
from dimos.documents.examination_process import answer_to
from dimos.documents.rendering import draw_document
from dimos.documents.sealing.authority import DemonstrationAuthority
from dimos.documents.sealing.own_sealer import OwnSealer
from dimos.documents.tests.factories import CERTIFICATE, IMPRINT, ISSUED_AT, LETTERHEAD

DRAWN = draw_document(content=CERTIFICATE, letterhead=LETTERHEAD, imprint=IMPRINT)


def sealed_by(authority: DemonstrationAuthority) -> bytes:
    credentials = authority.credentials_for(municipality_id=4401, name="Δήμος Καλαμάτας")
    return OwnSealer(credentials=credentials, reason="Έκδοση", location="Καλαμάτα", name="Δήμος").seal(
        DRAWN, at=ISSUED_AT
    )


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> DemonstrationAuthority:
    return DemonstrationAuthority(folder=tmp_path_factory.mktemp("seals"), secret="s" * 40)


@pytest.fixture(scope="module")
def sealed(authority: DemonstrationAuthority) -> bytes:
    return sealed_by(authority)


def find(data: bytes, authority: DemonstrationAuthority) -> Finding:
    return examine_file(data=data, authorities=(authority.certificate(),), at=ISSUED_AT).finding


def test_a_sealed_file_is_intact(sealed: bytes, authority: DemonstrationAuthority) -> None:
    examination = examine_file(data=sealed, authorities=(authority.certificate(),), at=ISSUED_AT)

    assert examination.finding is Finding.INTACT
    assert examination.sealed_by == "Δήμος Καλαμάτας"
    assert examination.sealed_at == ISSUED_AT


def test_one_changed_byte_anywhere_is_an_alteration(sealed: bytes, authority: DemonstrationAuthority) -> None:
    roots = [x509.Certificate.load(pem.unarmor(authority.certificate())[2])]
    chance = random.Random(20261123)

    for place in chance.sample(range(16, len(sealed)), 60):
        tampered = bytearray(sealed)
        tampered[place] ^= 1 << chance.randrange(8)
        assert answer_to(bytes(tampered), roots, ISSUED_AT)["finding"] == "altered", place


@pytest.mark.parametrize("tail", [b"x", b"\n%%EOF\n", DRAWN])
def test_bytes_after_the_seal_are_an_alteration(sealed: bytes, authority: DemonstrationAuthority, tail: bytes) -> None:
    assert find(sealed + tail, authority) is Finding.ALTERED


def test_a_cut_off_file_is_an_alteration(sealed: bytes, authority: DemonstrationAuthority) -> None:
    assert find(sealed[:-40], authority) is Finding.ALTERED


def test_the_seal_of_another_authority_is_foreign(
    sealed: bytes, authority: DemonstrationAuthority, tmp_path: Path
) -> None:
    stranger = DemonstrationAuthority(folder=tmp_path, secret="x" * 40)

    assert find(sealed_by(stranger), authority) in {Finding.FOREIGN, Finding.ALTERED}


def test_a_file_without_a_seal_is_unsealed(authority: DemonstrationAuthority) -> None:
    assert find(DRAWN, authority) is Finding.UNSEALED


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        b"PK\x03\x04 a spreadsheet called .pdf",
        b"%PDF-1.7\n/ByteRange",
        b"%PDF-1.7\n" + b"/ByteRange [" * 50_000,
        b"%PDF-1.7\n/ByteRange\n1 0 obj\n" + b"<<" * 50_000,
    ],
)
def test_what_is_no_readable_pdf_is_unreadable(data: bytes, authority: DemonstrationAuthority) -> None:
    assert find(data, authority) is Finding.UNREADABLE


def test_a_bomb_does_not_go_off(authority: DemonstrationAuthority) -> None:
    """An object stream of two gigabytes, packed twice into a few kilobytes, where the reader must unpack it."""
    packed = zlib.compress(zlib.compress(bytes(400_000_000), 9), 9)
    head = b"%PDF-1.7\n%/ByteRange\n"
    stream = (
        b"1 0 obj\n<</Type/XRef/Size 9/W[1 2 1]/Root 2 0 R/Filter[/FlateDecode/FlateDecode]/Length %d>>\nstream\n"
        % len(packed)
    )
    bomb = head + stream + packed + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(head)

    assert find(bomb, authority) is Finding.UNREADABLE


def test_a_huge_file_is_not_even_looked_at(authority: DemonstrationAuthority) -> None:
    assert find(b"%PDF-1.7\n" + bytes(LARGEST_FILE), authority) is Finding.TOO_LARGE
