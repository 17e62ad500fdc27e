"""Cases in every state, made through the engine itself."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from procrastinate.contrib.django.models import ProcrastinateJob

from dimos.audit.public import SYSTEM, VISITOR, Actor
from dimos.cases.letters import WRITE
from dimos.cases.public import (
    Case,
    Channel,
    Draft,
    DraftOwner,
    Step,
    Submission,
    begin_draft,
    known_facts,
    submit_case,
)
from dimos.cases.tasks import write_letter
from dimos.catalogue.public import adopt_service, offered_service
from dimos.identity.public import Role, User, actor_of, grant_role
from dimos.municipalities.public import OfficeData, ProfileData, join_municipality
from dimos.registers.public import CivilRecord

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
KALAMATA = 4401
PATRAS = 3701
AFM = "000001010"
OFFICES = ("registry", "technical-services", "citizen-service")
RESIDENCE: Mapping[str, Any] = {
    "purpose": "any",
    "period": "now",
    "address_is_current": True,
    "email": "eleni@example.org",
    "declaration": True,
}
WITH_PROOF: Mapping[str, Any] = {
    **RESIDENCE,
    "proof_kind": ["bill"],
    "proof": [{"id": "f1", "name": "bill.pdf", "media_type": "application/pdf", "size": 10, "sha256": "0"}],
}
FAULT: Mapping[str, Any] = {
    "category": "lighting",
    "danger": False,
    "place": {"words": "Οδός Δοκιμής 14"},
    "description": "Ο φωτισμός του δρόμου δεν ανάβει.",
}


def a_served_municipality(municipality_id: int = KALAMATA) -> None:
    """Profile, offices, and every national service adopted; open the scope yourself afterwards."""
    offices = [OfficeData(slug=slug, name_el=f"Γραφείο {slug}", name_en=f"Office {slug}") for slug in OFFICES]
    join_municipality(
        municipality_id=municipality_id, profile=ProfileData(place_el="Καλαμάτα"), offices=offices, actor=SYSTEM, at=AT
    )


def services_are_offered() -> None:
    """In the scope that is open."""
    for service in ("residence-certificate", "disabled-parking-place", "problem-report"):
        adopt_service(service=service, actor=SYSTEM, at=AT)


def a_citizen(afm: str = AFM, **names: Any) -> User:
    names = {"first_name": "ΕΛΕΝΗ", "last_name": "ΠΑΡΑΔΕΙΓΜΑΤΙΔΟΥ", "father_name": "ΘΕΟΔΩΡΟΣ"} | names
    return User.objects.create_citizen(afm=afm, **names)


def a_register_entry(afm: str = AFM, **fields: Any) -> CivilRecord:
    data: dict[str, Any] = {
        "last_name": "ΠΑΡΑΔΕΙΓΜΑΤΙΔΟΥ",
        "first_name": "ΕΛΕΝΗ",
        "father_name": "ΘΕΟΔΩΡΟΣ",
        "address": "Οδός Παραδείγματος 12",
        "postal_code": "24100",
        "settlement": "Καλαμάτα",
        "resident_since": datetime(2009, 9, 1, tzinfo=UTC).date(),
        "updated_at": AT,
    }
    return CivilRecord.objects.create(afm=afm, **(data | fields))


def a_clerk(username: str = "clerk", role: Role = Role.CLERK, office: Any = None) -> User:
    """A member of staff of the municipality in scope."""
    user = User.objects.create_staff(
        username=username, password="a-long-password-1", first_name="Άννα", last_name="Δοκιμή"
    )
    grant_role(user=user, role=role, actor=SYSTEM, at=AT, office=office)
    return user


def a_draft(*, service: str, answers: Mapping[str, Any], user: User | None = None, at: datetime = AT) -> Draft:
    offered = offered_service(slug=service, today=at.date())
    owner = DraftOwner(user_id=user.pk if user else None, browser="" if user else "browser")
    draft = begin_draft(service=service, version_id=offered.version_id, owner=owner, at=at)
    draft.answers = dict(answers)
    draft.save()
    return draft


def submitted(draft: Draft, *, user: User | None = None, at: datetime = AT, language: str = "el") -> Case:
    submission = Submission(
        service=offered_service(slug=draft.service, today=at.date()),
        known=known_facts(user=user, at=at),
        applicant=user,
        channel=Channel.WEB,
        language=language,
    )
    return submit_case(draft=draft, submission=submission, step=step(actor_of(user) if user else VISITOR, at))


def a_case(
    *, service: str = "problem-report", answers: Mapping[str, Any] = FAULT, user: User | None = None, at: datetime = AT
) -> Case:
    """A submitted case of the municipality in scope."""
    return submitted(a_draft(service=service, answers=answers, user=user, at=at), user=user, at=at)


def step(actor: Actor = SYSTEM, at: datetime = AT, version: int | None = None) -> Step:
    return Step(actor=actor, at=at, version=version)


def letters_are_written() -> None:
    """Do what the worker does with the letters that wait."""
    for job in ProcrastinateJob.objects.filter(task_name=WRITE):
        write_letter(**job.args)
