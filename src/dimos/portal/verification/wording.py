"""What is said about each outcome of a verification."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from dimos.documents.public import Outcome
from dimos.ui.components import Text


class Manner(StrEnum):
    """How the verdict looks; never the only bearer of the message."""

    GOOD = "good"
    CAUTION = "caution"
    BAD = "bad"
    NEUTRAL = "neutral"


HEADINGS: Mapping[Outcome, tuple[Manner, Text]] = {
    Outcome.VALID: (Manner.GOOD, _("The document is valid")),
    Outcome.EXPIRED: (Manner.CAUTION, _("The document has expired")),
    Outcome.REPLACED: (Manner.CAUTION, _("The document has been replaced by a newer one")),
    Outcome.REVOKED: (Manner.BAD, _("The document has been revoked")),
    Outcome.UNKNOWN: (Manner.BAD, _("We do not know this document")),
    Outcome.ALTERED: (Manner.BAD, _("The file was altered after it was sealed")),
    Outcome.FOREIGN: (Manner.BAD, _("The seal is not of a municipality served here")),
    Outcome.UNSEALED: (Manner.NEUTRAL, _("The file bears no digital seal")),
    Outcome.UNREADABLE: (Manner.NEUTRAL, _("We cannot read this file")),
    Outcome.TOO_LARGE: (Manner.NEUTRAL, _("The file is too large")),
    Outcome.BUSY: (Manner.NEUTRAL, _("Too many files are being examined at this moment")),
}

_LEADS: Mapping[Outcome, Text] = {
    Outcome.EXPIRED: _("It is genuine, but the last day of its validity has passed."),
    Outcome.REPLACED: _("It is genuine, but it is no longer in force: the municipality issued a new one in its place."),
    Outcome.REVOKED: _("The municipality issued it and later withdrew it. It is no longer in force."),
    Outcome.ALTERED: _("It bears a seal of a municipality, but its content is not what was sealed."),
    Outcome.FOREIGN: _("Someone else sealed or signed this file. That says nothing about a municipality."),
    Outcome.UNSEALED: _(
        "It may be a scan, a copy that another program saved again, or not a document of a municipality."
    ),
    Outcome.UNREADABLE: _("It is not a PDF, or it is damaged."),
    Outcome.TOO_LARGE: _("Documents of the municipality are far smaller than 10 MB."),
    Outcome.BUSY: _("Your file was not examined."),
}
_BY_CODE: Mapping[Outcome, Text] = {
    Outcome.VALID: _("A document with this code was issued and is in force today."),
    Outcome.UNKNOWN: _("No document with this code was issued."),
}
_BY_FILE: Mapping[Outcome, Text] = {
    Outcome.VALID: _("The file is exactly the one the municipality sealed, and it is in force today."),
    Outcome.UNKNOWN: _("The seal looks like a municipality's, but the document is not in the register."),
}

_ASK_HOLDER = _("Ask whoever gave it to you for the original PDF file, or for the code that is printed on it.")
_ASK_ISSUER = _("If you are in doubt, ask the municipality that is named on the document.")
_DO_NOT_ACCEPT = _("Do not accept the document.")
_TRY_CODE = _("Verify it by the code that is printed on it instead.")

UPLOAD = _("To be sure of every word of a PDF, upload the file.")

STEPS: Mapping[Outcome, tuple[Text, ...]] = {
    Outcome.VALID: (
        _("Compare the details above with the document you hold. If anything differs, it is not this document."),
        UPLOAD,
    ),
    Outcome.EXPIRED: (_("Ask its holder for a new one. A new certificate takes a few minutes."),),
    Outcome.REPLACED: (_("Ask its holder for the newer document."), _ASK_ISSUER),
    Outcome.REVOKED: (_DO_NOT_ACCEPT, _ASK_ISSUER),
    Outcome.UNKNOWN: (
        _("Check the code letter by letter: it has 16 letters and digits."),
        _("Check that the address of this page is the one printed on the document."),
        _ASK_ISSUER,
    ),
    Outcome.ALTERED: (_DO_NOT_ACCEPT, _ASK_HOLDER, _ASK_ISSUER),
    Outcome.FOREIGN: (_TRY_CODE, _ASK_HOLDER),
    Outcome.UNSEALED: (_TRY_CODE, _ASK_HOLDER),
    Outcome.UNREADABLE: (_("Choose the PDF file as you received it, not a photo or a screenshot."), _TRY_CODE),
    Outcome.TOO_LARGE: (_("Check that you chose the right file."), _TRY_CODE),
    Outcome.BUSY: (_("Try again in a minute."), _TRY_CODE),
}


def leads(*, by_code: bool) -> Mapping[Outcome, Text]:
    """The sentence under the heading."""
    return {**_LEADS, **(_BY_CODE if by_code else _BY_FILE)}
