"""Some cases to begin with, submitted through the engine like any other."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from dimos.audit.public import VISITOR
from dimos.cases.public import (
    Case,
    Channel,
    Draft,
    DraftOwner,
    Step,
    Submission,
    begin_draft,
    known_facts,
    request_correction,
    submit_case,
    take_case,
)
from dimos.catalogue.public import offered_service
from dimos.demo.towns import Town
from dimos.identity.public import PERSONAS, Claims, User, actor_of, welcome_citizen

NAMESPACE = uuid.UUID("6f1a2f1e-0d5c-4a57-9d0a-d1a05de00000")
HOME = {"street": "Οδός Παραδείγματος", "number": "21", "postal_code": "24100", "settlement": "Καλαμάτα"}
RESIDENCE = {"purpose": "any", "period": "now", "declaration": True}
FAULTS = (
    ("lighting", "Οδός Δοκιμής 14", "Ο φωτισμός του δρόμου δεν ανάβει εδώ και τρεις ημέρες."),
    ("road", "Πλατεία Υπόθεσης, μπροστά στο σχολείο", "Μεγάλη λακκούβα στη διάβαση."),
    ("cleaning", "Λεωφόρος «Εισαγωγικών» 7", "Ο κάδος έχει σπάσει και δεν κλείνει."),
)


@dataclass(frozen=True, kw_only=True)
class Example:
    """One submission: who (None: a visitor), what, how many days ago."""

    name: str
    service: str
    answers: Mapping[str, Any]
    days_ago: int
    person: str | None = None


def examples_of(town: Town) -> list[Example]:
    """The submissions of a town; Kalamata's desk has most."""
    faults = [
        Example(
            name=f"fault-{number}", service="problem-report", days_ago=number * 3 + 1,
            answers={"category": category, "danger": False, "place": {"words": place}, "description": words},
        )
        for number, (category, place, words) in enumerate(FAULTS)
    ]  # fmt: skip
    if town.slug != "kalamata":
        return faults[:1]
    stated = RESIDENCE | {"own_address": HOME, "proof_kind": ["bill"], "email": "ioanna@example.org"}
    return [
        Example(
            name="eleni", person="eleni", service="residence-certificate", days_ago=40,
            answers=RESIDENCE | {"address_is_current": True, "email": "eleni@example.org", "purpose": "school"},
        ),
        Example(
            name="nikolaos", person="nikolaos", service="residence-certificate", days_ago=2,
            answers=RESIDENCE | {"address_is_current": True, "proof_kind": ["tax"], "email": "nikolaos@example.org"},
        ),
        Example(name="ioanna", person="ioanna", service="residence-certificate", days_ago=12, answers=stated),
        *faults,
    ]  # fmt: skip


def submit_examples(*, town: Town, at: datetime) -> None:
    """Submit the examples that are not there yet, in the scope of the town."""
    for example in examples_of(town):
        key = uuid.uuid5(NAMESPACE, f"{town.slug}/{example.name}")
        if not Draft.objects.filter(key=key).exists():
            _submit(example, key, at - timedelta(days=example.days_ago))
    if town.slug == "kalamata":
        _work_on_one(at)


def _submit(example: Example, key: uuid.UUID, at: datetime) -> Case:
    user = _citizen(example.person) if example.person else None
    service = offered_service(slug=example.service, today=at.date())
    owner = DraftOwner(user_id=user.pk if user else None, browser="" if user else "demo")
    draft = begin_draft(service=example.service, version_id=service.version_id, owner=owner, at=at)
    draft.key, draft.answers = key, dict(example.answers)
    draft.save()
    submission = Submission(
        service=service, known=known_facts(user=user, at=at), applicant=user, channel=Channel.WEB, language="el"
    )
    return submit_case(draft=draft, submission=submission, step=Step(actor=actor_of(user) if user else VISITOR, at=at))


def _citizen(key: str) -> User:
    persona = next(persona for persona in PERSONAS if persona.key == key)
    claims = Claims(
        afm=persona.afm,
        last_name=persona.last_name,
        first_name=persona.first_name,
        father_name=persona.father_name,
        mother_name=persona.mother_name,
        birth_year=persona.birth_date.year if persona.birth_date else None,
    )
    return welcome_citizen(claims=claims, language="el")


def _work_on_one(at: datetime) -> None:
    """One report is with the citizen for a correction, so that the desk shows a stopped clock."""
    clerk = User.objects.get(username="clerk.kalamata")
    case = Case.objects.filter(service="problem-report", state="received").order_by("id").first()
    if case is None or Case.objects.filter(state="awaiting_citizen", service="problem-report").exists():
        return
    step = Step(actor=actor_of(clerk), at=at - timedelta(hours=5))
    take_case(case_id=case.pk, assignee_id=clerk.pk, step=step)
    request_correction(
        case_id=case.pk, text="Σε ποιο ύψος του δρόμου είναι το φωτιστικό;", fields=["place"],
        step=Step(actor=actor_of(clerk), at=at - timedelta(hours=4)),
    )  # fmt: skip
