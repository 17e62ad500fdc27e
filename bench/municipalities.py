"""What a request costs when all municipalities are served, against when there is one."""

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import cycle, islice
from statistics import median
from typing import Any

from bench import town
from bench.figures import Line, at_most, in_turn, spread_of
from bench.ground import Database, Ground, working_on
from bench.web import Site, Visitor, send, site_on

BAR = 1.1
CASES_IN_ALL = 33_200


def cost_of_many(*, ground: Ground, database: Database, towns: int, rounds: int, batch: int) -> Iterator[Line]:
    """The same pages and submissions, at one host and spread over all of them; the same number of cases in all."""
    alone, many = ground.copy_of(database, "alone"), ground.copy_of(database, "many")
    ids = _ids(towns)
    with working_on(alone):
        _fill([town.KALAMATA])
        here = _visitors([town.KALAMATA], rounds * batch)
    with working_on(many):
        town.open_towns(ids)
        _fill(ids)
        there = _visitors(ids, rounds * batch)
    for one in (alone, many):
        one.as_owner("VACUUM ANALYZE")
    with ExitStack() as stack:
        sites = [stack.enter_context(site_on(one, log=ground.folder / "web.log")) for one in (alone, many)]
        for name, expect in (("page", 200), ("submission", 302)):
            one, all_of_them = here[name], there[name]
            # Each municipality once, as it would have been asked for before: then everything is at hand.
            send(sites[0], here["first"], expect=200), send(sites[1], there["first"], expect=200)
            pairs = list(
                in_turn(
                    lambda: _send_some(sites[0], one, batch, expect),  # noqa: B023 - used at once
                    lambda: _send_some(sites[1], all_of_them, batch, expect),  # noqa: B023
                    rounds=rounds,
                )
            )
            ratios = [value / floor for floor, value in pairs]
            yield Line(
                name=f"municipalities.{name}", value_ms=median(value for _, value in pairs),
                floor_ms=median(floor for floor, _ in pairs), n=rounds * batch, spread=spread_of(ratios),
                note=f"{towns} against 1", **at_most(BAR, median(ratios)),
            )  # fmt: skip


def _send_some(site: Site, requests: list[bytes], batch: int, expect: int) -> float:
    some, requests[:] = requests[:batch], requests[batch:]
    return send(site, some, expect=expect).ms_each


def _ids(count: int) -> list[int]:
    from dimos.municipalities.public import Municipality

    others = Municipality.objects.exclude(id=town.KALAMATA).order_by("id").values_list("id", flat=True)
    return [town.KALAMATA, *others[: count - 1]]


def _fill(ids: list[int]) -> None:
    from dimos.demo.volume import generate_cases

    for municipality_id in ids:
        generate_cases(count=CASES_IN_ALL // len(ids), municipality_id=municipality_id)


def _visitors(ids: list[int], count: int) -> dict[str, list[bytes]]:
    """Requests that go round the municipalities, each by a visitor of its own."""
    from dimos.municipalities.public import municipality_scope

    visitors: list[tuple[Visitor, list[Any]]] = []
    for municipality_id in ids:
        visitor = town.a_visitor(host=town.host_of(municipality_id))
        with municipality_scope(municipality_id):
            drafts = town.drafts(
                service="problem-report", answers=town.FAULT, count=-(-count // len(ids)),
                browser=town.browser_mark(visitor),
            )  # fmt: skip
        visitors.append((visitor, drafts))
    pages = [visitor.get("/services/residence-certificate/") for visitor, _ in visitors]
    submissions = [
        visitor.post(f"/services/problem-report/apply/{draft.key}/check/")
        for turn in zip(*(found for _, found in visitors), strict=True)
        for (visitor, _), draft in zip(visitors, turn, strict=True)
    ]
    return {"first": pages, "page": list(islice(cycle(pages), count)), "submission": submissions[:count]}
