"""The definition that a case was made under."""

from dimos.cases.models import Case
from dimos.catalogue.public import ServiceDefinition, definition_as_adopted


def definition_of(*, case: Case) -> ServiceDefinition:
    """The version the case was made under, with the overrides its municipality had then. Parsed once a process."""
    return definition_as_adopted(version_id=case.definition_id, overrides=case.overrides)
