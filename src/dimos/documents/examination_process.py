"""The process in which a foreign file is parsed: JSON in, JSON out, bounded by the kernel. See `examination`."""

import base64
import hashlib
import io
import json
import logging
import resource
import sys
from datetime import datetime
from typing import Any, Final

from asn1crypto import parser, pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator import ValidationContext

_MEMORY: Final = 1024 * 1024 * 1024
_CPU_SECONDS: Final = 10
_MOST_SIGNATURES: Final = 20
_OUR_FIELD: Final = "MunicipalSeal"
_OUR_FIELD_IN_FILE: Final = (
    b"(" + _OUR_FIELD.encode("ascii") + b")",
    b"<FEFF" + _OUR_FIELD.encode("utf-16-be").hex().upper().encode("ascii") + b">",
)


def main() -> None:
    """Answer the one question on standard input."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    logging.disable(logging.CRITICAL)
    question = json.load(sys.stdin)
    data = base64.b64decode(question["file"])
    roots = [_certificate(text) for text in question["authorities"]]
    json.dump(answer_to(data, roots, datetime.fromisoformat(question["at"])), sys.stdout)


def answer_to(data: bytes, roots: list[x509.Certificate], at: datetime) -> dict[str, str]:
    """Return the examination of `data` as JSON values. Only for a process that may be lost."""
    try:
        answer = _examine(data, roots, at)
    except Exception:  # noqa: BLE001 - a hostile file may break the parser anywhere; the answer is the same
        answer = _finding("unreadable")
    if answer["finding"] in {"unreadable", "unsealed"} and _bears_our_marks(data, roots):
        return _finding("altered")
    return answer


def _bears_our_marks(data: bytes, roots: list[x509.Certificate]) -> bool:
    """A file too damaged to be read may still show that a seal of ours was there."""
    names = [root.subject.dump().hex().encode("ascii") for root in roots]
    return any(mark in data for mark in (*_OUR_FIELD_IN_FILE, *names, *(name.upper() for name in names)))


def _examine(data: bytes, roots: list[x509.Certificate], at: datetime) -> dict[str, str]:
    signatures = PdfFileReader(io.BytesIO(data), strict=False).embedded_signatures[:_MOST_SIGNATURES]
    if not signatures:
        return _finding("unsealed")
    foreign = _finding("foreign")
    for signature in signatures:
        status = validate_pdf_signature(
            signature, ValidationContext(trust_roots=roots, allow_fetching=False, moment=at)
        )
        if not status.trusted and not _claims_to_be_ours(signature, roots):
            continue
        genuine = status.intact and status.valid and status.trusted
        whole = len(signatures) == 1 and signature.coverage == SignatureCoverageLevel.ENTIRE_FILE
        needed = {*roots, *(one for one in status.validation_path or () if not one.self_issued)}
        intact = genuine and whole and _nothing_beside_the_signature(data, signature, needed)
        return _finding("intact" if intact else "altered") | _seal_facts(data, signature, genuine=genuine)
    return foreign


def _claims_to_be_ours(signature: EmbeddedPdfSignature, roots: list[x509.Certificate]) -> bool:
    """A damaged certificate no longer leads to our authority, but still names it."""
    names = {root.subject.hashable for root in roots}
    return signature.signer_cert.issuer.hashable in names or signature.field_name == _OUR_FIELD


def _nothing_beside_the_signature(data: bytes, signature: EmbeddedPdfSignature, needed: set[x509.Certificate]) -> bool:
    """The hole that the digest leaves out holds the signature, the certificates it needs, and zeros."""
    start, end = _hole(signature)
    held = bytes(signature.pkcs7_content)
    written = data[start + 1 : end - 1]
    surplus = {one.chosen.dump() for one in signature.signed_data["certificates"]} - {one.dump() for one in needed}
    return (
        written in {held.hex().encode("ascii"), held.hex().upper().encode("ascii")}
        and not held[parser.peek(held) :].strip(b"\0")
        and _has_a_plain_envelope(signature)
        and not surplus
    )


def _has_a_plain_envelope(signature: EmbeddedPdfSignature) -> bool:
    """What surrounds the signer's part is not signed, so it must say what we write (RFC 5652, 5.1)."""
    envelope, signer = signature.signed_data, signature.signer_info
    return (
        envelope["version"].native == "v1"
        and signer["version"].native == "v1"
        and signer["sid"].chosen["issuer"].dump() == signature.signer_cert.issuer.dump()
        and [one.dump() for one in envelope["digest_algorithms"]] == [signer["digest_algorithm"].dump()]
    )


def _hole(signature: EmbeddedPdfSignature) -> tuple[int, int]:
    """Where the range that the digest leaves out begins and ends."""
    _, start, end, _ = (int(number) for number in signature.byte_range)
    return start, end


def _seal_facts(data: bytes, signature: EmbeddedPdfSignature, *, genuine: bool) -> dict[str, str]:
    if not genuine:
        return {}
    end_of_seal = sum(int(number) for number in list(signature.byte_range)[2:4])
    moment: Any = signature.self_reported_timestamp
    return {
        "sealed_by": str(signature.signer_cert.subject.native.get("organization_name", "")),
        "sealed_at": moment.isoformat() if moment else "",
        "sealed_digest": hashlib.sha256(data[:end_of_seal]).hexdigest(),
    }


def _finding(finding: str) -> dict[str, str]:
    return {"finding": finding, "sealed_by": "", "sealed_at": "", "sealed_digest": ""}


def _certificate(text: str) -> x509.Certificate:
    return x509.Certificate.load(pem.unarmor(text.encode("ascii"))[2])


if __name__ == "__main__":
    main()
