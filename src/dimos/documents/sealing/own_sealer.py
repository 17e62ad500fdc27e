"""Seals the files of our own renderer: PAdES B-B as a certification signature, a hundred times faster than pyHanko."""

import hashlib
import re
from datetime import UTC, datetime
from typing import Final

from dimos.documents.sealing.credentials import SealCredentials
from dimos.documents.sealing.incremental_update import ClassicFile, Revision, dictionary_with
from dimos.documents.sealing.ports import FileCannotBeSealed
from dimos.documents.sealing.signed_data import SignedDataMaker

_FIELD_NAME: Final = "MunicipalSeal"
_FIELD_LABEL: Final = "Ηλεκτρονική σφραγίδα του Δήμου"
_SLACK: Final = 64  # bytes by which one signature of a key may be longer than another
_DIGEST_LENGTH: Final = 32
_UNKNOWN_RANGE: Final = b"0000000000 0000000000 0000000000"
_ANNOTATIONS = re.compile(rb"/Annots\s*\[")

# Nothing may change after the seal (DocMDP level 1).
_CERTIFIES = b"/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/V/1.2/P 1>>>>]"


class OwnSealer:
    """Implements `Sealer` for files with a classic cross-reference table and no form."""

    def __init__(self, *, credentials: SealCredentials, reason: str, location: str, name: str) -> None:
        self._credentials = credentials
        self._maker = SignedDataMaker(credentials)
        self._capacity = 2 * (len(self._maker.sign(bytes(_DIGEST_LENGTH))) + _SLACK)
        self._placeholder = b"<" + b"0" * self._capacity + b">"
        self._statement = b"/Reason%s/Location%s/Name%s" % (_text(reason), _text(location), _text(name))

    def seal(self, pdf: bytes, *, at: datetime) -> bytes:
        """Return the sealed file. Raises `FileCannotBeSealed` for a file that our renderer did not write.

        Raises `SealHasExpired` and what the key raises, too.
        """
        self._credentials.check_moment(at)
        original = ClassicFile(pdf)
        revision = Revision(original)
        field, signature = original.size, original.size + 1
        page = original.first_page()
        revision.write(original.root, _with_form(original.body_of(original.root), field, signature))
        revision.write(page, _with_annotation(original.body_of(page), field))
        revision.write(field, _invisible_field(signature, page))
        range_offset, contents_offset = self._write_signature(revision, signature, at)
        revision.close()
        return self._fill_in(revision.data, range_offset, contents_offset)

    def _write_signature(self, revision: Revision, number: int, at: datetime) -> tuple[int, int]:
        """Append the signature dictionary with blanks; return where the blanks of range and contents are."""
        before_range = b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M(%s)%s%s/ByteRange[0 " % (
            at.astimezone(UTC).strftime("D:%Y%m%d%H%M%S+00'00'").encode("ascii"),
            self._statement,
            _CERTIFIES,
        )
        before_contents = before_range + _UNKNOWN_RANGE + b"]/Contents"
        start = revision.write(number, before_contents + self._placeholder + b">>")
        return start + len(before_range), start + len(before_contents)

    def _fill_in(self, data: bytearray, range_offset: int, contents_offset: int) -> bytes:
        after = contents_offset + len(self._placeholder)
        byte_range = b"%010d %010d %010d" % (contents_offset, after, len(data) - after)
        data[range_offset : range_offset + len(byte_range)] = byte_range
        with memoryview(data) as whole:
            digest = hashlib.sha256(whole[:contents_offset])
            digest.update(whole[after:])
        contents = self._maker.sign(digest.digest()).hex().encode("ascii")
        if len(contents) > self._capacity:
            raise FileCannotBeSealed
        data[contents_offset + 1 : contents_offset + 1 + len(contents)] = contents
        return bytes(data)


def _with_form(catalog: bytes, field: int, signature: int) -> bytes:
    if b"/AcroForm" in catalog or b"/Perms" in catalog:
        raise FileCannotBeSealed
    form = b"/AcroForm<</Fields[%d 0 R]/SigFlags 3>>/Perms<</DocMDP %d 0 R>>" % (field, signature)
    return dictionary_with(catalog, form)


def _with_annotation(page: bytes, field: int) -> bytes:
    found = _ANNOTATIONS.search(page)
    if found:
        page = page[: found.end()] + b"%d 0 R " % field + page[found.end() :]
    else:
        page = dictionary_with(page, b"/Annots[%d 0 R]" % field)
    return page if b"/Tabs" in page else dictionary_with(page, b"/Tabs/S")  # PDF/UA: tab order follows structure


def _invisible_field(signature: int, page: int) -> bytes:
    """The visible seal is drawn by the template; the field lies outside the page, which PDF/A and PDF/UA accept."""
    return b"<</Type/Annot/Subtype/Widget/FT/Sig/T%s/TU%s/V %d 0 R/F 132/P %d 0 R/Rect[-9999 -9999 -9999 -9999]>>" % (
        _text(_FIELD_NAME),
        _text(_FIELD_LABEL),
        signature,
        page,
    )


def _text(words: str) -> bytes:
    return b"<FEFF" + words.encode("utf-16-be").hex().upper().encode("ascii") + b">"
