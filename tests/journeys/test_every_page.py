"""axe finds nothing, nothing is wider than a phone, and no policy is broken: on every page of every face.

What is said here is only where to go; a thorough person examines each page they come to.
"""

from pathlib import Path

import pytest

from dimos.demo import STAFF_PASSWORD
from tests.journeys.applying import answers_everything, opens_the_form
from tests.journeys.person import Person
from tests.journeys.stage import People
from tests.journeys.words import GREEK

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]

PUBLIC = (
    "/",
    "/services/",
    "/services/?q=βεβαιωση",
    "/services/?q=τίποτα+τέτοιο",
    "/services/residence-certificate/",
    "/services/disabled-parking-place/",
    "/services/problem-report/",
    "/verify/",
    "/verify/?code=1",
    "/v/0000000000000000",
    "/cases/follow/",
    "/contact/",
    "/privacy/",
    "/terms/",
    "/accessibility/",
    "/_mailbox/",
    "/nowhere/",
)
NATIONAL = (
    "/",
    "/municipalities/",
    "/municipalities/?q=καλαματα",
    "/municipalities/?q=τίποτα+τέτοιο",
    "/verify/",
    "/v/0000000000000000",
    "/privacy/",
    "/terms/",
    "/accessibility/",
    "/contact/",
    "/nowhere/",
)
IDENTITY = ("/sign-in/", "/sign-in/taxisnet/callback/?error=access_denied&state=1", "/staff/sign-in/", "/sign-out/")
SECOND_FACTOR = (
    "/staff/second-factor/",
    "/staff/second-factor/app/add/",
    "/staff/second-factor/passkeys/",
    "/staff/second-factor/passkeys/add/",
    "/staff/second-factor/recovery-codes/new/",
)
OWN = ("/cases/", "/cases/who-looked/", "/account/")
OF_OWN_CASE = ("", "message/", "correction/", "withdraw/", "receipt/")
ADMINISTRATION = (
    "/desk/",
    "/desk/registers/",
    "/desk/registers/import/",
    "/desk/staff/",
    "/desk/staff/add/",
    "/account/",
)
INBOX = (
    "/desk/",
    "/desk/?view=mine",
    "/desk/?view=waiting",
    "/desk/?view=completed",
    "/desk/?view=rejected",
    "/desk/?after=damaged",
)
OF_CASE_IN_HAND = ("", "take/", "correction/", "approve/", "reject/", "withdraw/", "message/")


def test_the_public_pages_of_a_municipality(people: People) -> None:
    for prefix in ("", "/en"):
        _visits(people.someone(thorough=True), *(f"{prefix}{page}" for page in PUBLIC))


def test_the_national_pages(people: People) -> None:
    for prefix in ("", "/en"):
        _visits(people.someone(at="", thorough=True), *(f"{prefix}{page}" for page in NATIONAL))


def test_the_pages_of_a_municipality_that_is_not_served(people: People) -> None:
    _visits(people.someone(at="athens", thorough=True), "/", "/en/", "/services/", "/contact/")


def test_the_pages_of_signing_in(people: People) -> None:
    visitor, clerk = people.someone(thorough=True), people.someone(thorough=True)

    _visits(visitor, *IDENTITY, *(f"/en{page}" for page in IDENTITY if "callback" not in page))
    visitor.goes_to("/sign-in/")
    visitor.presses(GREEK.sign_in_with_taxisnet)
    clerk.goes_to("/staff/sign-in/")
    clerk.presses(GREEK.sign_in)
    clerk.signs_in_to_the_desk("clerk.kalamata", STAFF_PASSWORD)
    _visits(clerk, *SECOND_FACTOR, "/account/")


def test_the_pages_of_a_citizen(people: People, a_bill: Path) -> None:
    nikolaos = people.someone(thorough=True)

    opens_the_form(nikolaos, "ΝΙΚΟΛΑΟΣ")
    nikolaos.presses(GREEK.proceed)  # with nothing answered: the page says what is missing
    answers_everything(nikolaos, email="nikolaos@example.org", proof=a_bill)
    nikolaos.presses(GREEK.submit)
    nikolaos.follows("Δείτε την αίτησή σας")
    case = nikolaos.path
    _visits(nikolaos, *OWN, *(f"{case}{page}" for page in OF_OWN_CASE))
    _visits(nikolaos, *(f"/en{page}" for page in OWN), *(f"/en{case}{page}" for page in OF_OWN_CASE))
    _visits(nikolaos, "/services/residence-certificate/apply/", "/services/disabled-parking-place/apply/", "/desk/")


def test_the_pages_of_a_citizen_who_has_a_document(people: People) -> None:
    eleni = people.someone(thorough=True)

    opens_the_form(eleni, "ΕΛΕΝΗ")
    answers_everything(eleni, email="eleni@example.org")
    eleni.presses(GREEK.submit)
    eleni.follows("Δείτε την αίτησή σας")
    _visits(eleni, "/cases/", "/sign-out/")


def test_the_pages_of_the_desk(people: People) -> None:
    supervisor = people.someone(thorough=True)

    supervisor.signs_in_to_the_desk("supervisor.kalamata", STAFF_PASSWORD)
    _visits(supervisor, *INBOX, "/en/desk/")
    in_hand = _first_case(supervisor, "/desk/", "Βεβαίωση μόνιμης κατοικίας")
    _visits(supervisor, *(f"{in_hand}{page}" for page in OF_CASE_IN_HAND))
    supervisor.goes_to(f"{in_hand}approve/")
    supervisor.presses("Συνέχεια στην προεπισκόπηση")
    closed = _first_case(supervisor, "/desk/?view=completed", "Βεβαίωση μόνιμης κατοικίας")
    _visits(supervisor, closed, f"{closed}reopen/", f"/en{closed}", "/desk/cases/999999/")
    for name in ("Ανάκληση", "Αντικατάσταση"):
        supervisor.goes_to(closed)
        supervisor.follows(name, exact=False)


def test_the_pages_of_an_administrator_and_an_editor(people: People, tmp_path: Path) -> None:
    administrator, editor = people.someone(thorough=True), people.someone(thorough=True)
    register = tmp_path / "μητρώο.csv"
    register.write_text("ΑΦΜ;ΑΜΚΑ;Επώνυμο;Όνομα\n000001045;17068899032;ΔΟΚΙΜΑΣΤΗΣ;ΠΑΤΡΙΚ\n", encoding="utf-8")

    administrator.signs_in_to_the_desk("admin.kalamata", STAFF_PASSWORD)
    _visits(administrator, *ADMINISTRATION, *(f"/en{page}" for page in ADMINISTRATION))
    administrator.goes_to("/desk/staff/")
    administrator.follows("Εικονική Υπάλληλος")
    administrator.goes_to(f"{administrator.path}password/")
    administrator.goes_to("/desk/registers/import/")
    administrator.main.locator("input[type=file]").set_input_files(register)
    administrator.submits()
    assert administrator.path.endswith("/columns/")
    editor.signs_in_to_the_desk("editor.kalamata", STAFF_PASSWORD)


def _visits(person: Person, *addresses: str) -> None:
    for address in addresses:
        person.goes_to(address)


def _first_case(person: Person, inbox: str, title: str) -> str:
    person.goes_to(inbox)
    person.follows(title)
    return person.path
