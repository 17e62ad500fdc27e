"""What the directory prints."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from dimos.catalogue.public import OfferedService
from dimos.portal.services.topics import LIFE_EVENTS, OTHER, SUBJECTS, Topic
from dimos.ui.components import Tab, Tag, Text, Tone

BY_EVENT = "life-event"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLine:
    """One service in a list."""

    slug: str
    title: str
    summary: str
    href: str
    tags: tuple[Tag, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicBlock:
    """One heading with its services."""

    anchor: str
    title: Text
    icon: str
    count: str
    services: tuple[ServiceLine, ...]

    @property
    def href(self) -> str:
        """Where the block stands in the directory by life event."""
        return f"{reverse('services:directory')}?by={BY_EVENT}#{self.anchor}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryPage:
    """The directory, under one of its two orders."""

    tabs: tuple[Tab, ...]
    blocks: tuple[TopicBlock, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPage:
    """The answer to a search; where nothing was found, everything there is."""

    typed: str
    summary: str
    found: tuple[ServiceLine, ...]
    others: tuple[ServiceLine, ...]


def directory_page(*, services: Sequence[OfferedService], by: str) -> DirectoryPage:
    """By life event where `by` says so, else by subject."""
    by_event = by == BY_EVENT
    here = reverse("services:directory")
    tabs = (
        Tab(gettext_lazy("By subject"), here, is_current=not by_event),
        Tab(gettext_lazy("By life event"), f"{here}?by={BY_EVENT}", is_current=by_event),
    )
    return DirectoryPage(tabs=tabs, blocks=blocks_by_event(services) if by_event else _blocks_by_subject(services))


def found_page(*, typed: str, found: Sequence[OfferedService], others: Sequence[OfferedService]) -> FoundPage:
    """What answers the search."""
    count = len(found)
    return FoundPage(
        typed=typed,
        summary=ngettext("%(count)s service", "%(count)s services", count) % {"count": count},
        found=lines(found),
        others=lines(others),
    )


def lines(services: Iterable[OfferedService]) -> tuple[ServiceLine, ...]:
    """The services as lines of a list."""
    return tuple(_line(service) for service in services)


def blocks_by_event(services: Sequence[OfferedService]) -> tuple[TopicBlock, ...]:
    """The services under the events of life; one may stand under several."""
    return _blocks(services, LIFE_EVENTS, lambda service: service.definition.life_events)


def _blocks_by_subject(services: Sequence[OfferedService]) -> tuple[TopicBlock, ...]:
    return _blocks(services, SUBJECTS, lambda service: (service.definition.subject,))


def _blocks(
    services: Sequence[OfferedService],
    topics: Mapping[str, Topic],
    slugs_of: Callable[[OfferedService], tuple[str, ...]],
) -> tuple[TopicBlock, ...]:
    blocks = []
    for slug, topic in topics.items():
        blocks += _block(slug, topic, [service for service in services if slug in slugs_of(service)])
    rest = [service for service in services if not set(slugs_of(service)).intersection(topics)]
    return (*blocks, *_block("other", OTHER, rest))


def _block(slug: str, topic: Topic, services: list[OfferedService]) -> list[TopicBlock]:
    if not services:
        return []
    count = ngettext("%(count)s service", "%(count)s services", len(services)) % {"count": len(services)}
    return [TopicBlock(anchor=slug, title=topic.title, icon=topic.icon, count=count, services=lines(services))]


def _line(service: OfferedService) -> ServiceLine:
    language = get_language() or "el"
    return ServiceLine(
        slug=service.slug,
        title=service.definition.title.in_language(language),
        summary=service.definition.summary.in_language(language),
        href=reverse("services:sheet", args=[service.slug]),
        tags=tuple(_tags(service)),
    )


def _tags(service: OfferedService) -> Iterable[Tag]:
    definition = service.definition
    if not service.is_open:
        yield Tag(_("Closed now"), Tone.GREY)
    if definition.level == "L":
        yield Tag(_("At gov.gr"), Tone.BLUE)
    elif definition.instant is not None:
        yield Tag(_("At once"), Tone.GREEN)
    if definition.who_may_ask.sign_in == "anyone" and definition.level != "L":
        yield Tag(_("No sign-in"), Tone.GREY)
