"""The clerk's inbox at ten thousand and at a million cases, in two databases measured in turn."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from bench import town
from bench.figures import Line, at_most, in_turn, p95, spread_of
from bench.ground import Database, Ground, working_on
from bench.web import send, site_on

RATIO_BAR = 1.5
DATABASE_BAR_MS = 50.0
SMALL = 10_000


@dataclass(frozen=True)
class Filled:
    """A database with so many cases, and where the last fifth of the list begins."""

    database: Database
    cases: int
    deep: str
    clerk: Any


def inbox(*, ground: Ground, database: Database, cases: int, rounds: int) -> Iterator[Line]:
    """First page and a deep page of the list, in the database and over HTTP."""
    small, large = ground.copy_of(database, "small"), ground.copy_of(database, "large")
    start = time.perf_counter()
    filled = {size: _fill(one, size) for one, size in ((small, SMALL), (large, cases))}
    seconds = time.perf_counter() - start
    yield Line(name="inbox.generate", value_ms=seconds * 1000, n=SMALL + cases, note=f"{seconds:.0f} s")
    yield from _in_database(filled[SMALL], filled[cases], rounds)
    yield from _over_http(filled[SMALL], filled[cases], rounds, folder=ground.folder)


def _in_database(small: Filled, large: Filled, rounds: int) -> Iterator[Line]:
    from django.db import connections

    with working_on(small.database) as to_small, working_on(large.database) as to_large:
        open_connections = {small.cases: to_small, large.cases: to_large}
        for name in ("first_page", "deep_page"):

            def listed(one: Filled, *, is_deep: bool = name == "deep_page") -> float:
                connections["default"] = open_connections[one.cases]
                return _list(open_connections[one.cases], one.deep if is_deep else None)

            connections["default"] = to_large
            _check_plan(to_large, large.deep if name == "deep_page" else None)
            for one in (small, large, small, large):
                listed(one)
            pairs = list(in_turn(lambda: listed(small), lambda: listed(large), rounds=2 * rounds))
            floor, value = (p95(times) for times in zip(*pairs, strict=True))
            fields = at_most(RATIO_BAR, value / floor)
            note = f"{large.cases} against {small.cases} cases; median {median(v for _, v in pairs):.1f} ms; <= 50 ms"
            yield Line(
                name=f"inbox.{name}.database_p95", value_ms=value, floor_ms=floor, n=len(pairs),
                spread=spread_of([value for _, value in pairs]), note=note,
                **{**fields, "ok": bool(fields["ok"]) and value <= DATABASE_BAR_MS},
            )  # fmt: skip
        connections["default"] = to_large


def _over_http(small: Filled, large: Filled, rounds: int, *, folder: Path) -> Iterator[Line]:
    with ExitStack() as stack:
        sites = {}
        for one in (small, large):
            site = stack.enter_context(site_on(one.database, log=folder / "web.log"))
            with working_on(one.database):
                sites[one.cases] = site, town.signed_in(one.clerk, host=town.host_of(town.KALAMATA))
        for name in ("first_page", "deep_page"):

            def fetch(one: Filled, *, is_deep: bool = name == "deep_page") -> float:
                site, visitor = sites[one.cases]
                path = f"/desk/?after={one.deep}" if is_deep else "/desk/"
                return send(site, [visitor.get(path)], expect=200).latencies_ms[0]

            for one in (small, large, small, large):
                fetch(one)
            pairs = list(in_turn(lambda: fetch(small), lambda: fetch(large), rounds=rounds))
            floor, value = (p95(times) for times in zip(*pairs, strict=True))
            yield Line(
                name=f"inbox.{name}.http_p95", value_ms=value, floor_ms=floor, n=rounds,
                spread=spread_of([value for _, value in pairs]), **at_most(RATIO_BAR, value / floor),
            )  # fmt: skip


def _fill(database: Database, cases: int) -> Filled:
    from dimos.demo.volume import generate_cases
    from dimos.municipalities.public import municipality_scope

    with working_on(database) as connection:
        generate_cases(count=cases)
        database.as_owner("VACUUM ANALYZE")
        with municipality_scope(town.KALAMATA), connection.cursor() as cursor:
            clerk = town.a_supervisor()
            cursor.execute(_DEEP)
            due_date, key = cursor.fetchone()
    return Filled(database, cases, f"{due_date}_{key}", clerk)


def _list(connection: Any, after: str | None) -> float:
    """What the list's statement takes, as the application sees it: there and back."""
    from dimos.cases.public import Reach, cases_in_hand
    from dimos.municipalities.public import municipality_scope

    taken = []

    def timed(execute: Callable[..., Any], *arguments: Any) -> Any:
        start = time.perf_counter()
        result = execute(*arguments)
        taken.append((time.perf_counter() - start) * 1000)
        return result

    with municipality_scope(town.KALAMATA), connection.execute_wrapper(timed):
        page = cases_in_hand(reach=Reach(offices=None, supervises=True), after=after)
    if len(page.cases) < 2:
        raise RuntimeError("the list is empty")
    return sum(taken)


def _check_plan(connection: Any, after: str | None) -> None:
    """The list must come from its index, row-level security and all."""
    from django.test.utils import CaptureQueriesContext

    from dimos.municipalities.public import municipality_scope

    with CaptureQueriesContext(connection) as captured:
        _list(connection, after)
    statement = next(query["sql"] for query in captured.captured_queries if 'FROM "cases_case"' in query["sql"])
    with municipality_scope(town.KALAMATA), connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {statement}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    if "case_in_hand" not in plan or "Seq Scan on cases_case" in plan or "Sort Key" in plan:
        raise RuntimeError(f"the list does not come from its index:\n{plan}")


_DEEP = """
WITH in_hand AS (SELECT due_date, id FROM cases_case WHERE state IN ('received', 'in_work', 'approved'))
SELECT due_date, id FROM in_hand ORDER BY due_date, id OFFSET (SELECT count(*) * 8 / 10 FROM in_hand) LIMIT 1
"""
