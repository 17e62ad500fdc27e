"""The desk in Chromium: axe finds nothing, nothing sticks out, the keyboard suffices; the act is seen first."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from dimos.cases.public import Case, State, Step, request_correction, send_message, take_case
from dimos.desk.tests.factories import KALAMATA, fault_case, registered, residence_case, staff, town
from dimos.identity.public import Role, actor_of
from dimos.kernel.clock import now
from dimos.municipalities.public import municipality_scope

CHROMIUM = Path("/usr/bin/chromium")
AXE = Path(__file__).parents[2] / "ui" / "static" / "ui" / "test" / "axe.min.js"
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed"),
    pytest.mark.skipif(not AXE.exists(), reason="assets are not built"),
]


@pytest.fixture
def desk(live_server: Any) -> Callable[..., Any]:
    """Kalamata with four cases; gives what opens its desk in a browser, as a supervisor."""
    town()
    user = staff("supervisor", Role.SUPERVISOR)
    home = {"street": "Οδός Δοκιμής", "number": "9", "postal_code": "24100", "settlement": "Καλαμάτα"}
    at = now()
    residence_case(at=at - timedelta(days=20), address_is_current=False, own_address=home)
    residence_case(at=at, person=registered(resident_since=None))
    waiting, mine = fault_case(at=at - timedelta(days=3)), fault_case(at=at - timedelta(days=1))
    with municipality_scope(KALAMATA):
        step = Step(actor=actor_of(user), at=at)
        request_correction(case_id=waiting.pk, text="Σε ποιο ύψος του δρόμου;", fields=["place"], step=step)
        take_case(case_id=mine.pk, assignee_id=user.pk, step=step)
        send_message(case_id=mine.pk, text="Το συνεργείο έρχεται αύριο.", from_citizen=False, step=step)
    client = Client(HTTP_HOST="kalamata.localhost")
    client.force_login(user)
    address = f"http://kalamata.localhost:{live_server.thread.port}"
    session = {"name": "session", "value": client.cookies["session"].value, "url": address}

    def in_chromium(story: Callable[[Any], Any], **context: Any) -> Any:
        with ThreadPoolExecutor(max_workers=1) as pool:
            told, complaints = pool.submit(_told, story, address, session, context).result()
        assert complaints == []
        return told

    return in_chromium


def _told(story: Callable[[Any], Any], address: str, session: Any, options: dict[str, Any]) -> Any:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(base_url=address, **options)
        context.add_cookies([session])
        page = context.new_page()
        page.set_default_timeout(20_000)
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        told = story(page)
        browser.close()
        return told, complaints


def addresses() -> list[str]:
    """Every page of the desk, on cases in each state."""
    with municipality_scope(KALAMATA):
        cases = list(Case.objects.order_by("id"))
    late, fresh, waiting, mine = (f"/desk/cases/{case.pk}/" for case in cases)
    steps = [f"{fresh}{step}/" for step in ("take", "correction", "approve", "reject", "withdraw", "message")]
    return ["/desk/", "/desk/?view=waiting", "/desk/?view=rejected", late, fresh, waiting, mine, *steps]


def findings_of_axe(page: Any) -> list[Any]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", AXE_RULES)
    return [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]]


@pytest.mark.parametrize(("width", "prefix"), [(320, ""), (1280, "/en")])
def test_axe_finds_nothing_and_nothing_sticks_out(desk: Callable[..., Any], width: int, prefix: str) -> None:
    pages = [f"{prefix}{address}" for address in addresses()]

    def visit(page: Any) -> dict[str, Any]:
        found = {}
        for address in pages:
            page.goto(address)
            too_wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth") > 0
            found[address] = findings_of_axe(page) + (["too wide"] if too_wide else [])
        return found

    found = desk(visit, viewport={"width": width, "height": 900})

    assert {address: problems for address, problems in found.items() if problems} == {}


def test_the_keyboard_goes_through_the_list_into_a_case_and_takes_it(desk: Callable[..., Any]) -> None:
    def walk(page: Any) -> Any:
        page.goto("/en/desk/")
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("k")
        second = page.evaluate("document.activeElement.href")
        page.keyboard.press("?")
        help_sheet = page.locator("dialog[open]").inner_text()
        page.keyboard.press("Escape")
        page.keyboard.press("Enter")
        page.wait_for_url(second)
        page.keyboard.press("t")
        page.wait_for_url("**/take/")
        return second, page.locator("h1").inner_text(), help_sheet

    second, heading, help_sheet = desk(walk)

    assert second.rstrip("/").rsplit("/", 1)[1].isdigit()
    assert heading == "Take the case"
    assert "Next case" in help_sheet
    assert "Find by protocol number" in help_sheet


def test_a_certificate_is_decided_previewed_and_issued(desk: Callable[..., Any]) -> None:
    with municipality_scope(KALAMATA):
        case = Case.objects.get(service="residence-certificate", due_date__gte=now().date())

    def decide(page: Any) -> Any:
        page.goto(f"/en/desk/cases/{case.pk}/")
        page.keyboard.press("a")
        page.wait_for_url("**/approve/")
        page.get_by_label("Remarks to the citizen").fill("Καλή αρχή.")
        page.get_by_role("button", name="Continue to the preview").click()
        page.wait_for_url("**/approve/preview/")
        kind = page.evaluate("fetch(document.querySelector('iframe').src).then(act => act.headers.get('content-type'))")
        problems = findings_of_axe(page)
        # Chromium loses clicks beside its PDF viewer after a scroll; the key arrives.
        page.get_by_role("button", name="Issue the document").press("Enter")
        page.wait_for_url(f"**/desk/cases/{case.pk}/")
        return kind, problems, page.locator("#documents + ul").inner_text()

    kind, problems, documents = desk(decide)

    assert kind == "application/pdf"
    assert problems == []
    assert "Valid" in documents
    with municipality_scope(KALAMATA):
        assert Case.objects.get(pk=case.pk).state == State.COMPLETED
