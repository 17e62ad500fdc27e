"""The engine's door: cases from draft to archive."""

from dimos.cases.actions.approve_case import approve_case, complete_case
from dimos.cases.actions.attach_file import read_file
from dimos.cases.actions.issue_act import DocumentIsOfAnotherCase, preview_act, replace_act, revoke_act
from dimos.cases.actions.keep_draft import (
    DraftIsNotThere,
    DraftIsSubmitted,
    DraftOwner,
    begin_draft,
    discard_draft,
    discard_old_drafts,
    drafts_of,
    keep_answers,
    latest_draft,
    open_draft,
    rebase_draft,
)
from dimos.cases.actions.note_reading import note_reading
from dimos.cases.actions.reject_case import RejectionNeedsReasons, reject_case
from dimos.cases.actions.reopen_case import ReopeningNeedsReasons, reopen_case
from dimos.cases.actions.request_correction import RequestIsEmpty, request_correction
from dimos.cases.actions.send_message import MessageIsEmpty, send_message
from dimos.cases.actions.steps import CaseHasChanged, Step, days_off_around
from dimos.cases.actions.submit_case import AnswersAreIncomplete, Contact, Submission, split_problems, submit_case
from dimos.cases.actions.supply_correction import (
    NothingWasSupplied,
    correction_step,
    requested_fields,
    supply_correction,
)
from dimos.cases.actions.take_case import take_case
from dimos.cases.actions.withdraw_case import withdraw_case
from dimos.cases.acts import ActIsIncomplete
from dimos.cases.definitions import definition_of
from dimos.cases.facts import KnownFacts, facts_from_json, known_facts
from dimos.cases.follow import follow_code
from dimos.cases.models import Case, CaseEvent, CaseFile, CaseMessage, Channel, Draft, EventKind
from dimos.cases.policy import Reach, is_applicant, may_supervise_case, reach_of
from dimos.cases.queries import (
    CaseIsNotThere,
    CasePage,
    CursorIsDamaged,
    case_by_code,
    case_in_reach,
    case_of_citizen,
    case_with_number,
    cases_awaiting_citizen,
    cases_in_hand,
    cases_of_citizen,
    closed_cases,
    count_in_hand,
    documents_of,
    events_of,
    files_of,
    messages_of,
)
from dimos.cases.rules import (
    CLOSED,
    OPEN,
    RUNNING,
    Clock,
    DayUnit,
    Move,
    MoveIsNotAllowed,
    State,
    days_between,
    moves_from,
)

__all__ = [
    "CLOSED",
    "OPEN",
    "RUNNING",
    "ActIsIncomplete",
    "AnswersAreIncomplete",
    "Case",
    "CaseEvent",
    "CaseFile",
    "CaseHasChanged",
    "CaseIsNotThere",
    "CaseMessage",
    "CasePage",
    "Channel",
    "Clock",
    "Contact",
    "CursorIsDamaged",
    "DayUnit",
    "DocumentIsOfAnotherCase",
    "Draft",
    "DraftIsNotThere",
    "DraftIsSubmitted",
    "DraftOwner",
    "EventKind",
    "KnownFacts",
    "MessageIsEmpty",
    "Move",
    "MoveIsNotAllowed",
    "NothingWasSupplied",
    "Reach",
    "RejectionNeedsReasons",
    "ReopeningNeedsReasons",
    "RequestIsEmpty",
    "State",
    "Step",
    "Submission",
    "approve_case",
    "begin_draft",
    "case_by_code",
    "case_in_reach",
    "case_of_citizen",
    "case_with_number",
    "cases_awaiting_citizen",
    "cases_in_hand",
    "cases_of_citizen",
    "closed_cases",
    "complete_case",
    "correction_step",
    "count_in_hand",
    "days_between",
    "days_off_around",
    "definition_of",
    "discard_draft",
    "discard_old_drafts",
    "documents_of",
    "drafts_of",
    "events_of",
    "facts_from_json",
    "files_of",
    "follow_code",
    "is_applicant",
    "keep_answers",
    "known_facts",
    "latest_draft",
    "may_supervise_case",
    "messages_of",
    "moves_from",
    "note_reading",
    "open_draft",
    "preview_act",
    "reach_of",
    "read_file",
    "rebase_draft",
    "reject_case",
    "reopen_case",
    "replace_act",
    "request_correction",
    "requested_fields",
    "revoke_act",
    "send_message",
    "split_problems",
    "submit_case",
    "supply_correction",
    "take_case",
    "withdraw_case",
]
