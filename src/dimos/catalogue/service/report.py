"""`dimos catalogue check`: every definition of a folder, checked and its examples run."""

from dataclasses import dataclass
from pathlib import Path

from dimos.catalogue.service.definition import ServiceDefinition
from dimos.catalogue.service.examples import failing_examples
from dimos.catalogue.service.loading import load_definition
from dimos.catalogue.service.mistakes import DefinitionIsMistaken, Mistake
from dimos.catalogue.service.names import SCHEMA_FILE


@dataclass(frozen=True, kw_only=True)
class CheckedDefinition:
    """One file: its mistakes, and what is not wrong but worth a look."""

    file: str
    service: str
    examples: int
    mistakes: tuple[Mistake, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CatalogueReport:
    """What was found; `is_sound` if nothing is wrong."""

    definitions: tuple[CheckedDefinition, ...]

    @property
    def is_sound(self) -> bool:
        """Whether every definition may be published."""
        return not any(definition.mistakes for definition in self.definitions)

    @property
    def lines(self) -> tuple[str, ...]:
        """The report as a person reads it, one finding per line."""
        lines: list[str] = []
        for checked in self.definitions:
            state = "mistaken" if checked.mistakes else "sound"
            lines.append(f"{checked.file}: {state}, {checked.examples} examples")
            lines += [f"  {mistake}" for mistake in checked.mistakes]
            lines += [f"  remark: {remark}" for remark in checked.remarks]
        return tuple(lines)


def check_catalogue(*, path: Path = SCHEMA_FILE.parent) -> CatalogueReport:
    """Check one file, or every `*.yaml` of a folder. Raises nothing for mistakes: they are in the report."""
    files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    seen: dict[str, str] = {}
    checked: list[CheckedDefinition] = []
    for file in files:
        found = _checked(file)
        if found.service in seen:
            message = (
                f"The id `{found.service}` is used by {seen[found.service]} already. Give this service another id."
            )
            twice = Mistake(message=message, path=("id",), file=file.name)
            found = CheckedDefinition(**{**vars(found), "mistakes": (*found.mistakes, twice)})
        elif found.service:
            seen[found.service] = file.name
        checked.append(found)
    return CatalogueReport(definitions=tuple(checked))


def _checked(file: Path) -> CheckedDefinition:
    try:
        definition = load_definition(path=file)
    except DefinitionIsMistaken as error:
        return CheckedDefinition(file=file.name, service="", examples=0, mistakes=error.mistakes, remarks=())
    except OSError as error:
        mistake = Mistake(message=f"The file cannot be read: {error.strerror}.", file=file.name)
        return CheckedDefinition(file=file.name, service="", examples=0, mistakes=(mistake,), remarks=())
    failing = [
        Mistake(message=one.message, path=one.path, file=file.name) for one in failing_examples(definition=definition)
    ]
    if definition.id != file.stem:
        message = (
            f"The file is called {file.name}, but the id is `{definition.id}`. Rename the file to {definition.id}.yaml."
        )
        failing.append(Mistake(message=message, path=("id",), file=file.name))
    return CheckedDefinition(
        file=file.name,
        service=definition.id,
        examples=len(definition.examples),
        mistakes=tuple(failing),
        remarks=tuple(_remarks(definition)),
    )


def _remarks(definition: ServiceDefinition) -> list[str]:
    remarks: list[str] = []
    if definition.level != "L" and len(definition.examples) < 3:
        remarks.append("fewer than three examples: add what happens to those who are refused or have to send more")
    unconfirmed = [law.text.en for law in definition.legal_basis if not law.confirmed]
    if definition.retention and not definition.retention.source.confirmed:
        unconfirmed.append("retention")
    if definition.deadline and not definition.deadline.source.confirmed:
        unconfirmed.append("deadline")
    if definition.mitos and not definition.mitos.confirmed:
        unconfirmed.append(f"Mitos {definition.mitos.id}")
    remarks += [f"not confirmed: {what}" for what in unconfirmed]
    return remarks
