"""Who works here, and which cases they reach. Missing and out of reach look alike."""

from django.http import Http404, HttpRequest

from dimos.cases.public import Case, CaseIsNotThere, Reach, Step, case_in_reach, reach_of
from dimos.identity.public import Role, User, actor_of, staff_required
from dimos.kernel.clock import now

clerks = staff_required(Role.CLERK, Role.SUPERVISOR)


def person_of(request: HttpRequest) -> User:
    """The member of staff; the gate in front of the view has seen to it that there is one."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def reach_here(request: HttpRequest) -> Reach:
    """The cases this person reaches at this municipality."""
    return reach_of(user=person_of(request))


def opened_case(request: HttpRequest, case_id: int) -> Case:
    """The case, or the page that says there is none."""
    try:
        return case_in_reach(case_id=case_id, reach=reach_here(request))
    except CaseIsNotThere:
        raise Http404 from None


def step_by(request: HttpRequest, *, version: int | None = None) -> Step:
    """A step this person takes now, knowing the case as it stood at that version."""
    return Step(actor=actor_of(request.user), at=now(), version=version)
