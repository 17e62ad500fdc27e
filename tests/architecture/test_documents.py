"""The documents keep up with the code: their links lead somewhere, nothing an operator may set is left out."""

import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from pydantic import AliasChoices

from config.env import Environment

ROOT = Path(__file__).parents[2]
OPERATORS_PAGES = ("SECURITY.md", "docs/howto/operate.md")
# Built, fetched or written by a running installation: not ours to check.
FOREIGN = {"node_modules", "var"}

LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+ +(.+?)\s*$", re.MULTILINE)
READ_FROM_OUTSIDE = re.compile(r"environ\.get\(\s*\"((?:DIMOS_|DATABASE_)[A-Z_]+)\"")
SECRET = re.compile(r"\bsecret\(\"([a-z_]+)\"\)")


def documents() -> list[Path]:
    found = []
    for folder, below, files in os.walk(ROOT):
        below[:] = [name for name in below if name not in FOREIGN and not name.startswith(".")]
        found += [Path(folder) / name for name in files if name.endswith(".md")]
    return sorted(found)


def links(page: Path) -> Iterator[str]:
    for target in LINK.findall(FENCED.sub("", page.read_text(encoding="utf-8"))):
        if not target.startswith(("http://", "https://", "mailto:")):
            yield unquote(target)


def anchors(page: Path) -> set[str]:
    headings = HEADING.findall(FENCED.sub("", page.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def leads_somewhere(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    if not target.is_relative_to(ROOT) or not target.exists():
        return False
    return not anchor or anchor in anchors(target)


def variables_of_the_environment() -> Iterator[str]:
    for name, field in Environment.model_fields.items():
        alias = field.validation_alias
        if isinstance(alias, AliasChoices):
            yield from (str(choice) for choice in alias.choices)
        else:
            yield str(alias or f"DIMOS_{name.upper()}")


def variables_of_operations() -> Iterator[str]:
    for source in (ROOT / "src" / "dimos" / "operations").rglob("*.py"):
        text = source.read_text(encoding="utf-8")
        yield from READ_FROM_OUTSIDE.findall(text)
        yield from (f"DIMOS_{name.upper()}" for name in SECRET.findall(text))


def what_operators_read() -> set[str]:
    text = "".join((ROOT / page).read_text(encoding="utf-8") for page in OPERATORS_PAGES)
    return set(re.findall(r"`([A-Z][A-Z0-9_]+)", text))


def test_every_relative_link_leads_somewhere() -> None:
    dead = [f"{page.relative_to(ROOT)}: {link}" for page in documents() for link in links(page)
            if not leads_somewhere(page, link)]  # fmt: skip

    assert dead == []


def test_every_variable_of_the_environment_is_documented() -> None:
    known = {*variables_of_the_environment(), *variables_of_operations()}

    assert known - what_operators_read() == set()


def test_every_runtime_dependency_has_its_line() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {re.split(r"[\[<>=! ]", requirement)[0].lower() for requirement in project["dependencies"]}
    page = (ROOT / "docs" / "decisions" / "0010-dependencies.md").read_text(encoding="utf-8")
    recorded = set(re.findall(r"^\| `([\w.-]+)` \|", page, re.MULTILINE))

    assert needed == recorded


def test_a_dead_link_would_be_noticed() -> None:
    assert not leads_somewhere(ROOT / "README.md", "docs/nowhere.md")
    assert not leads_somewhere(ROOT / "README.md", "SECURITY.md#nothing-of-the-kind")
    assert leads_somewhere(ROOT / "README.md", "SECURITY.md#what-an-operator-sets")
