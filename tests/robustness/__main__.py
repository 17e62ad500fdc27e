"""The long form: `python -m tests.robustness --submissions 200`."""

import argparse
import sys

from tests.robustness.stack import running_stack
from tests.robustness.storm import storm


def main() -> int:
    """0 where nothing was lost, doubled or skipped."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--submissions", type=int, default=200)
    arguments.add_argument("--at-once", type=int, default=6)
    options = arguments.parse_args()
    with running_stack() as stack:
        outcome = storm(stack, submissions=options.submissions, at_once=options.at_once)
    slowest = max(outcome.recoveries, default=0.0)
    print(f"{outcome.answered} of {options.submissions} submissions answered")
    print(f"{len(outcome.kills)} processes killed; the slowest recovery took {slowest:.1f} s")
    for name in ("refused", "lost", "doubled", "gaps"):
        entries = getattr(outcome, name)
        print(f"{name}: {len(entries)} {' '.join(entries[:5])}")
    return 0 if outcome.is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
