"""The register pages in Chromium: the whole way of a file, with axe and narrow screens."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from dimos.desk.tests.factories import KALAMATA, staff, town
from dimos.desk.tests.test_in_browser import AXE, CHROMIUM, _told, findings_of_axe
from dimos.identity.public import Role
from dimos.municipalities.public import municipality_scope
from dimos.registers.public import RegisterImport, count_of_records
from dimos.registers.tasks import perform_import
from dimos.registers.tests.factories import csv_file, person

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed"),
    pytest.mark.skipif(not AXE.exists(), reason="assets are not built"),
]


@pytest.fixture
def in_chromium(live_server: Any) -> Callable[..., Any]:
    """Kalamata's administrator in a browser."""
    town()
    client = Client(HTTP_HOST="kalamata.localhost")
    client.force_login(staff("administrator", Role.ADMINISTRATOR))
    address = f"http://kalamata.localhost:{live_server.thread.port}"
    session = {"name": "session", "value": client.cookies["session"].value, "url": address}

    def told(story: Callable[[Any], Any], **context: Any) -> Any:
        with ThreadPoolExecutor(max_workers=1) as pool:
            answer, complaints = pool.submit(_told, story, address, session, context).result()
        assert complaints == []
        return answer

    return told


def let_the_queue_work(state: str) -> None:
    """In a thread of its own: Playwright's is no place for database work."""

    def work() -> None:
        try:
            with municipality_scope(KALAMATA):
                import_id = RegisterImport.objects.latest("id").pk
            perform_import(municipality_id=KALAMATA, import_id=import_id, state=state)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(work).result()


@pytest.mark.parametrize(("width", "prefix"), [(320, ""), (1280, "/en")])
def test_a_file_goes_into_the_register(in_chromium: Callable[..., Any], width: int, prefix: str) -> None:
    rows = [person(1), person(2, afm="123456781"), person(3, postal_code="241"), person(4, birth_date="31/02/1980")]
    file = {"name": "δημότες.csv", "mimeType": "text/csv", "buffer": csv_file(rows).getvalue()}
    found: dict[str, Any] = {}

    def look(page: Any, name: str) -> None:
        too_wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth") > 0
        found[name] = findings_of_axe(page) + (["too wide"] if too_wide else [])
        if folder := os.environ.get("DIMOS_SCREENSHOTS"):
            page.screenshot(path=Path(folder) / f"registers-{name}-{width}.png", full_page=True)

    def walk(page: Any) -> None:
        page.goto(f"{prefix}/desk/registers/")
        look(page, "empty")
        page.goto(f"{prefix}/desk/registers/import/")
        page.click("form.dm-form button[type=submit]")
        look(page, "nothing-chosen")
        page.set_input_files("input[type=file]", file)
        page.click("form.dm-form button[type=submit]")
        page.wait_for_url("**/columns/")
        look(page, "columns")
        page.click("form.dm-form button[type=submit]")
        page.wait_for_selector("progress")
        look(page, "progress")
        let_the_queue_work("checking")
        page.wait_for_selector("form[action$='/run/']")
        look(page, "checked")
        page.click("form[action$='/run/'] button[type=submit]")
        page.wait_for_selector("progress")
        let_the_queue_work("running")
        page.wait_for_selector(".govgr-summary-list, dl")
        look(page, "done")
        page.goto(f"{prefix}/desk/registers/")
        look(page, "history")

    in_chromium(walk, viewport={"width": width, "height": 900})

    assert {name: problems for name, problems in found.items() if problems} == {}
    with municipality_scope(KALAMATA):
        assert count_of_records() == 2
