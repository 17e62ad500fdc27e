import pytest

from dimos.cases.policy import Reach
from dimos.cases.queries import CursorIsDamaged, cases_awaiting_citizen


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59-01:00", "0001-01-01T00:00:00+23:59"])
def test_a_cursor_outside_of_all_time_is_damaged(kalamata: None, moment: str) -> None:
    with pytest.raises(CursorIsDamaged):
        cases_awaiting_citizen(reach=Reach(offices=None, supervises=False), after=f"{moment}_1")
