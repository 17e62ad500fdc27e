from collections.abc import Iterator

import pytest


@pytest.fixture
def kalamata(db: None) -> Iterator[None]:
    """Kalamata serves its citizens, and its scope is open."""
    from dimos.cases.tests.factories import KALAMATA, a_served_municipality, services_are_offered
    from dimos.municipalities.public import municipality_scope

    a_served_municipality()
    with municipality_scope(KALAMATA):
        services_are_offered()
        yield
