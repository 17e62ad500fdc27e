"""Why an act cannot be issued now, in words that say what to do."""

from django.utils.translation import gettext as _

from dimos.cases.public import ActIsIncomplete
from dimos.documents.public import DocumentCannotBeDrawn, SealingIsNotPossible

OBSTACLES = (ActIsIncomplete, DocumentCannotBeDrawn, SealingIsNotPossible)


def told(obstacle: Exception) -> str:
    """The obstacle for the person at the desk."""
    if isinstance(obstacle, ActIsIncomplete):
        rows = ", ".join(obstacle.rows)
        return _("The act must state what is not known: %(rows)s. Ask the citizen for it, or correct the register.") % {
            "rows": rows
        }
    if isinstance(obstacle, SealingIsNotPossible):
        if obstacle.is_temporary:
            return _("The service that seals or time-stamps documents does not answer. Nothing was issued: try again.")
        return _("The municipality's seal cannot be used. Nothing was issued: tell your administrator to check it.")
    return _("The act cannot be drawn: an answer is too long or holds characters that cannot be printed.")
