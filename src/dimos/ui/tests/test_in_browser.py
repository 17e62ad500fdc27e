"""The gallery in Chromium: axe finds nothing, nothing sticks out, the policy holds, the script is kind."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler

from dimos.ui.tests import gallery_site

CHROMIUM = Path("/usr/bin/chromium")
AXE = Path(__file__).parents[1] / "static" / "ui" / "test" / "axe.min.js"
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ADDRESSES = [
    f"{prefix}{path}"
    for prefix in ("/", "/en/")
    for path in ("", "?face=form", "?face=desk", "error/404/", "error/403_csrf/", "error/500/", "error/unknown_host/")
]

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed"),
    pytest.mark.skipif(not AXE.exists(), reason="assets are not built"),
]


class QuietHandler(WSGIRequestHandler):
    def log_message(self, *_arguments):
        """Says nothing."""


class ThreadingServer(ThreadingMixIn, WSGIServer):
    daemon_threads = True


@pytest.fixture
def site(settings):
    settings.ROOT_URLCONF = "dimos.ui.tests.gallery_site"
    settings.MIDDLEWARE = gallery_site.MIDDLEWARE
    settings.DIMOS_UI_SLOTS = {}
    settings.DIMOS_DEMO = True
    application = StaticFilesHandler(WSGIHandler())
    server = make_server("127.0.0.1", 0, application, server_class=ThreadingServer, handler_class=QuietHandler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def in_chromium(story, site, **context):
    """Runs a story with a page; in a thread of its own, as another test may hold Playwright's loop in this one."""

    def run():
        from playwright.sync_api import sync_playwright

        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            page = browser.new_context(base_url=site, **context).new_page()
            page.set_default_timeout(20_000)
            complaints = []
            page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            told = story(page)
            browser.close()
            return told, complaints

    with ThreadPoolExecutor(max_workers=1) as pool:
        told, complaints = pool.submit(run).result()
    assert complaints == []
    return told


def findings_of_axe(page):
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", AXE_RULES)
    return [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]]


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_on_any_face(site, width):
    def visit(page):
        found = {}
        for address in ADDRESSES:
            page.goto(address)
            found[address] = findings_of_axe(page)
        return found

    found = in_chromium(visit, site, viewport={"width": width, "height": 900})
    assert {address: rules for address, rules in found.items() if rules} == {}


@pytest.mark.parametrize("size", ["normal", "larger"])
def test_nothing_sticks_out_of_a_narrow_window(site, size):
    def visit(page):
        page.goto("/")
        page.evaluate("size => localStorage.setItem('dimos-text-size', size)", size)
        too_wide = {}
        for address in ADDRESSES:
            page.goto(address)
            too_wide[address] = page.evaluate("document.documentElement.scrollWidth - window.innerWidth") > 0
        return too_wide

    assert in_chromium(visit, site, viewport={"width": 320, "height": 800}) == dict.fromkeys(ADDRESSES, False)


def test_a_second_click_sends_nothing(site):
    def submit_twice(page):
        posts = []

        def answer(route):
            if route.request.method != "POST":
                return route.continue_()
            posts.append(route.request.url)
            return route.fulfill(status=204)

        page.route("**/*", answer)
        page.goto("/?face=form")
        submit = "document.querySelector('main form').requestSubmit()"
        with page.expect_request(lambda request: request.method == "POST"):
            page.evaluate(f"() => {{ {submit}; {submit}; }}")
        page.evaluate(f"() => {{ {submit}; }}")
        return len(posts), page.locator("main form button").first.get_attribute("aria-disabled")

    assert in_chromium(submit_twice, site) == (1, "true")


def test_the_error_summary_takes_the_focus(site):
    def visit(page):
        page.goto("/?face=form")
        return page.evaluate("document.activeElement.hasAttribute('data-error-summary')")

    assert in_chromium(visit, site) is True


def test_letters_are_shortcuts_on_greek_keyboards_too_and_can_be_switched_off(site):
    def press(page):
        page.goto("/?face=desk")
        page.evaluate(
            "() => { window.pressed = 0;"
            " document.querySelector('[data-shortcut=r]').addEventListener('click', () => window.pressed++); }"
        )
        greek_r = "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'ρ', code: 'KeyR', bubbles: true}))"
        page.evaluate(greek_r)
        page.keyboard.press("?")
        listed = page.locator("[data-shortcut-dialog] kbd").all_text_contents()
        page.locator("#shortcuts-on").uncheck()
        page.keyboard.press("Escape")
        page.evaluate(greek_r)
        return page.evaluate("window.pressed"), listed

    pressed, listed = in_chromium(press, site)
    assert pressed == 1
    assert "r" in listed


def test_the_page_is_whole_without_javascript(site):
    def visit(page):
        page.goto("/?face=form")
        return page.locator("[data-text-sizes]").is_visible(), page.locator("main form button").first.is_enabled()

    assert in_chromium(visit, site, java_script_enabled=False) == (False, True)
