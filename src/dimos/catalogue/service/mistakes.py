"""What is wrong with a definition, where, and how to mend it."""

from collections.abc import Sequence
from dataclasses import dataclass

Path = tuple[str | int, ...]


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """One thing that is wrong. `path` leads into the definition; line and column (from 1) into its file, if any."""

    message: str
    path: Path = ()
    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        where = " › ".join(str(part + 1) if isinstance(part, int) else part for part in self.path)
        return ": ".join(part for part in (place, where, self.message) if part)


class DefinitionIsMistaken(ValueError):
    """The definition cannot be used; `mistakes` says why."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = tuple(mistakes)
