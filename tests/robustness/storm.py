"""Many citizens at once, while one process after the other is killed; then the count."""

import itertools
import time
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

import psycopg

from tests.robustness.citizen import Citizen
from tests.robustness.stack import Stack

VICTIMS = ("web", "worker", "database")
FEWEST_BETWEEN_KILLS = 6
MOST_KILLS = 15
MARKED = """
    SELECT substring(answers::text FROM %s), count(*) FROM cases_case
    WHERE answers::text LIKE %s GROUP BY 1
"""
GAPS = """
    SELECT municipality_id, year, count(*), max(number), min(number) FROM cases_protocolentry
    GROUP BY 1, 2 HAVING count(*) <> max(number) OR min(number) <> 1
"""
COUNTERS = """
    SELECT counter.municipality_id FROM cases_protocolcounter counter
    WHERE last <> (SELECT max(number) FROM cases_protocolentry entry
                   WHERE entry.municipality_id = counter.municipality_id AND entry.year = counter.year)
"""


@dataclass
class Outcome:
    """What the storm left behind. All lists are empty where nothing went wrong."""

    answered: int = 0
    kills: list[str] = field(default_factory=list)
    recoveries: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not (self.refused or self.lost or self.doubled or self.gaps)


def storm(stack: Stack, *, submissions: int, at_once: int = 6) -> Outcome:
    """Let the citizens report, and kill the next in turn each time some more of them have an answer."""
    outcome = Outcome()
    citizens = [Citizen(port=stack.port, number=n, mark=f"storm-{n:05d}-mark") for n in range(submissions)]
    with ThreadPoolExecutor(max_workers=at_once) as pool:
        futures = {pool.submit(citizen.report): citizen for citizen in citizens}
        _kill_in_turn(stack, outcome, futures)
        wait(futures)
    stack.wait_until_ready()
    _count(stack, futures, outcome)
    return outcome


def _kill_in_turn(stack: Stack, outcome: Outcome, futures: dict[Future[str], Citizen]) -> None:
    every = max(FEWEST_BETWEEN_KILLS, len(futures) // MOST_KILLS)
    for victim, number in zip(itertools.cycle(VICTIMS), itertools.count(1), strict=False):
        while sum(future.done() for future in futures) < number * every:
            time.sleep(0.05)
            if all(future.done() for future in futures):
                return
        outcome.kills.append(victim)
        stack.kill(victim)
        time.sleep(0.3)
        outcome.recoveries.append(stack.wait_until_ready())


def _count(stack: Stack, futures: dict[Future[str], Citizen], outcome: Outcome) -> None:
    with psycopg.connect(stack.owner_url) as connection:
        found = dict(connection.execute(MARKED, ["storm-[0-9]+-mark", "%storm-%"]).fetchall())
        outcome.gaps += [str(row) for row in connection.execute(GAPS)]
        outcome.gaps += [f"counter of {row[0]}" for row in connection.execute(COUNTERS)]
    for future, citizen in futures.items():
        copies = found.get(citizen.mark, 0)
        if copies > 1:
            outcome.doubled.append(citizen.mark)
        if future.exception() is not None:
            outcome.refused.append(f"{citizen.mark}: {future.exception()!r}")
        else:
            outcome.answered += 1
            if copies == 0:
                outcome.lost.append(citizen.mark)
