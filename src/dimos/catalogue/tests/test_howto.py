"""The page docs/howto/add-a-service.md does what it says."""

import re
from pathlib import Path

from dimos.catalogue.service.report import check_catalogue

PAGE = Path(__file__).resolve().parents[4] / "docs" / "howto" / "add-a-service.md"


def service(text: str, folder: Path) -> Path:
    found = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert found
    (folder / "pet-registration.yaml").write_text(found[1], encoding="utf-8")
    return folder


def test_the_service_of_the_page_is_sound(tmp_path: Path) -> None:
    report = check_catalogue(path=service(PAGE.read_text(encoding="utf-8"), tmp_path))
    assert report.is_sound, report.lines
    assert report.definitions[0].examples == 3


def test_the_mistake_of_the_page_is_told_as_it_says(tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    folder = service(page.replace("visible_if: answers.kind", "visible_if: answers.knd"), tmp_path)
    [told] = check_catalogue(path=folder).definitions[0].mistakes
    assert str(told).split(" (at character")[0] in page
