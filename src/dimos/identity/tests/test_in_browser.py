"""The ways in, in Chromium: under the real policy, by the provider's own pages, with a passkey; axe finds nothing."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from PIL import Image

from dimos.identity.counterpart.server import serve
from dimos.identity.models import User
from dimos.identity.tests.browser import KALAMATA_HOST, PASSWORD

CHROMIUM = Path("/usr/bin/chromium")
AXE = Path(__file__).parents[2] / "ui" / "static" / "ui" / "test" / "axe.min.js"
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OWN_DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed"),
    pytest.mark.skipif(not AXE.exists(), reason="assets are not built"),
]


@pytest.fixture
def site(settings: Any, taxisnet: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Our pages at Kalamata's host, on a free port."""
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {**policy, "form-action": ["'self'", taxisnet]}}
    settings.DIMOS_UI_SLOTS = {}
    # Each request has a thread of its own, whose connection must end with it.
    monkeypatch.setitem(connections["default"].settings_dict, "CONN_MAX_AGE", 0)
    with serve(StaticFilesHandler(WSGIHandler())) as server:
        yield f"http://{KALAMATA_HOST}:{server.address.rsplit(':', 1)[1]}"


def in_chromium(story: Callable[[Any], None], site: str, *, width: int = 1280) -> None:
    """Tell a story with a page; in a thread of its own, as another test may hold Playwright's loop in this one."""

    def run() -> list[str]:
        from playwright.sync_api import sync_playwright

        complaints: list[str] = []
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            viewport = {"width": width, "height": 900}
            page = chromium.new_context(base_url=site, viewport=viewport, locale="el-GR").new_page()
            page.set_default_timeout(20_000)
            page.on("console", lambda message: complaints.append(message.text))
            page.on("pageerror", lambda error: complaints.append(f"Content Security Policy or script: {error}"))
            story(page)
            chromium.close()
        return complaints

    with ThreadPoolExecutor(max_workers=1) as pool:
        complaints = pool.submit(run).result()
    assert [complaint for complaint in complaints if "Content Security Policy" in complaint] == []


def assert_accessible(page: Any) -> None:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", AXE_RULES)
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def press(page: Any, name: str, *, until: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).click()
    page.wait_for_url(until)


@pytest.mark.parametrize("width", [390, 1280])
def test_a_citizen_declines_and_then_signs_in(site: str, width: int) -> None:
    def story(page: Any) -> None:
        page.goto("/cases/?draft=1")
        assert_accessible(page)
        press(page, "Σύνδεση με TAXISnet", until="**/oauth/authorize?**")
        assert_accessible(page)
        press(page, "Άρνηση πρόσβασης", until="**/callback/?error=**")
        assert_accessible(page)
        press(page, "Δοκιμάστε ξανά τη σύνδεση", until="**/oauth/authorize?**")
        page.get_by_label("ΠΑΤΡΙΚ").check()
        press(page, "Σύνδεση", until="**/cases/?draft=1")
        assert "Ο'ΔΟΚΙΜΑΣΤΗΣ" in page.content()
        page.goto("/account/")
        assert_accessible(page)
        page.goto("/sign-out/")
        press(page, "Αποσύνδεση", until=f"{site}/")

    in_chromium(story, site, width=width)


def test_a_clerk_adds_a_passkey_and_signs_in_with_it_alone(site: str, clerk: User) -> None:
    def story(page: Any) -> None:
        device = page.context.new_cdp_session(page)
        device.send("WebAuthn.enable")
        device.send("WebAuthn.addVirtualAuthenticator", {"options": OWN_DEVICE})
        page.goto("/staff/sign-in/")
        assert_accessible(page)
        page.get_by_label("Όνομα χρήστη").fill("clerk")
        page.get_by_label("Κωδικός πρόσβασης").fill(PASSWORD)
        press(page, "Σύνδεση", until="**/staff/second-factor/")
        assert_accessible(page)
        page.goto("/staff/second-factor/app/add/")
        assert_accessible(page)
        picture = Image.open(BytesIO(page.get_by_role("img", name="Εικόνα για σάρωση").screenshot()))
        code = zxingcpp.read_barcode(picture)
        assert code
        assert code.text.startswith("otpauth://totp/clerk?secret=")
        page.goto("/staff/second-factor/passkeys/add/")
        assert_accessible(page)
        page.get_by_label("Σύνδεση μόνο με αυτό το κλειδί").check()
        press(page, "Προσθήκη κλειδιού πρόσβασης", until="**/recovery-codes/")
        assert_accessible(page)
        page.goto("/staff/second-factor/passkeys/")
        assert_accessible(page)
        page.goto("/sign-out/")
        press(page, "Αποσύνδεση", until=f"{site}/")
        page.goto("/staff/sign-in/")
        press(page, "Σύνδεση με κλειδί πρόσβασης", until="**/desk/")

    in_chromium(story, site)
