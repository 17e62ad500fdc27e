"""Where the registers do not suffice, a clerk decides; what was issued can be taken back."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from dimos.demo import STAFF_PASSWORD
from tests.journeys.applying import answers_everything, opens_the_form
from tests.journeys.person import Person
from tests.journeys.seals import assert_is_sealed, code_on
from tests.journeys.stage import People
from tests.journeys.words import GREEK
from tests.robustness.stack import Stack

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
ADDRESS = "nikolaos@example.org"
MAILBOX = "/_mailbox/"


def test_a_case_goes_to_the_clerk_and_back_and_ends_with_a_document(
    people: People, town_hall: Stack, a_bill: Path, tmp_path: Path
) -> None:
    nikolaos, clerk = people.someone(), people.someone()

    # Given a request that the register does not suffice for
    opens_the_form(nikolaos, "ΝΙΚΟΛΑΟΣ")
    answers_everything(nikolaos, email=ADDRESS, proof=a_bill)
    nikolaos.presses(GREEK.submit)
    assert nikolaos.heading == "Η αίτησή σας παραλήφθηκε"
    number = nikolaos.main.locator(".govgr-panel strong").first.inner_text()
    nikolaos.follows("Δείτε την αίτησή σας")
    his_case = nikolaos.path

    # When the clerk finds it, opens it, takes it and asks for a correction
    clerk.signs_in_to_the_desk("clerk.kalamata", STAFF_PASSWORD)
    assert clerk.path == "/desk/"
    assert clerk.sees(number)
    clerk.fills("Αριθμός πρωτοκόλλου", number)
    clerk.presses("Εύρεση")
    assert clerk.sees("λογαριασμός.pdf")
    clerk_case = clerk.path
    assert clerk.downloads("Λήψη λογαριασμός.pdf", tmp_path).read_bytes().startswith(b"%PDF-")
    clerk.presses("Ανάληψη της υπόθεσης")
    clerk.follows("Αίτημα διόρθωσης")
    clerk.fills("Τι πρέπει να διορθωθεί ή να συμπληρωθεί;", "Ο λογαριασμός είναι παλιός. Ποιου μήνα είναι;")
    clerk.presses("Αποστολή του αιτήματος")

    # Then the citizen sees it and answers
    nikolaos.goes_to(his_case)
    assert nikolaos.sees("Χρειάζεται κάτι από εσάς")
    assert nikolaos.sees("Ποιου μήνα είναι;")
    nikolaos.follows("Απάντηση")
    nikolaos.fills("Η απάντησή σας στον Δήμο (προαιρετικό)", "Του Οκτωβρίου.")
    nikolaos.presses("Αποστολή")
    assert nikolaos.path == his_case

    # And the clerk, who has seen the document first, issues it
    clerk.goes_to(clerk_case)
    assert clerk.sees("Του Οκτωβρίου.")
    clerk.follows("Έγκριση")
    clerk.fills("Παρατηρήσεις προς τον πολίτη (προαιρετικό)", "Καλή αρχή.")
    clerk.presses("Συνέχεια στην προεπισκόπηση")
    assert clerk.page.locator("iframe").get_attribute("src").startswith(f"{clerk_case}approve/preview/act.pdf")
    clerk.presses_by_key("Έκδοση του εγγράφου")
    assert clerk.path == clerk_case

    # And the citizen has it, knows who looked, and was written to at every step
    nikolaos.goes_to(his_case)
    document = nikolaos.downloads(GREEK.download, tmp_path)
    assert_is_sealed(document, town_hall)
    nikolaos.follows("Ποιος είδε τους φακέλους μου")
    assert nikolaos.sees("Εικονική Υπάλληλος")
    assert nikolaos.sees("Άνοιξε τον φάκελό σας")
    assert not nikolaos.sees("case."), "a name of the journal instead of words"
    postman, postman_of_patras = people.someone(), people.someone(at="patras")
    assert postman.eventually(lambda: _letters_about(number, postman) >= 3)
    postman_of_patras.goes_to(MAILBOX)
    assert not postman_of_patras.sees(ADDRESS)


def test_a_visitor_reports_a_problem_and_follows_it_without_signing_in(people: People) -> None:
    visitor, neighbour = people.someone(), people.someone()

    # When somebody whom nobody knows reports a broken light
    visitor.goes_to("/services/problem-report/")
    visitor.follows(GREEK.start)
    visitor.presses(GREEK.start)
    visitor.chooses("Φωτισμός")
    visitor.chooses("Όχι")
    visitor.presses(GREEK.proceed)
    visitor.fills("Το σημείο με λόγια", "Οδός Δοκιμής 14")
    visitor.presses(GREEK.proceed)
    visitor.fills("Περιγράψτε το με λίγα λόγια", "Η λάμπα είναι σβηστή.")
    visitor.presses(GREEK.proceed)
    visitor.presses(GREEK.proceed)
    visitor.presses(GREEK.submit)
    number = visitor.main.locator(".govgr-panel strong").first.inner_text()
    code = visitor.main.locator("strong.dm-number").first.inner_text()

    # Then number and code lead to it, from any other browser, and the number alone does not
    neighbour.goes_to("/cases/follow/")
    neighbour.fills("Αριθμός πρωτοκόλλου", number)
    neighbour.fills("Κωδικός", code)
    neighbour.presses("Εμφάνιση της υπόθεσης")
    assert neighbour.heading == "Αναφορά προβλήματος"
    neighbour.goes_to("/cases/follow/")
    neighbour.fills("Αριθμός πρωτοκόλλου", number)
    neighbour.fills("Κωδικός", "0000-0000-0000")
    neighbour.presses("Εμφάνιση της υπόθεσης")
    assert neighbour.heading == "Παρακολούθηση υπόθεσης"


def test_a_document_that_the_supervisor_revokes_is_no_longer_valid(people: People, tmp_path: Path) -> None:
    patrik, supervisor, stranger = people.someone(), people.someone(), people.someone(at="")

    # Given a document in force
    opens_the_form(patrik, "ΠΑΤΡΙΚ")
    answers_everything(patrik, email="patrik@example.org")
    patrik.presses(GREEK.submit)
    number = patrik.main.locator(".govgr-panel strong").first.inner_text()
    address = urlsplit(code_on(patrik.downloads(GREEK.download, tmp_path))).path
    stranger.goes_to(address)
    assert stranger.heading == GREEK.is_valid

    # When the supervisor revokes it
    supervisor.signs_in_to_the_desk("supervisor.kalamata", STAFF_PASSWORD)
    supervisor.fills("Αριθμός πρωτοκόλλου", number)
    supervisor.presses("Εύρεση")
    supervisor.follows("Ανάκληση", exact=False)
    supervisor.fills("Γιατί παύει να ισχύει το έγγραφο;", "Εκδόθηκε με λάθος διεύθυνση.")
    supervisor.presses("Ανάκληση του εγγράφου")

    # Then everybody who asks learns it, and why
    stranger.goes_to(address)
    assert stranger.heading == GREEK.is_revoked
    assert stranger.sees("Εκδόθηκε με λάθος διεύθυνση.")


def _letters_about(number: str, person: Person) -> int:
    """How many letters of the demonstration's mailbox name the case."""
    person.goes_to(MAILBOX)
    return sum(number in letter.inner_text() for letter in person.main.locator("li.dm-letter").all())
