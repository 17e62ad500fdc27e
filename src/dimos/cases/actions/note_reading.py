"""Somebody of the staff opened a person's case: the citizen sees that."""

from datetime import datetime, timedelta

from dimos.audit.public import Actor, entries_about_subject, record
from dimos.cases.models import Case
from dimos.municipalities.public import current_municipality_id

SAME_READING = timedelta(minutes=10)


def note_reading(*, case: Case, actor: Actor, at: datetime) -> None:
    """Write the reading into the journal; going back and forth within ten minutes counts as one reading."""
    recent = entries_about_subject(municipality_id=current_municipality_id(), subject=case.reference).filter(
        action="case.read", actor_kind=actor.kind, actor_id=actor.id, at__gt=at - SAME_READING
    )
    if recent.exists():
        return
    record(
        municipality_id=current_municipality_id(), actor=actor, action="case.read", subject=case.reference,
        person_id=case.applicant_id, at=at,
    )  # fmt: skip
