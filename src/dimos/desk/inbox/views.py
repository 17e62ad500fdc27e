"""The inbox: one list for everything within reach."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dimos.cases.public import (
    CaseIsNotThere,
    CasePage,
    CursorIsDamaged,
    Reach,
    State,
    case_with_number,
    cases_awaiting_citizen,
    cases_in_hand,
    closed_cases,
)
from dimos.desk.access import clerks, person_of, reach_here
from dimos.desk.inbox.figures import day_of, protocol_number_in
from dimos.desk.inbox.presenters import EMPTY, VIEWS, case_rows, inbox_address, office_choices, view_tabs
from dimos.identity.public import may_administer, may_work_cases, staff_required
from dimos.kernel.clock import today
from dimos.municipalities.public import Office

_CLOSED = {"completed": State.COMPLETED, "rejected": State.REJECTED, "withdrawn": State.WITHDRAWN}


@require_safe
@never_cache
@staff_required()
def inbox(request: HttpRequest) -> HttpResponse:
    """The list; for staff who work no cases, the rooms they have."""
    person = person_of(request)
    if not may_work_cases(person):
        return render(request, "desk/home.html", {"may_administer": may_administer(person)})
    view = request.GET.get("view", "todo")
    view = view if view in VIEWS else "todo"
    reach = reach_here(request)
    offices = _offices_in(reach)
    office = next((str(one.pk) for one in offices if str(one.pk) == request.GET.get("office")), "")
    narrowed = replace(reach, offices=frozenset({int(office)})) if office else reach
    page, is_damaged = _page(view, narrowed, person_id=person.pk, after=request.GET.get("after"))
    context = {
        "day": day_of(reach=narrowed, today=today()),
        "tabs": view_tabs(current=view, office=office),
        "offices": office_choices(offices, current=office),
        "view": view,
        "view_title": VIEWS[view],
        "is_closed_view": view in _CLOSED,
        "empty_text": EMPTY[view],
        "rows": case_rows(page.cases, today=today(), person_id=person.pk),
        "is_damaged": is_damaged,
        "is_continued": bool(request.GET.get("after")) and not is_damaged,
        "first_href": inbox_address(view=view, office=office),
        "next_href": inbox_address(view=view, office=office, after=page.after) if page.after else "",
    }
    return render(request, "desk/inbox/inbox.html", context)


@require_safe
@never_cache
@clerks
def find(request: HttpRequest) -> HttpResponse:
    """From a protocol number to its case."""
    typed = request.GET.get("number", "")
    wanted = protocol_number_in(typed, today=today())
    if wanted is None:
        messages.warning(request, _("Write the protocol number as on the receipt, for example 12/2026."))
        return redirect("desk:inbox")
    try:
        case = case_with_number(number=wanted[0], year=wanted[1], reach=reach_here(request))
    except CaseIsNotThere:
        number = f"{wanted[0]}/{wanted[1]}"
        messages.warning(request, _("There is no case with number %(number)s that you may open.") % {"number": number})
        return redirect("desk:inbox")
    return redirect("desk:case", case.pk)


def _page(view: str, reach: Reach, *, person_id: int, after: str | None) -> tuple[CasePage, bool]:
    """A stretch of the list, from the start if the link to it was damaged; and whether it was."""
    try:
        return _stretch(view, reach, person_id=person_id, after=after), False
    except CursorIsDamaged:
        return _stretch(view, reach, person_id=person_id, after=None), True


def _stretch(view: str, reach: Reach, *, person_id: int, after: str | None) -> CasePage:
    if view == "waiting":
        return cases_awaiting_citizen(reach=reach, after=after)
    if view in _CLOSED:
        return closed_cases(reach=reach, state=_CLOSED[view], after=after)
    return cases_in_hand(reach=reach, assignee_id=person_id if view == "mine" else None, after=after)


def _offices_in(reach: Reach) -> list[Office]:
    offices = Office.objects.order_by("name_el", "id")
    return list(offices if reach.offices is None else offices.filter(pk__in=reach.offices))
