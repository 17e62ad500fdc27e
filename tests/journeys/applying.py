"""The citizen's way through the form of the residence certificate, page by page."""

from pathlib import Path

from tests.journeys.person import Person
from tests.journeys.words import GREEK, Words


def opens_the_form(citizen: Person, name: str, words: Words = GREEK) -> None:
    """From the sheet of the service, through the sign-in, to the first question."""
    citizen.goes_to(f"{words.prefix}/services/residence-certificate/")
    citizen.follows(words.start)
    citizen.signs_in_as(name, words)
    begins(citizen, words)


def begins(citizen: Person, words: Words = GREEK) -> None:
    """Begin, whatever an earlier story left unfinished."""
    has_begun = citizen.main.get_by_role("button", name=words.start_anew, exact=True).count()
    citizen.presses(words.start_anew if has_begun else words.start)


def answers_everything(citizen: Person, words: Words = GREEK, *, email: str, proof: Path | None = None) -> None:
    """Every question, up to the page where answers are checked; with a proof where the register does not suffice."""
    citizen.chooses(words.any_use)
    citizen.presses(words.proceed)
    citizen.chooses(words.lives_here_today)
    citizen.presses(words.proceed)
    citizen.chooses(words.yes)
    citizen.presses(words.proceed)
    if proof is not None:
        citizen.chooses("Λογαριασμό ρεύματος, σταθερού τηλεφώνου, νερού ή φυσικού αερίου")
        citizen.attaches("Τα έγγραφα", proof)
        citizen.presses(words.proceed)
    citizen.fills(words.email, email)
    citizen.presses(words.proceed)
    citizen.chooses(words.declares)
    citizen.presses(words.proceed)
    assert citizen.heading == words.check
