"""Some cases to begin with, submitted through the engine like any other."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from dimos.audit.public import VISITOR
from dimos.cases.public import (
    Case,
    Channel,
    Draft,
    DraftOwner,
    Step,
    Submission,
    begin_draft,
    keep_answers,
    known_facts,
    request_correction,
    submit_case,
    take_case,
)
from dimos.catalogue.public import offered_service
from dimos.demo.towns import Town
from dimos.eforms.public import CheckedFile
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
    proof: bool = False


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
    years = RESIDENCE | {"period": "years", "from_year": 2008, "to_year": 2010, "address_is_current": True}
    return [
        Example(
            name="eleni", person="eleni", service="residence-certificate", days_ago=40,
            answers=RESIDENCE | {"address_is_current": True, "email": "eleni@example.org", "purpose": "school"},
        ),
        Example(
            name="nikolaos", person="nikolaos", service="residence-certificate", days_ago=2, proof=True,
            answers=RESIDENCE | {"address_is_current": True, "proof_kind": ["tax"], "email": "nikolaos@example.org"},
        ),
        Example(
            name="ioanna", person="ioanna", service="residence-certificate", days_ago=12, answers=stated, proof=True
        ),
        Example(
            name="georgios", person="georgios", service="residence-certificate", days_ago=4, proof=True,
            answers=years | {"proof_kind": ["other"], "email": "georgios@example.org"},
        ),
        Example(
            name="patrik", person="patrik", service="residence-certificate", days_ago=1,
            answers=RESIDENCE | {"address_is_current": False, "own_address": HOME, "proof_kind": ["bill"],
                                 "email": "patrik@example.org"},
        ),
        *faults,
    ]  # fmt: skip


def submit_examples(*, town: Town, at: datetime) -> None:
    """Submit the examples that are not there yet, oldest first like a protocol book, in the scope of the town."""
    for example in sorted(examples_of(town), key=lambda one: -one.days_ago):
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
    if example.proof:
        keep_answers(draft=draft, step="proof", answers={"proof": (a_bill(),)}, at=at)
    submission = Submission(
        service=service, known=known_facts(user=user, at=at), applicant=user, channel=Channel.WEB, language="el"
    )
    return submit_case(draft=draft, submission=submission, step=Step(actor=actor_of(user) if user else VISITOR, at=at))


def a_bill() -> CheckedFile:
    """A picture that says that it is a sample, in place of an electricity bill."""
    picture = Image.new("RGB", (900, 560), "white")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((20, 20, 880, 540), outline="#0065b3", width=4)
    pen.text((60, 60), "SAMPLE BILL", fill="#0065b3", font=ImageFont.load_default(size=56))
    pen.text((60, 170), "Fictional, for the demonstration.\nNo real person, address or supply number.", fill="black",
             font=ImageFont.load_default(size=30))  # fmt: skip
    content = BytesIO()
    picture.save(content, "PNG")
    return CheckedFile(name="deigma-logariasmou.png", kind="png", media_type="image/png", content=content.getvalue())


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
