"""What the measurements work on: municipalities in service, people, drafts ready to be sent."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bench.web import Visitor

KALAMATA = 4401
CSRF = "benchbenchbenchbenchbenchbench32"
AFM = "000001010"
FAULT: Mapping[str, Any] = {
    "category": "lighting",
    "danger": False,
    "place": {"words": "Οδός Δοκιμής 14, απέναντι από το σχολείο"},
    "description": "Ο φωτισμός του δρόμου δεν ανάβει εδώ και τρεις ημέρες. Το βράδυ δεν φαίνεται η διάβαση.",
    "email": "visitor@example.org",
}
RESIDENCE: Mapping[str, Any] = {
    "purpose": "any",
    "period": "now",
    "address_is_current": True,
    "email": "eleni@example.org",
    "declaration": True,
}


def open_towns(municipality_ids: Sequence[int]) -> None:
    """Take municipalities into service, with their offices and every national service."""
    from dimos.audit.public import SYSTEM
    from dimos.catalogue.public import adopt_service, latest_versions
    from dimos.demo.towns import offices
    from dimos.kernel.clock import now
    from dimos.municipalities.public import ProfileData, forget_hosts, join_municipality, municipality_scope

    services = [version.service for version in latest_versions()]
    for municipality_id in municipality_ids:
        join_municipality(
            municipality_id=municipality_id, profile=ProfileData(place_el="Δοκιμή"),
            offices=offices("27210000", "bench.example"), actor=SYSTEM, at=now(),
        )  # fmt: skip
        with municipality_scope(municipality_id):
            for service in services:
                adopt_service(service=service, actor=SYSTEM, at=now())
    forget_hosts()


def host_of(municipality_id: int) -> str:
    """The municipality's host, as a browser sends it."""
    from dimos.municipalities.public import Municipality

    return Municipality.objects.get(id=municipality_id).host


def a_resident() -> Any:
    """A citizen whom the register of Kalamata knows, so that her certificate is issued at once."""
    from dimos.identity.public import User
    from dimos.kernel.clock import now
    from dimos.municipalities.public import municipality_scope
    from dimos.registers.public import CivilRecord

    names = {"first_name": "ΕΛΕΝΗ", "last_name": "ΠΑΡΑΔΕΙΓΜΑΤΙΔΟΥ", "father_name": "ΘΕΟΔΩΡΟΣ"}
    found = User.objects.filter(afm=AFM).first()
    if found:
        return found
    with municipality_scope(KALAMATA):
        CivilRecord.objects.create(
            afm=AFM, **names, address="Οδός Παραδείγματος 12", postal_code="24100", settlement="Καλαμάτα",
            resident_since=date(2009, 9, 1), updated_at=now(),
        )  # fmt: skip
    return User.objects.create_citizen(afm=AFM, **names)


def a_supervisor() -> Any:
    """A member of staff who reaches every case of the municipality in scope."""
    from dimos.audit.public import SYSTEM
    from dimos.identity.public import Role, User, grant_role
    from dimos.kernel.clock import now

    user = User.objects.create_staff(username="bench", password=None, first_name="Άννα", last_name="Δοκιμή")
    grant_role(user=user, role=Role.SUPERVISOR, actor=SYSTEM, at=now())
    return user


def signed_in(user: Any, *, host: str) -> Visitor:
    """A browser in which this person is signed in."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    return _with_session(
        host,
        {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: "allauth.account.auth_backends.AuthenticationBackend",
            HASH_SESSION_KEY: user.get_session_auth_hash(),
        },
    )


def a_visitor(*, host: str) -> Visitor:
    """A browser in which nobody is signed in, with a mark of its own for drafts."""
    return _with_session(host, {"browser": f"bench-{uuid.uuid4().hex}"})


def browser_mark(visitor: Visitor) -> str:
    """By which drafts know the visitor."""
    from django.contrib.sessions.backends.db import SessionStore

    return str(SessionStore(session_key=visitor.cookies["session"])["browser"])


def drafts(*, service: str, answers: Mapping[str, Any], count: int, user: Any = None, browser: str = "") -> list[Any]:
    """Filled-in drafts in the scope that is open, each ready for its last click."""
    from dimos.cases.public import Draft
    from dimos.catalogue.public import offered_service
    from dimos.kernel.clock import now, today

    offered = offered_service(slug=service, today=today())
    pages = [step.id for step in offered.definition.steps]
    return Draft.objects.bulk_create(
        Draft(
            key=uuid.uuid4(), service=service, definition_id=offered.version_id, owner=user, browser=browser,
            answers=dict(answers), pages=pages, created_at=now(), changed_at=now(),
        )
        for _ in range(count)
    )  # fmt: skip


def _with_session(host: str, content: Mapping[str, str]) -> Visitor:
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session.update(content)
    session.save()
    return Visitor(host=host, cookies={"session": str(session.session_key), "csrftoken": CSRF})
