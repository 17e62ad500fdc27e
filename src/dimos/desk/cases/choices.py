"""What can be done to a case next, by this person, and what that means."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dimos.cases.public import Case, Move, State, moves_from
from dimos.catalogue.public import ServiceDefinition


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One thing to do; `kind` is that of the button."""

    text: str
    href: str
    shortcut: str
    kind: str = "secondary"


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """What is to be done now, in a sentence, and the ways to do it, the likeliest first.

    `takes_at_once` says that the first is a button which takes the case in one press.
    """

    advice: str
    choices: tuple[Choice, ...]
    takes_at_once: bool


def open_moves(*, case: Case, definition: ServiceDefinition, may_supervise: bool) -> frozenset[Move]:
    """The moves that state, service and role allow a member of staff."""
    lifecycle = definition.lifecycle
    closed_off = {
        Move.REQUEST_CORRECTION: lifecycle.may_ask_for_correction,
        Move.WITHDRAW: lifecycle.may_withdraw,
        Move.REOPEN: lifecycle.may_reopen and may_supervise,
        Move.SUPPLY_CORRECTION: False,
    }
    return frozenset(move for move in moves_from(state=State(case.state)) if closed_off.get(move, True))


def next_step(*, case: Case, definition: ServiceDefinition, person_id: int, may_supervise: bool) -> NextStep:
    """The choices in their usual order; the first is the one that stands out."""
    moves = open_moves(case=case, definition=definition, may_supervise=may_supervise)
    choices = [_choice(move, case, definition) for move in _ORDER if move in moves]
    first = choices[:1] if choices and case.state != State.AWAITING_CITIZEN and Move.REOPEN not in moves else []
    emphasised = [Choice(text=c.text, href=c.href, shortcut=c.shortcut, kind="primary") for c in first]
    return NextStep(
        advice=_advice(case, definition, person_id),
        choices=(*emphasised, *choices[len(emphasised) :]),
        takes_at_once=Move.TAKE in moves and not may_supervise,
    )


_ORDER = (Move.TAKE, Move.APPROVE, Move.COMPLETE, Move.REQUEST_CORRECTION, Move.REJECT, Move.WITHDRAW, Move.REOPEN)


def _choice(move: Move, case: Case, definition: ServiceDefinition) -> Choice:
    answers = definition.outcome is not None and definition.outcome.kind == "answer"
    text, name, shortcut = {
        Move.TAKE: (_("Take the case"), "take", "t"),
        Move.APPROVE: (_("Answer and close") if answers else _("Approve"), "approve", "a"),
        Move.COMPLETE: (_("Complete at the counter"), "complete", "c"),
        Move.REQUEST_CORRECTION: (_("Ask for a correction"), "correction", "d"),
        Move.REJECT: (_("Reject"), "reject", "r"),
        Move.WITHDRAW: (_("Withdraw for the citizen"), "withdraw", "w"),
        Move.REOPEN: (_("Reopen"), "reopen", "o"),
    }[move]
    return Choice(text=text, href=reverse(f"desk:{name}", args=[case.pk]), shortcut=shortcut)


def _advice(case: Case, definition: ServiceDefinition, person_id: int) -> str:
    state = State(case.state)
    if state is State.IN_WORK and case.assignee_id != person_id and case.assignee is not None:
        name = case.assignee.get_full_name() or case.assignee.username
        return _("%(name)s works on this case. You can decide in their place.") % {"name": name}
    if state is State.AWAITING_CITIZEN and case.missing:
        labels = {field.id: field.label.in_language(get_language() or "el") for field in definition.fields}
        missing = ", ".join(labels.get(field, field) for field in case.missing)
        return _("The file is not complete yet; the clock has not started. Missing: %(missing)s.") % {
            "missing": missing
        }
    return {
        State.RECEIVED: _("Nobody works on this case yet. Take it, or decide at once."),
        State.IN_WORK: _("Compare the answers with the register, then decide."),
        State.AWAITING_CITIZEN: _("The citizen owes a correction; the clock stands still until it comes."),
        State.APPROVED: _("It was approved. Complete it when the citizen has been at the counter."),
        State.COMPLETED: _("This case is completed. There is nothing left to do."),
        State.REJECTED: _("This case was rejected. There is nothing left to do."),
        State.WITHDRAWN: _("The citizen took this request back. There is nothing left to do."),
    }[state]
