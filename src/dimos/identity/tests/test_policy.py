"""Who may, and where."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from dimos.audit.public import SYSTEM, VISITOR, JournalEntry
from dimos.identity.models import Role, User
from dimos.identity.personas import KALAMATA, PATRAS
from dimos.identity.public import (
    PasswordIsWeak,
    StaffAccountIsNeeded,
    UsernameIsTaken,
    actor_of,
    create_staff,
    grant_role,
    is_ministry_officer,
    may_administer,
    may_edit,
    may_supervise,
    may_work_cases,
    revoke_role,
    roles_here,
    staff_here,
)
from dimos.identity.tests.browser import AT, KALAMATA_HOST, PASSWORD, PATRAS_HOST
from dimos.municipalities.public import ScopeIsNotOpen, municipality_scope

pytestmark = pytest.mark.django_db

RIGHTS = {
    Role.CLERK: {may_work_cases},
    Role.SUPERVISOR: {may_work_cases, may_supervise},
    Role.EDITOR: {may_edit},
    Role.ADMINISTRATOR: {may_administer},
}
ALL_RIGHTS = {may_work_cases, may_supervise, may_edit, may_administer}


@pytest.mark.parametrize("role", Role)
def test_each_role_gives_its_rights_here_and_none_elsewhere(clerk: User, role: Role) -> None:
    with municipality_scope(PATRAS):
        grant_role(user=clerk, role=role, actor=SYSTEM, at=AT)

    with municipality_scope(PATRAS):
        assert {right for right in ALL_RIGHTS if right(clerk)} == RIGHTS[role]
    with municipality_scope(KALAMATA):
        assert {right for right in ALL_RIGHTS if right(clerk)} == set()
        assert roles_here(clerk) == frozenset()
    assert roles_here(clerk) == frozenset()


def test_a_clerk_of_patras_meets_a_closed_door_at_kalamata(clerk: User, settings: Any) -> None:
    settings.DIMOS_SECOND_FACTOR_COMPULSORY = False
    with municipality_scope(PATRAS):
        grant_role(user=clerk, role=Role.CLERK, actor=SYSTEM, at=AT)
    browser = Client()
    browser.force_login(clerk)

    assert browser.get("/desk/", HTTP_HOST=PATRAS_HOST).status_code == 200
    assert browser.get("/desk/", HTTP_HOST=KALAMATA_HOST).status_code == 403
    assert browser.get("/desk/", HTTP_HOST="localhost").status_code == 403


@pytest.mark.parametrize("role", Role)
def test_the_desk_opens_by_role(clerk: User, settings: Any, role: Role) -> None:
    settings.DIMOS_SECOND_FACTOR_COMPULSORY = False
    with municipality_scope(KALAMATA):
        grant_role(user=clerk, role=role, actor=SYSTEM, at=AT)
    browser = Client(HTTP_HOST=KALAMATA_HOST)
    browser.force_login(clerk)

    expected = 200 if role in {Role.CLERK, Role.SUPERVISOR} else 403
    assert browser.get("/desk/").status_code == expected


def test_the_signed_out_are_led_to_the_sign_in_of_their_kind() -> None:
    browser = Client(HTTP_HOST=KALAMATA_HOST)

    assert browser.get("/desk/?a=1")["Location"] == "/staff/sign-in/?next=%2Fdesk%2F%3Fa%3D1"
    assert browser.get("/en/cases/")["Location"] == "/en/sign-in/?next=%2Fen%2Fcases%2F"


def test_a_citizen_is_nobody_at_the_desk_and_staff_nobody_among_citizens(clerk: User, settings: Any) -> None:
    settings.DIMOS_SECOND_FACTOR_COMPULSORY = False
    citizen = User.objects.create_citizen(afm="000001010")
    browser = Client(HTTP_HOST=KALAMATA_HOST)

    browser.force_login(citizen)
    assert browser.get("/desk/").status_code == 403
    browser.force_login(clerk)
    assert browser.get("/cases/").status_code == 403


def test_a_closed_account_has_no_roles(clerk: User) -> None:
    with municipality_scope(KALAMATA):
        grant_role(user=clerk, role=Role.CLERK, actor=SYSTEM, at=AT)
        clerk.is_active = False
        assert roles_here(clerk) == frozenset()


def test_a_taken_role_is_gone_at_once(clerk: User) -> None:
    with municipality_scope(KALAMATA):
        grant_role(user=clerk, role=Role.CLERK, actor=SYSTEM, at=AT)
        assert may_work_cases(clerk)
        assert revoke_role(user=clerk, role=Role.CLERK, actor=SYSTEM, at=AT)
        assert not may_work_cases(clerk)
        assert not revoke_role(user=clerk, role=Role.CLERK, actor=SYSTEM, at=AT)


def test_granting_twice_is_granting_once_and_is_journaled(clerk: User) -> None:
    with municipality_scope(KALAMATA):
        for _ in range(2):
            grant_role(user=clerk, role=Role.CLERK, actor=SYSTEM, at=AT)
        assert staff_here().count() == 1
        entries = JournalEntry.objects.filter(municipality_id=KALAMATA, action="identity.grant_role")
        assert entries.first().detail == {"role": "clerk", "office": None}


def test_roles_need_an_open_scope_and_a_staff_account(clerk: User) -> None:
    with pytest.raises(ScopeIsNotOpen):
        grant_role(user=clerk, role=Role.CLERK, actor=SYSTEM, at=AT)
    citizen = User.objects.create_citizen(afm="000001010")
    with municipality_scope(KALAMATA), pytest.raises(StaffAccountIsNeeded):
        grant_role(user=citizen, role=Role.CLERK, actor=SYSTEM, at=AT)


def test_visitors_have_no_rights() -> None:
    with municipality_scope(KALAMATA):
        assert not any(right(AnonymousUser()) for right in ALL_RIGHTS)
    assert not is_ministry_officer(AnonymousUser())


def test_the_journal_s_actor_is_the_person_or_a_visitor(clerk: User) -> None:
    actor = actor_of(clerk)

    assert (actor.kind, actor.id, actor.label) == ("staff", clerk.pk, "Άννα Υπαλλήλου")
    assert actor_of(AnonymousUser()) == VISITOR


def test_officers_of_the_ministry_are_national(clerk: User) -> None:
    officer = create_staff(
        username="officer",
        password=PASSWORD,
        first_name="Ο",
        last_name="Υ",
        is_ministry_officer=True,
        actor=SYSTEM,
        at=AT,
    )

    assert is_ministry_officer(officer)
    assert not is_ministry_officer(clerk)
    with municipality_scope(KALAMATA):
        assert roles_here(officer) == frozenset()


def test_a_user_name_is_given_once(clerk: User) -> None:
    with pytest.raises(UsernameIsTaken):
        create_staff(username=" CLERK ", password=PASSWORD, first_name="", last_name="", actor=SYSTEM, at=AT)


@pytest.mark.parametrize("password", ["", "short", "password1234", "123456789012"])
def test_a_weak_password_is_refused_with_reasons(password: str) -> None:
    with pytest.raises(PasswordIsWeak) as refusal:
        create_staff(username="new", password=password, first_name="", last_name="", actor=SYSTEM, at=AT)

    assert refusal.value.reasons
