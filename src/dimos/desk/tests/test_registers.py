"""The register pages: from a file to the register, who may, what goes wrong."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dimos.cases.tests.factories import KALAMATA, PATRAS, a_clerk, a_served_municipality
from dimos.identity.public import Role, User
from dimos.kernel.clock import now
from dimos.municipalities.public import forget_hosts, municipality_scope
from dimos.registers.public import RegisterImport, State, count_of_records
from dimos.registers.tasks import perform_import

pytestmark = pytest.mark.django_db
ROW = ["094259216", "", "Παπαδοπούλου", "Μαρία", "31/01/1980"]
HEADINGS = ["ΑΦΜ", "ΑΜΚΑ", "Επώνυμο", "Όνομα", "Γέννηση"]
COLUMNS = {"afm": "ΑΦΜ", "last_name": "Επώνυμο", "first_name": "Όνομα", "birth_date": "Γέννηση"}


def a_member(role: Role, municipality: int = KALAMATA) -> User:
    a_served_municipality(municipality)
    forget_hosts()
    with municipality_scope(municipality):
        return a_clerk(f"{role.value}.{municipality}", role)


def signed_in(user: User, host: str = "kalamata.localhost") -> Client:
    client = Client(headers={"host": host})
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def administrator() -> Client:
    return signed_in(a_member(Role.ADMINISTRATOR))


def a_file(*rows: list[str], name: str = "people.csv") -> SimpleUploadedFile:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([HEADINGS, *rows])
    return SimpleUploadedFile(name, text.getvalue().encode("utf-8-sig"))


def uploaded(client: Client, *rows: list[str]) -> RegisterImport:
    client.post("/desk/registers/import/", {"file": a_file(*rows)})
    return the_import()


def the_import() -> RegisterImport:
    with municipality_scope(KALAMATA):
        return RegisterImport.objects.latest("id")


def people() -> int:
    with municipality_scope(KALAMATA):
        return count_of_records()


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def let_the_queue_work(register_import: RegisterImport, state: State) -> None:
    perform_import(municipality_id=KALAMATA, import_id=register_import.pk, state=state.value)


def test_before_the_first_file_the_page_says_what_to_do(administrator: Client) -> None:
    html = page(administrator, "/desk/registers/")

    assert "Δεν έχει εισαχθεί ακόμη κανένα αρχείο" in html
    assert 'href="/desk/registers/import/"' in html


def test_a_file_is_uploaded_checked_and_imported(administrator: Client) -> None:
    answer = administrator.post("/desk/registers/import/", {"file": a_file(ROW, ["123456781", *ROW[1:]])})
    one = the_import()
    address = f"/desk/registers/import/{one.pk}/"
    assert answer["Location"] == f"{address}columns/"
    html = page(administrator, f"{address}columns/")
    assert '<option value="Επώνυμο" selected>' in html
    assert "Παπαδοπούλου" in html

    assert administrator.post(f"{address}columns/", COLUMNS)["Location"] == address
    html = page(administrator, address)
    assert "<progress" in html
    assert "Δείτε ξανά πού βρίσκεται" in html

    let_the_queue_work(one, State.CHECKING)
    html = page(administrator, address)
    assert "1•••••••1" in html
    assert "123456781" not in html
    assert people() == 0

    administrator.post(f"{address}run/")
    let_the_queue_work(one, State.RUNNING)
    assert "Τι έκανε η εισαγωγή" in page(administrator, address)
    assert people() == 1
    assert "people.csv" in page(administrator, "/desk/registers/")


def test_the_problems_are_downloaded_as_a_file(administrator: Client) -> None:
    one = uploaded(administrator, ["123456781", *ROW[1:]])
    administrator.post(f"/desk/registers/import/{one.pk}/columns/", COLUMNS)
    let_the_queue_work(one, State.CHECKING)

    answer = administrator.get(f"/desk/registers/import/{one.pk}/problems.csv")

    assert answer["Content-Type"] == "text/csv"
    assert "attachment" in answer["Content-Disposition"]
    assert "1•••••••1" in b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]


def test_the_part_that_moves_asks_for_the_whole_page_at_the_end(administrator: Client) -> None:
    one = uploaded(administrator, ROW)
    address = f"/desk/registers/import/{one.pk}/"
    administrator.post(f"{address}columns/", COLUMNS)

    part = administrator.get(address, headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    let_the_queue_work(one, State.CHECKING)
    assert administrator.get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (SimpleUploadedFile("people.csv", b"%PDF-1.7"), "Το αρχείο δεν είναι πίνακας"),
        (SimpleUploadedFile("people.xlsx", b"PK\x03\x04 broken"), "Το αρχείο Excel είναι κατεστραμμένο"),
        (SimpleUploadedFile("people.csv", b"\n\n"), "Το αρχείο είναι κενό"),
        (SimpleUploadedFile("people.csv", b""), "κενό"),
    ],
)
def test_a_file_that_is_no_table_is_told_at_its_field(
    administrator: Client, file: SimpleUploadedFile, said: str
) -> None:
    file.seek(0)
    answer = administrator.post("/desk/registers/import/", {"file": file})

    assert answer.status_code == 200
    assert said in answer.content.decode()


def test_nothing_chosen_is_told_at_the_field(administrator: Client) -> None:
    assert "govgr-error-message" in administrator.post("/desk/registers/import/").content.decode()


@pytest.mark.parametrize(
    "change",
    [{"last_name": ""}, {"afm": ""}, {"first_name": "Επώνυμο"}, {"last_name": "No such column"}],
)
def test_columns_that_can_not_be_are_told_at_their_field(administrator: Client, change: dict[str, str]) -> None:
    one = uploaded(administrator, ROW)

    answer = administrator.post(f"/desk/registers/import/{one.pk}/columns/", COLUMNS | change)

    assert answer.status_code == 200
    assert "govgr-error-message" in answer.content.decode()
    assert the_import().state == State.UPLOADED


def test_a_failure_says_what_to_do(administrator: Client) -> None:
    one = uploaded(administrator, ROW)
    with municipality_scope(KALAMATA):
        RegisterImport.objects.filter(pk=one.pk).update(state=State.FAILED, failure="unclosed_quote", finished_at=now())

    html = page(administrator, f"/desk/registers/import/{one.pk}/")

    assert "Στο αρχείο υπάρχουν εισαγωγικά που δεν κλείνουν." in html
    assert f"/desk/registers/import/{one.pk}/columns/" in html


def test_an_import_that_was_not_checked_does_not_run(administrator: Client) -> None:
    one = uploaded(administrator, ROW)

    answer = administrator.post(f"/desk/registers/import/{one.pk}/run/", follow=True)

    assert answer.status_code == 200
    assert the_import().state == State.UPLOADED


@pytest.mark.parametrize("role", [Role.CLERK, Role.EDITOR])
def test_others_may_not(role: Role) -> None:
    client = signed_in(a_member(role))

    assert client.get("/desk/registers/").status_code == 403
    assert client.post("/desk/registers/import/", {"file": a_file(ROW)}).status_code == 403


def test_a_supervisor_may() -> None:
    assert signed_in(a_member(Role.SUPERVISOR)).get("/desk/registers/").status_code == 200


def test_a_visitor_is_led_to_the_sign_in() -> None:
    a_member(Role.ADMINISTRATOR)
    assert Client(headers={"host": "kalamata.localhost"}).get("/desk/registers/").status_code == 302


def test_another_municipality_does_not_find_it(administrator: Client) -> None:
    one = uploaded(administrator, ROW)
    stranger = signed_in(a_member(Role.ADMINISTRATOR, PATRAS), "patra.localhost")

    for tail in ("", "columns/", "problems.csv"):
        assert stranger.get(f"/desk/registers/import/{one.pk}/{tail}").status_code == 404
    assert stranger.post(f"/desk/registers/import/{one.pk}/run/").status_code == 404
