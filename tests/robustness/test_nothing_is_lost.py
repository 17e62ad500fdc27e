"""The short form of `python -m tests.robustness`."""

import pytest

from tests.robustness.stack import running_stack
from tests.robustness.storm import VICTIMS, storm

# Beside the storm, other tests that measure or start whole installations would only disturb each other.
pytestmark = [pytest.mark.robustness, pytest.mark.xdist_group("installation")]


def test_killing_each_process_in_turn_loses_and_doubles_nothing() -> None:
    with running_stack() as stack:
        outcome = storm(stack, submissions=30)

    assert set(outcome.kills) == set(VICTIMS)
    assert outcome.is_clean, outcome
    assert outcome.answered == 30
