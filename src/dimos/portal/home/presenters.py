"""What the home page prints."""

from collections.abc import Sequence
from dataclasses import dataclass

from dimos.catalogue.public import OfferedService
from dimos.municipalities.public import Profile
from dimos.portal.pages.presenters import ContactPage, contact_page
from dimos.portal.services.directory import ServiceLine, TopicBlock, blocks_by_event, lines
from dimos.portal.services.sheet import Fact, sheet_facts

# What people ask for most; a municipality's own figures will take the place of this order.
MOST_ASKED = ("residence-certificate", "problem-report", "disabled-parking-place")
SHOWN = 6
REPORT = "problem-report"


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """The home page: one service in large, the next ones, the events of life, the tools, the contact."""

    first: ServiceLine | None
    first_facts: tuple[Fact, ...]
    next: tuple[ServiceLine, ...]
    events: tuple[TopicBlock, ...]
    report: ServiceLine | None
    contact: ContactPage


def home_page(*, services: Sequence[OfferedService], profile: Profile) -> HomePage:
    """The most asked services that are open, first."""
    asked = sorted((service for service in services if service.is_open), key=_place)
    report = next((service for service in asked if service.slug == REPORT), None)
    first = asked[0] if asked else None
    return HomePage(
        first=lines([first])[0] if first else None,
        first_facts=sheet_facts(definition=first.definition)[:4] if first else (),
        next=lines([service for service in asked[1:] if service is not report][:SHOWN]),
        events=blocks_by_event(services),
        report=lines([report])[0] if report else None,
        contact=contact_page(profile=profile, offices=()),
    )


def _place(service: OfferedService) -> int:
    return MOST_ASKED.index(service.slug) if service.slug in MOST_ASKED else len(MOST_ASKED)
