"""The counterpart's pages, in Greek and English. Plain HTML made by hand: no framework stands behind it."""

from collections.abc import Iterable
from html import escape
from typing import Final

from dimos.identity.personas import Persona

TEXTS: Final[dict[str, dict[str, str]]] = {
    "el": {
        "banner": "ΕΠΙΔΕΙΞΗ – δεν είναι το TAXISnet",
        "banner_text": "Όλα τα πρόσωπα είναι φανταστικά. Μη γράψετε εδώ πραγματικούς κωδικούς.",
        "title": "Επιλέξτε ποιος συνδέεται",
        "lead": "Στη θέση αυτής της σελίδας, ο πολίτης βλέπει το TAXISnet και δίνει τους κωδικούς του.",
        "legend": "Φανταστικά πρόσωπα",
        "afm": "ΑΦΜ",
        "go_on": "Σύνδεση",
        "deny": "Άρνηση πρόσβασης",
        "deny_hint": "Με την άρνηση επιστρέφετε στον δήμο χωρίς να συνδεθείτε.",
        "switch": "English",
        "front_title": "Πάροχος ταυτότητας για επίδειξη",
        "front": "Μιλά το πρωτόκολλο του TAXISnet, για δοκιμές. Ξεκινήστε τη σύνδεση από τη σελίδα ενός δήμου.",
        "wrong_title": "Το αίτημα σύνδεσης δεν είναι σωστό",
        "wrong": "Η εφαρμογή που σας έστειλε εδώ δεν είναι γνωστή. Γυρίστε στη σελίδα του δήμου και δοκιμάστε ξανά.",
        "late_title": "Η επιλογή σας άργησε",
        "late": "Η σελίδα χρησιμοποιήθηκε ήδη ή έληξε. Γυρίστε στη σελίδα του δήμου και συνδεθείτε ξανά.",
        "missing_title": "Η σελίδα δεν υπάρχει",
        "missing": "Γυρίστε στη σελίδα του δήμου.",
        "out_title": "Αποσυνδεθήκατε",
        "out": "Μπορείτε να κλείσετε αυτή τη σελίδα.",
    },
    "en": {
        "banner": "DEMONSTRATION – this is not TAXISnet",
        "banner_text": "All people are fictional. Do not type real credentials here.",
        "title": "Choose who signs in",
        "lead": "In place of this page, the citizen sees TAXISnet's own sign-in page and gives their credentials.",
        "legend": "Fictional people",
        "afm": "Tax number (ΑΦΜ)",
        "go_on": "Sign in",
        "deny": "Deny access",
        "deny_hint": "Denying takes you back to the municipality without signing in.",
        "switch": "Ελληνικά",
        "front_title": "Identity provider for the demonstration",
        "front": "It speaks TAXISnet's protocol for trying out Dimos. Start signing in from a municipality's page.",
        "wrong_title": "The sign-in request is not right",
        "wrong": "The application that sent you here is not known. Go back to the municipality's page and try again.",
        "late_title": "Your choice came too late",
        "late": "The page has been used or has expired. Go back to the municipality's page and sign in again.",
        "missing_title": "There is no such page",
        "missing": "Go back to the municipality's page.",
        "out_title": "You are signed out",
        "out": "You may close this page.",
    },
}

_FRAME: Final = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title} · {banner}</title>
<link rel="stylesheet" href="/static/counterpart.css">
</head>
<body>
<header>
<p class="banner"><strong>{banner}</strong> <span>{banner_text}</span></p>
</header>
<main>
{switch}
<h1>{title}</h1>
{content}
</main>
</body>
</html>
"""

_CHOICE: Final = """<p class="lead">{lead}</p>
<form method="post" action="/oauth/authorize">
<input type="hidden" name="ticket" value="{ticket}">
<input type="hidden" name="lang" value="{language}">
<fieldset>
<legend>{legend}</legend>
{people}
</fieldset>
<div class="buttons">
<button class="primary" name="answer" value="allow">{go_on}</button>
<button class="secondary" name="answer" value="deny" aria-describedby="deny-hint">{deny}</button>
</div>
<p class="hint" id="deny-hint">{deny_hint}</p>
</form>
"""

_PERSON: Final = """<label class="person" for="persona-{key}">
<input type="radio" name="persona" id="persona-{key}" value="{key}"{checked}>
<span class="who"><span class="name" lang="el">{name}</span>
<span class="number">{afm_label}: {afm}</span>
<span class="note">{note}</span></span>
</label>"""


def choice(language: str, people: Iterable[Persona], ticket: str, switch: str) -> str:
    """The page with the people to choose from."""
    texts = _texts(language)
    cards = "\n".join(_person(language, persona, first=number == 0) for number, persona in enumerate(people))
    content = _CHOICE.format_map({**texts, "ticket": escape(ticket), "language": language, "people": cards})
    other = "en" if language == "el" else "el"
    link = f'<p class="switch"><a href="{escape(switch)}" lang="{other}" hreflang="{other}">{texts["switch"]}</a></p>'
    return _frame(language, "title", content, link)


def front(language: str) -> str:
    return _message(language, "front")


def wrong_request(language: str) -> str:
    return _message(language, "wrong")


def too_late(language: str) -> str:
    return _message(language, "late")


def not_found(language: str) -> str:
    return _message(language, "missing")


def signed_out(language: str) -> str:
    return _message(language, "out")


def _person(language: str, persona: Persona, *, first: bool) -> str:
    return _PERSON.format_map(
        {
            "key": escape(persona.key),
            "checked": " checked" if first else "",
            "name": escape(persona.name),
            "afm_label": _texts(language)["afm"],
            "afm": escape(persona.afm),
            "note": escape(persona.note_en if language == "en" else persona.note_el),
        }
    )


def _message(language: str, key: str) -> str:
    return _frame(language, f"{key}_title", f'<p class="lead">{_texts(language)[key]}</p>', "")


def _frame(language: str, title: str, content: str, switch: str) -> str:
    texts = _texts(language)
    return _FRAME.format_map(
        {**texts, "language": language, "title": texts[title], "content": content, "switch": switch}
    )


def _texts(language: str) -> dict[str, str]:
    return {key: escape(text) for key, text in TEXTS[language].items()}
