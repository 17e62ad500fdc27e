"""Documents that the citizen does not have at hand may follow: the application is accepted without them.

Source: law 2690/1999 art. 4 as amended by law 3242/2004 art. 6: the receipt lists what is missing.
"""

from dimos.eforms.public import FileField, StepForm

BUTTON = "later"


def may_send_later(page: StepForm) -> bool:
    """Whether the page asks for documents that may follow."""
    return any(isinstance(part.definition, FileField) and part.definition.required for part in page.parts)


def only_documents_missing(page: StepForm) -> bool:
    """Whether the person chose to send documents later, and nothing but those is wrong on the page."""
    if BUTTON not in page.data:
        return False
    names = {bound.name for part in page.parts if isinstance(part.definition, FileField) for bound in part.bound_fields}
    return all(
        name in names and {error.code for error in errors.as_data()} <= {"required"}
        for name, errors in page.errors.items()
    )
