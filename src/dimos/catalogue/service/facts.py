"""What the rules of a service may know about a person without asking. Filled by whoever asks the registers."""

from typing import Final

from dimos.catalogue.service.definition import ServiceDefinition
from dimos.eforms.public import Kind, Vocabulary, rule_kinds

REGISTER_FACTS: Final = {
    "found": Kind.YES_NO,
    "first_name": Kind.TEXT,
    "last_name": Kind.TEXT,
    "father_name": Kind.TEXT,
    "mother_name": Kind.TEXT,
    "birth_date": Kind.DATE,
    "address": Kind.TEXT,
    "postal_code": Kind.TEXT,
    "settlement": Kind.TEXT,
    "resident_since": Kind.DATE,
    "household_number": Kind.TEXT,
    "household_size": Kind.WHOLE,
}
APPLICANT_FACTS: Final = {
    "first_name": Kind.TEXT,
    "last_name": Kind.TEXT,
    "father_name": Kind.TEXT,
    "mother_name": Kind.TEXT,
    "birth_year": Kind.WHOLE,
    "afm": Kind.TEXT,
    "email": Kind.TEXT,
    "phone": Kind.TEXT,
}


def vocabulary(definition: ServiceDefinition) -> Vocabulary:
    """The names the rules of this service may use, with what they hold."""
    names = {f"register.{name}": kind for name, kind in REGISTER_FACTS.items()}
    names |= {f"applicant.{name}": kind for name, kind in APPLICANT_FACTS.items()}
    for field in definition.fields:
        names |= {f"answers.{name}": kind for name, kind in rule_kinds(field).items()}
    return Vocabulary(names=names)
