"""Who may what, where: every address of Kalamata, filled with objects of Kalamata, asked by everybody at every host."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.permissions.table import HOSTS, ROLES, TABLE

pytestmark = pytest.mark.django_db
MOST_QUERIES = 25
FOREIGN = ("Patras", "national")
# The tests of one role share their answers, so they belong in one process.
EVERYBODY = [pytest.param(role, marks=pytest.mark.xdist_group(f"permissions of {role}")) for role in ROLES]
_answers: dict[str, dict[tuple[str, str], Any]] = {}


@pytest.fixture
def scene(db: None, settings: Any) -> Iterator[Any]:
    from dimos.desk.tests.factories import AT
    from dimos.identity.tests.browser import point_at
    from dimos.kernel.clock import standing_still
    from dimos.municipalities.public import forget_hosts
    from tests.permissions.scene import set_scene

    # The second factor has tests of its own; here it would hide every other answer.
    settings.DIMOS_SECOND_FACTOR_COMPULSORY = False
    # WhiteNoise warns of a missing folder, and warnings are errors.
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    point_at(settings, "http://taxisnet.localhost")
    with standing_still(at=AT):
        yield set_scene()
    forget_hosts()


@pytest.fixture
def addresses() -> dict[str, Any]:
    from tests.permissions.addresses import addresses_of

    return addresses_of("config.urls_municipal") | addresses_of("config.urls_national")


@pytest.fixture
def answers(request: pytest.FixtureRequest, addresses: dict[str, Any], role: str) -> dict[tuple[str, str], Any]:
    """What this role gets at each address and host; asked once a process."""
    from tests.permissions.asking import ask

    if role not in _answers:
        scene = request.getfixturevalue("scene")
        user = scene.people[role]
        asked = [(name, host) for name in addresses for host in HOSTS]
        _answers[role] = {(name, host): ask(scene, addresses[name], user=user, host=host) for name, host in asked}
    return _answers[role]


def test_every_address_has_its_row(addresses: dict[str, Any]) -> None:
    assert sorted(addresses) == sorted(TABLE)


@pytest.mark.parametrize("role", EVERYBODY)
def test_everybody_gets_what_the_table_says(answers: dict[tuple[str, str], Any], role: str) -> None:
    column = ROLES.index(role)
    expected = {(name, host): row[host][column] for name, row in TABLE.items() for host in HOSTS}

    found = {place: answer.kind for place, answer in answers.items()}

    assert {place: kind for place, kind in found.items() if kind != expected.get(place)} == {}


@pytest.mark.parametrize("role", EVERYBODY)
def test_no_page_asks_the_database_more_than_25_times(answers: dict[tuple[str, str], Any]) -> None:
    pages = {place: answer.queries for place, answer in answers.items() if answer.kind == "."}

    assert {place: queries for place, queries in pages.items() if queries > MOST_QUERIES} == {}


@pytest.mark.parametrize("role", [EVERYBODY[ROLES.index("supervisor")]])
def test_what_is_kalamatas_is_shown_at_kalamata(answers: dict[tuple[str, str], Any]) -> None:
    from tests.permissions.scene import KALAMATAS_OWN

    text = " ".join(
        answer.content.decode(errors="replace") for place, answer in answers.items() if place[1] == "Kalamata"
    )

    # Otherwise the next two tests would look for what is nowhere.
    assert [secret for secret in KALAMATAS_OWN if secret not in text] == []


@pytest.mark.parametrize("role", EVERYBODY)
def test_no_other_host_shows_what_is_kalamatas(answers: dict[tuple[str, str], Any], role: str) -> None:
    elsewhere = {place: answer for place, answer in answers.items() if place[1] in FOREIGN}

    shown = {place: _secrets(answer, role) for place, answer in elsewhere.items()}

    assert {place: secrets for place, secrets in shown.items() if secrets} == {}


@pytest.mark.parametrize("role", EVERYBODY)
def test_no_other_host_changes_what_is_kalamatas(scene: Any, addresses: dict[str, Any], role: str) -> None:
    from tests.permissions.asking import ask

    found = {}
    for name, address in addresses.items():
        for host in FOREIGN:
            answer = ask(scene, address, user=scene.people[role], host=host, method="POST")
            failed = [str(answer.status)] if answer.status >= 500 else []
            found[name, host] = [*answer.changed, *_secrets(answer, role), *failed]

    assert {place: problems for place, problems in found.items() if problems} == {}


def _secrets(answer: Any, role: str) -> list[str]:
    from tests.permissions.scene import KALAMATAS_OWN, OWNERS_OWN

    text = answer.content.decode(errors="replace")
    allowed = OWNERS_OWN if role == "owner" else ()
    found = [secret for secret in KALAMATAS_OWN if secret in text and secret not in allowed]
    return [*found, *(["a document"] if answer.content.startswith(b"%PDF-") else [])]
