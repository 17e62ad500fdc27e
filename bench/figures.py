"""From timings to lines: medians, percentiles, floor and subject in turn."""

import json
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise


@dataclass(frozen=True, kw_only=True)
class Line:
    """One measurement. `ratio` is subject to floor as the bar puts it; without a bar a line only reports.

    `spread` is half the distance between the quartiles of the rounds relative to their median: the noise.
    """

    name: str
    value_ms: float
    n: int
    floor_ms: float | None = None
    ratio: float | None = None
    bar: str | None = None
    ok: bool = True
    spread: float | None = None
    note: str = ""

    def as_json(self) -> str:
        """The line as printed."""
        fields = {key: round(value, 3) if isinstance(value, float) else value for key, value in asdict(self).items()}
        return json.dumps({key: value for key, value in fields.items() if value != ""}, ensure_ascii=False)


def at_most(limit: float, ratio: float) -> dict[str, object]:
    """The fields of a line whose ratio must not be above the limit."""
    return {"ratio": ratio, "bar": f"<= {limit}", "ok": ratio <= limit}


def at_least(limit: float, ratio: float) -> dict[str, object]:
    """The fields of a line whose ratio must not be below the limit."""
    return {"ratio": ratio, "bar": f">= {limit}", "ok": ratio >= limit}


def milliseconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def in_turn(floor: Callable[[], float], subject: Callable[[], float], *, rounds: int) -> Iterator[tuple[float, float]]:
    """Measure both in each round, the other one first every second time, so that neither profits from its place."""
    for number in range(rounds):
        if number % 2:
            later = subject()
            yield floor(), later
        else:
            yield floor(), subject()


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 do not exceed."""
    return sorted(values)[max(0, -(-len(values) * 95 // 100) - 1)]


def spread_of(values: Sequence[float]) -> float:
    """Half the distance between the quartiles, relative to the median."""
    if len(values) < 4:
        return 0.0
    low, middle, high = statistics.quantiles(values, n=4)
    return (high - low) / 2 / middle if middle else 0.0


def slices(things: Sequence[object], parts: int) -> list[Sequence[object]]:
    """Cut a sequence into parts of equal length; what is left over is dropped."""
    size = len(things) // parts
    return [things[start:end] for start, end in pairwise(range(0, size * parts + 1, size))]
