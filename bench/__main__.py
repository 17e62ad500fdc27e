"""`python -m bench`: measure, print one JSON line per measurement, end with 1 if a bar was missed."""

import argparse
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from bench import certificate, inbox, municipalities, pages, submission
from bench.figures import Line
from bench.ground import Database, Ground


@dataclass(frozen=True)
class Size:
    """How much is measured."""

    rounds: int
    batch: int
    cases: int
    towns: int


FULL = Size(rounds=15, batch=120, cases=1_000_000, towns=332)
QUICK = Size(rounds=4, batch=40, cases=50_000, towns=30)


def measurements(ground: Ground, database: Database, size: Size) -> dict[str, Callable[[], Iterator[Line]]]:
    """What can be measured, by name, in order."""
    return {
        "certificate.seal": partial(certificate.seal, rounds=size.rounds * 10),
        "certificate.instant": partial(
            certificate.instant, database=database, folder=ground.folder, rounds=size.rounds * 4
        ),
        "submission.action": partial(submission.as_action, rounds=size.rounds * 10),
        "submission.http": partial(
            submission.over_http, database=database, folder=ground.folder, rounds=size.rounds, batch=size.batch
        ),
        "service_page": partial(
            pages.service_page, database=database, folder=ground.folder, rounds=size.rounds, batch=size.batch
        ),
        "verification": partial(pages.verification, database=database, folder=ground.folder, rounds=size.rounds * 10),
        "form_step": partial(pages.form_step, database=database, folder=ground.folder, rounds=size.rounds * 10),
        "municipalities": partial(
            municipalities.cost_of_many,
            ground=ground,
            database=database,
            towns=size.towns,
            rounds=size.rounds,
            batch=size.batch,
        ),
        "inbox": partial(inbox.inbox, ground=ground, database=database, cases=size.cases, rounds=size.rounds * 10),
    }


def main(arguments: list[str]) -> int:
    """Measure what was asked for; 1 if a bar was missed."""
    parser = argparse.ArgumentParser(
        prog="dimos bench", description="Measure, as ratios against floors of the same run."
    )
    parser.add_argument("--quick", action="store_true", help="small and short, for a machine that builds")
    parser.add_argument("--only", metavar="NAME", default="", help="only measurements whose name begins so")
    parser.add_argument("--cases", type=int, metavar="N", help="how many cases the large inbox holds")
    options = parser.parse_args(arguments)
    size = QUICK if options.quick else FULL
    if options.cases:
        size = Size(rounds=size.rounds, batch=size.batch, cases=options.cases, towns=size.towns)
    # A run that is told to stop removes its folder and its server too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    ground = Ground()
    missed = 0
    try:
        database = ground.open()
        from bench.town import KALAMATA, open_towns

        open_towns([KALAMATA])
        for name, measure in measurements(ground, database, size).items():
            if name.startswith(options.only):
                for line in measure():
                    print(line.as_json(), flush=True)
                    missed += not line.ok
    finally:
        ground.close()
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
