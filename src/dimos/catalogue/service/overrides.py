"""What a municipality may change in a national definition: named parts, nothing else."""

from typing import Annotated, Any

from pydantic import Field

from dimos.catalogue.service.definition import Citation, Evidence, Fee, Notifications, ServiceDefinition
from dimos.eforms.public import Part, Slug, Text, Words


class Overrides(Part):
    """The municipality's own words, fee (with the decision that sets it) and extra supporting documents."""

    title: Text | None = None
    summary: Text | None = None
    what: Text | None = None
    then: Text | None = None
    keywords: tuple[Words, ...] = ()
    office: Slug | None = None
    fee_cents: Annotated[int, Field(ge=0, le=10_000_00)] | None = None
    fee_source: Citation | None = None
    further_needs: tuple[Evidence, ...] = ()
    notifications: Notifications | None = None


def overridden(*, definition: ServiceDefinition, overrides: Overrides) -> ServiceDefinition:
    """The definition as this municipality offers it."""
    if overrides == Overrides():
        return definition
    description = definition.description
    changes: dict[str, Any] = {
        "title": overrides.title or definition.title,
        "summary": overrides.summary or definition.summary,
        "keywords": (*definition.keywords, *overrides.keywords),
        "office": overrides.office or definition.office,
        "notifications": overrides.notifications or definition.notifications,
        "description": description.model_copy(
            update={
                "what": overrides.what or description.what,
                "then": overrides.then or description.then,
                "needs": (*description.needs, *overrides.further_needs),
            }
        ),
    }
    if overrides.fee_cents is not None:
        changes["fee"] = Fee(cents=overrides.fee_cents, source=overrides.fee_source)
    return definition.model_copy(update=changes)
