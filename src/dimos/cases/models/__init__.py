from dimos.cases.models.case import Case, CaseManager, Channel
from dimos.cases.models.draft import Draft
from dimos.cases.models.file import CaseFile
from dimos.cases.models.history import CaseDocument, CaseEvent, CaseMessage, EventKind
from dimos.cases.models.protocol import ProtocolCounter, ProtocolEntry

__all__ = [
    "Case",
    "CaseDocument",
    "CaseEvent",
    "CaseFile",
    "CaseManager",
    "CaseMessage",
    "Channel",
    "Draft",
    "EventKind",
    "ProtocolCounter",
    "ProtocolEntry",
]
