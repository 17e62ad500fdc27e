"""Greek translations of the interface, room by room: update, check and compile, without the gettext programs.

python scripts/messages.py update [room …]    add what the code says new, drop what it no longer says
python scripts/messages.py check [room …]     fail on what is missing, fuzzy, obsolete, or has other placeholders
python scripts/messages.py compile [room …]   write the .mo files Django reads
"""

import argparse
import io
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOMS = Path(__file__).resolve().parents[1] / "src" / "dimos"
LANGUAGE = "el"
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
TEMPLATE_SUFFIXES = {".html", ".txt", ".svg"}
# %(name)s and %s, {name} and {}: a translation must carry the same ones. A doubled percent sign is none.
PLACEHOLDER = re.compile(r"%\([^)]+\)[a-z]|(?<!%)%[sd]|\{[a-z_]*[^{} ]*\}")


@dataclass(frozen=True)
class Room:
    """One package and its translation file."""

    folder: Path

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def translations(self) -> Path:
        return self.folder / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"

    def read(self) -> Catalog:
        """What is translated now; an empty catalogue where there is no file."""
        if not self.translations.exists():
            return Catalog(
                locale=LANGUAGE,
                project="Dimos",
                version="1",
                header_comment="# Greek texts of Dimos.",
                msgid_bugs_address="",
                last_translator="Dimos",
                language_team="Greek",
                fuzzy=False,
            )
        with self.translations.open("rb") as file:
            return read_po(file, locale=LANGUAGE)

    def extract(self) -> Catalog:
        """What the room's code and templates say."""
        catalog = Catalog(project="Dimos")
        for path in self.sources():
            for line, function, message, _comments in _extract(path):
                context, identifier = _split(function, message)
                if identifier:
                    location = (str(path.relative_to(ROOMS)), line)
                    catalog.add(identifier, locations=[location], context=context)
        return catalog

    def sources(self) -> Iterator[Path]:
        """Python modules and templates, without tests and migrations."""
        for path in sorted(self.folder.rglob("*")):
            inside = path.relative_to(self.folder).parts
            if {"tests", "migrations", "static", "locale", "__pycache__"}.intersection(inside) or not path.is_file():
                continue
            if path.suffix == ".py" or (path.suffix in TEMPLATE_SUFFIXES and "templates" in inside):
                yield path


@dataclass
class Findings:
    """What is wrong with the translations, said so that a person can mend it."""

    lines: list[str] = field(default_factory=list)

    def add(self, room: Room, identifier: object, fact: str) -> None:
        self.lines.append(f"{room.name}: {str(identifier)!r} {fact}")


def main() -> int:
    """Run the chosen command; 1 where the check finds something."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("command", choices=("update", "check", "compile"))
    arguments.add_argument("rooms", nargs="*", help="all rooms where none is named")
    options = arguments.parse_args()
    rooms = [Room(folder) for folder in sorted(ROOMS.iterdir()) if (folder / "__init__.py").exists()]
    rooms = [room for room in rooms if not options.rooms or room.name in options.rooms]
    return {"update": update, "check": check, "compile": compile_all}[options.command](rooms)


def update(rooms: Iterable[Room]) -> int:
    """Write new msgids without a translation into each file and remove obsolete ones."""
    for room in rooms:
        said = room.extract()
        if not len(said) and not room.translations.exists():
            continue
        catalog = room.read()
        before = {_key(message) for message in catalog if message.id}
        catalog.update(said, no_fuzzy_matching=True, update_creation_date=False)
        after = {_key(message) for message in catalog if message.id}
        content = io.BytesIO()
        write_po(content, catalog, width=120, ignore_obsolete=True, include_lineno=False, sort_output=False)
        _write_if_changed(room.translations, content.getvalue())
        empty = sum(1 for message in catalog if message.id and not _is_translated(message))
        if before != after or empty:
            print(f"{room.name}: {len(after - before)} new, {len(before - after)} dropped, {empty} without translation")
    return 0


def check(rooms: Iterable[Room]) -> int:
    """Say everything that keeps the Greek from being complete and correct."""
    findings = Findings()
    seen: dict[tuple[object, object], tuple[str, object]] = {}
    for room in rooms:
        said, translated = room.extract(), room.read()
        for message in said:
            if message.id:
                _check_message(room, message, translated.get(message.id, message.context), findings)
        for message in translated:
            if message.id and said.get(message.id, message.context) is None:
                findings.add(room, message.id, "is no longer said in the code; run `make messages`")
            elif message.id and message.string:
                other = seen.setdefault(_key(message), (room.name, message.string))
                if other[1] != message.string:
                    findings.add(room, message.id, f"is translated otherwise in {other[0]}; agree, or use pgettext")
    for line in findings.lines:
        print(line)
    print(f"{len(findings.lines)} findings in the translations" if findings.lines else "The translations are complete.")
    return 1 if findings.lines else 0


def compile_all(rooms: Iterable[Room]) -> int:
    """Write the binary form beside each translation file."""
    for room in rooms:
        if room.translations.exists():
            content = io.BytesIO()
            write_mo(content, room.read())
            _write_if_changed(room.translations.with_suffix(".mo"), content.getvalue())
    return 0


def _check_message(room: Room, said: Message, translated: Message | None, findings: Findings) -> None:
    if translated is None or not _is_translated(translated):
        findings.add(room, said.id, "has no Greek translation")
        return
    if translated.fuzzy:
        findings.add(room, said.id, "is marked fuzzy: check it and remove the mark")
    sources = said.id if isinstance(said.id, (tuple, list)) else (said.id,)
    targets = translated.string if isinstance(translated.string, (tuple, list)) else (translated.string,)
    allowed = {frozenset(PLACEHOLDER.findall(source)) for source in sources}
    for target in targets:
        if frozenset(PLACEHOLDER.findall(target)) not in allowed:
            findings.add(room, said.id, f"has other placeholders in Greek: {target!r}")
    if len(sources) == 1 and sources[0][-1:].isspace() != targets[0][-1:].isspace():
        findings.add(room, said.id, "ends with a space in one language only")


def _extract(path: Path) -> Iterator[tuple[int, str, object, list[str]]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        text = _template_as_python(text, path)
    stream = io.BytesIO(text.encode())
    yield from extract_python(stream, KEYWORDS, [], {"encoding": "utf-8"})


def _template_as_python(text: str, path: Path) -> str:
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure()
    # Django's text is meant for xgettext; Python's tokenizer stumbles over the indentation alone.
    return "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())


def _split(function: str, message: object) -> tuple[str | None, object]:
    """The context and the msgid (a pair where there is a plural) of one extracted call."""
    parts = list(message) if isinstance(message, (tuple, list)) else [message]
    spec = KEYWORDS.get(function) or (1,)
    context: str | None = None
    identifiers: list[str] = []
    for position in spec:
        index, is_context = (position[0], True) if isinstance(position, tuple) else (position, False)
        value = parts[index - 1] if index <= len(parts) else None
        if not isinstance(value, str):
            return None, None
        if is_context:
            context = value
        else:
            identifiers.append(value)
    return context, tuple(identifiers) if len(identifiers) > 1 else identifiers[0]


def _key(message: Message) -> tuple[object, object]:
    return message.context, message.id


def _is_translated(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, (tuple, list)) else bool(message.string)


def _write_if_changed(path: Path, content: bytes) -> None:
    if path.exists() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


if __name__ == "__main__":
    sys.exit(main())
