"""What the sheet of a service prints."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from dimos.catalogue.public import Citation, Deadline, Evidence, OfferedService, ServiceDefinition
from dimos.kernel.money import Money
from dimos.municipalities.public import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of the box beside the text."""

    icon: str
    key: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A supporting document. `is_looked_up`: the register has it, the person brings nothing."""

    title: str
    detail: str
    how: str
    icon: str
    is_looked_up: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """A legal source; an unconfirmed one says so."""

    text: str
    is_confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPage:
    """Everything on the sheet, in the language of the page."""

    title: str
    summary: str
    what: str
    who: str
    sign_in: str
    needs: tuple[Need, ...]
    then: str
    bring: tuple[str, ...]
    silence: str
    silence_source: Law | None
    laws: tuple[Law, ...]
    facts: tuple[Fact, ...]
    office_name: str
    office_phone: str
    office_email: str
    start_href: str
    start_label: str
    closed: str
    link_href: str
    link_label: str
    mitos_id: str
    retention: str


def sheet_page(*, service: OfferedService, office: Office | None, today: date) -> SheetPage:
    """The sheet of one service. Without an address to start from, applications are not taken: `closed` says why."""
    definition, language = service.definition, get_language() or "el"
    description, link = definition.description, definition.link
    takes_applications = service.is_open and definition.level != "L"
    return SheetPage(
        title=definition.title.in_language(language),
        summary=definition.summary.in_language(language),
        what=description.what.in_language(language),
        who=description.who.in_language(language) if description.who else "",
        sign_in=_sign_in(definition),
        needs=tuple(_need(evidence, language) for evidence in description.needs),
        then=description.then.in_language(language),
        bring=_bring(definition, language),
        silence=definition.silence.effect.in_language(language),
        silence_source=_law(definition.silence.source, language) if definition.silence.source else None,
        laws=tuple(_law(citation, language) for citation in definition.legal_basis),
        facts=sheet_facts(definition=definition),
        office_name=office.name if office else "",
        office_phone=office.phone if office else "",
        office_email=office.email if office else "",
        start_href=reverse("apply:start", args=[service.slug]) if takes_applications else "",
        start_label=_("Start now"),
        closed="" if service.is_open else _closed(service, today),
        link_href=str(link.url) if link else "",
        link_label=link.label.in_language(language) if link else "",
        mitos_id=definition.mitos.id if definition.mitos and definition.mitos.confirmed else "",
        retention=_retention(definition),
    )


def sheet_facts(*, definition: ServiceDefinition) -> tuple[Fact, ...]:
    """How long, how much, how, and what one gets."""
    return tuple(_facts(definition, get_language() or "el"))


def _facts(definition: ServiceDefinition, language: str) -> list[Fact]:
    facts = []
    if definition.level == "L":
        facts.append(Fact(icon="globe", key=_("Where"), value=_("At gov.gr")))
        return facts
    if definition.deadline:
        facts.append(_time(definition, definition.deadline, language))
    facts.append(_cost(definition, language))
    online = _("Fully online") if definition.level == "3" else _("You ask online")
    at_counter = definition.outcome is not None and definition.outcome.kind == "counter"
    note = _("It is completed at the office, with your originals") if at_counter else ""
    facts.append(Fact(icon="globe", key=_("How"), value=online, note=note))
    if definition.outcome is not None and definition.outcome.kind == "document":
        facts.append(Fact(icon="shield", key=_("You get"), value=_("A sealed PDF that anyone can verify")))
    return facts


def _time(definition: ServiceDefinition, deadline: Deadline, language: str) -> Fact:
    days = deadline.days
    if deadline.counting == "working":
        term = ngettext("%(days)s working day", "%(days)s working days", days) % {"days": days}
    else:
        term = ngettext("%(days)s day", "%(days)s days", days) % {"days": days}
    source = _source(deadline.source, language)
    if definition.instant is None:
        return Fact(icon="clock", key=_("How long"), value=_("Up to %(term)s") % {"term": term}, note=source)
    note = _("If the registers suffice; otherwise within %(term)s.") % {"term": term}
    return Fact(icon="clock", key=_("How long"), value=_("At once"), note=f"{note} {source}".strip())


def _cost(definition: ServiceDefinition, language: str) -> Fact:
    fee = definition.fee
    amount = Money(fee.cents).format("en" if language == "en" else "el") if fee.cents else _("Free of charge")
    return Fact(icon="euro", key=_("Cost"), value=amount, note=_source(fee.source, language) if fee.source else "")


def _source(citation: Citation, language: str) -> str:
    """Said only where it matters: a source that was not confirmed."""
    if citation.confirmed:
        return ""
    return _("Not confirmed: %(source)s") % {"source": citation.text.in_language(language)}


def _need(evidence: Evidence, language: str) -> Need:
    words = {
        "register": (_("We look it up: you bring nothing"), "check"),
        "attached": (_("You attach it"), "document"),
        "declared": (_("You declare it in the application"), "person"),
    }
    how, icon = words[evidence.obtained]
    return Need(
        title=evidence.title.in_language(language),
        detail=evidence.detail.in_language(language) if evidence.detail else "",
        how=how,
        icon=icon,
        is_looked_up=evidence.obtained == "register",
    )


def _law(citation: Citation, language: str) -> Law:
    return Law(text=citation.text.in_language(language), is_confirmed=citation.confirmed)


def _bring(definition: ServiceDefinition, language: str) -> tuple[str, ...]:
    outcome = definition.outcome
    if outcome is None or outcome.kind != "counter":
        return ()
    return tuple(text.in_language(language) for text in outcome.bring)


def _sign_in(definition: ServiceDefinition) -> str:
    if definition.level == "L":
        return ""
    if definition.who_may_ask.sign_in == "anyone":
        return _("You need not sign in.")
    return _("You sign in with your TAXISnet codes.")


def _closed(service: OfferedService, today: date) -> str:
    adoption = service.adoption
    if adoption.is_open and adoption.opens_date and today < adoption.opens_date:
        return _("Applications open on %(day)s.") % {"day": date_format(adoption.opens_date, "j E Y")}
    if adoption.is_open and adoption.closes_date and adoption.closes_date < today:
        return _("Applications closed on %(day)s.") % {"day": date_format(adoption.closes_date, "j E Y")}
    return _("The municipality takes no applications for this service at the moment.")


def _retention(definition: ServiceDefinition) -> str:
    kept = definition.retention
    if kept is None:
        return ""
    years = max(kept.granted_years, kept.refused_years)
    text = ngettext(
        "Your case is kept for %(years)s year after it closes.",
        "Your case is kept for %(years)s years after it closes.",
        years,
    ) % {"years": years}
    return text if kept.source.confirmed else " ".join((text, _("The municipality has yet to confirm this period.")))
