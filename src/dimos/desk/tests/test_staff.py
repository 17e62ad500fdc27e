"""The administrator's pages: who works here, roles, passwords."""

from typing import Any

import pytest
from django.test import Client

from dimos.audit.public import SYSTEM
from dimos.cases.tests.factories import AT, KALAMATA, PATRAS, a_clerk, a_served_municipality
from dimos.identity.public import Role, StaffMembership, User, grant_role
from dimos.municipalities.public import forget_hosts, municipality_scope

pytestmark = pytest.mark.django_db
NEW = {
    "username": "n.neos", "first_name": "Νίκος", "last_name": "Νέος", "password": "καλός-κωδικός-77", "role": "clerk",
    "email": "",
}  # fmt: skip


@pytest.fixture
def administrator() -> Client:
    return signed_in(a_member("admin", Role.ADMINISTRATOR))


def a_member(username: str, role: Role, municipality: int = KALAMATA) -> User:
    a_served_municipality(municipality)
    forget_hosts()
    with municipality_scope(municipality):
        return a_clerk(username, role)


def signed_in(user: User, host: str = "kalamata.localhost") -> Client:
    client = Client(headers={"host": host})
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def roles_of(user: User, municipality: int = KALAMATA) -> set[str]:
    with municipality_scope(municipality):
        return set(StaffMembership.objects.filter(user=user).values_list("role", flat=True))


def test_an_administrator_adds_a_clerk(administrator: Client) -> None:
    answer = administrator.post("/desk/staff/add/", NEW)

    assert answer.status_code == 302
    user = User.objects.get(username="n.neos")
    assert roles_of(user) == {"clerk"}
    assert user.check_password("καλός-κωδικός-77")
    assert "Νίκος Νέος" in administrator.get("/desk/staff/").content.decode()


@pytest.mark.parametrize(
    ("change", "field"),
    [({"username": "admin"}, "username"), ({"password": "short"}, "password"), ({"role": "king"}, "role"),
     ({"username": "a b"}, "username"), ({"office": "999999"}, "office"), ({"first_name": ""}, "first_name")],
)  # fmt: skip
def test_bad_input_is_told_at_its_field(administrator: Client, change: dict[str, str], field: str) -> None:
    answer = administrator.post("/desk/staff/add/", NEW | change)

    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert not User.objects.filter(username="n.neos").exists()


def test_roles_are_given_and_taken(administrator: Client) -> None:
    user = a_member("clerk", Role.CLERK)
    page = f"/desk/staff/{user.pk}/"

    administrator.post(page, {"do": "grant", "role": "editor", "office": ""})
    assert roles_of(user) == {"clerk", "editor"}
    administrator.post(page, {"do": "revoke", "role": "clerk"})
    assert roles_of(user) == {"editor"}
    assert administrator.post(page, {"do": "revoke", "role": "editor"}).headers["Location"] == "/desk/staff/"
    assert administrator.get(page).status_code == 404


def test_nobody_takes_their_own_keys(administrator: Client) -> None:
    admin = User.objects.get(username="admin")

    administrator.post(f"/desk/staff/{admin.pk}/", {"do": "revoke", "role": "administrator"})

    assert roles_of(admin) == {"administrator"}


def test_a_new_password_ends_the_old_one(administrator: Client) -> None:
    user = a_member("clerk", Role.CLERK)

    answer = administrator.post(f"/desk/staff/{user.pk}/password/", {"password": "άλλος-κωδικός-88"})

    assert answer.status_code == 302
    user.refresh_from_db()
    assert user.check_password("άλλος-κωδικός-88")


def test_an_account_that_works_elsewhere_too_keeps_its_password(administrator: Client) -> None:
    user = a_member("clerk", Role.CLERK)
    a_served_municipality(PATRAS)
    with municipality_scope(PATRAS):
        grant_role(user=user, role=Role.ADMINISTRATOR, actor=SYSTEM, at=AT)

    answer = administrator.post(f"/desk/staff/{user.pk}/password/", {"password": "άλλος-κωδικός-88"})

    assert answer.status_code == 403
    user.refresh_from_db()
    assert user.check_password("a-long-password-1")


@pytest.mark.parametrize("role", [Role.CLERK, Role.SUPERVISOR, Role.EDITOR])
@pytest.mark.parametrize("path", ["/desk/staff/", "/desk/staff/add/"])
def test_only_administrators_come_in(role: Role, path: str) -> None:
    assert signed_in(a_member("other", role)).get(path).status_code == 403


def test_another_municipalitys_staff_is_not_there(administrator: Client) -> None:
    foreign = a_member("foreign", Role.CLERK, PATRAS)

    assert administrator.get(f"/desk/staff/{foreign.pk}/").status_code == 404


def test_an_administrator_of_patras_is_nobody_at_kalamata(administrator: Any) -> None:
    assert signed_in(a_member("padmin", Role.ADMINISTRATOR, PATRAS)).get("/desk/staff/").status_code == 403
