"""Ask for an address as somebody at a host, and leave no trace."""

from dataclasses import dataclass

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from dimos.cases.public import Case
from dimos.desk.tests.factories import KALAMATA
from dimos.documents.public import IssuedDocument
from dimos.identity.public import StaffMembership, User
from dimos.municipalities.public import municipality_scope
from dimos.registers.public import RegisterImport
from tests.permissions.addresses import Address
from tests.permissions.scene import Scene

ADDRESSES = {"Kalamata": "kalamata.localhost", "Patras": "patras.localhost", "national": "localhost"}
MUNICIPAL, NATIONAL = "config.urls_municipal", "config.urls_national"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SIGN_IN = ("/sign-in/", "/staff/sign-in/")


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    content: bytes
    queries: int
    changed: tuple[str, ...]
    """What of Kalamata's objects a POST left other than it was."""

    @property
    def kind(self) -> str:
        """One letter, as in the table."""
        if self.status in {301, 302, 303}:
            return "S" if self.location.startswith(SIGN_IN) else ">"
        return {200: ".", 400: ".", 409: ".", 422: ".", 403: "x", 404: "-", 405: "p"}.get(
            self.status, f"[{self.status}]"
        )


def ask(scene: Scene, address: Address, *, user: User | None, host: str, method: str = "GET") -> Answer:
    """Ask for an address of Kalamata's, filled with its objects, at any host."""
    client = Client(headers={"host": ADDRESSES[host]}, raise_request_exception=False)
    before = _state() if method == "POST" else {}
    with transaction.atomic():
        if user is not None:
            client.force_login(user, backend=BACKEND)
        connection.queries_log.clear()
        with CaptureQueriesContext(connection) as queries:
            response = client.generic(method, path_of(scene, address))
        content = b"".join(response) if response.streaming else response.content
        location, after = response.headers.get("Location", ""), _state() if before else {}
        changed = tuple(kind for kind, rows in before.items() if after[kind] != rows)
        answer = Answer(response.status_code, location, content, len(queries), changed)
        transaction.set_rollback(True)
    return answer


def path_of(scene: Scene, address: Address) -> str:
    """Where it is, at a municipality's host where it has one."""
    if address.name.startswith("/"):
        return address.name
    wanted = scene.address_arguments(address.name, list(address.arguments))
    try:
        return reverse(address.name, kwargs=wanted, urlconf=MUNICIPAL)
    except NoReverseMatch:
        return reverse(address.name, kwargs=wanted, urlconf=NATIONAL)


def _state() -> dict[str, object]:
    with municipality_scope(KALAMATA):
        return {
            "cases": list(Case.objects.order_by("id").values_list("id", "version", "state")),
            "documents": list(IssuedDocument.objects.order_by("id").values_list("id", "state")),
            "imports": list(RegisterImport.objects.order_by("id").values_list("id", "state")),
            "staff": list(StaffMembership.objects.order_by("id").values_list("id", "user_id", "role")),
        }
