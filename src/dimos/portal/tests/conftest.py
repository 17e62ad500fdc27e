"""Kalamata served, everything else not; visitors without an account.

Imports stand inside the fixtures: pytest reads this file before Django is configured.
"""

from collections.abc import Iterator
from typing import Any

import pytest

KALAMATA = 4401


@pytest.fixture(autouse=True)
def _static_folder(settings: Any) -> None:
    # WhiteNoise warns of a missing folder, and warnings are errors.
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@pytest.fixture
def kalamata(db: None) -> Iterator[Any]:
    """A municipality in service."""
    from dimos.audit.public import SYSTEM
    from dimos.kernel.clock import now
    from dimos.municipalities.public import OfficeData, ProfileData, forget_hosts, join_municipality

    profile = ProfileData(
        address_el="Οδός Παραδείγματος 1, 241 00 Καλαμάτα",
        address_en="1 Paradeigmatos Street, 241 00 Kalamata",
        place_el="Καλαμάτα",
        phone="27210 00000",
        email="protocol@kalamata.example",
    )
    office = OfficeData(
        slug="civil-status", name_el="Τμήμα Αστικής Κατάστασης", name_en="Civil Status Office", phone="27210 00001"
    )
    joined = join_municipality(municipality_id=KALAMATA, profile=profile, offices=[office], actor=SYSTEM, at=now())
    forget_hosts()
    yield joined
    forget_hosts()


@pytest.fixture
def visitor(kalamata: Any) -> Any:
    """Someone without an account at the municipality's host."""
    from django.test import Client

    return Client(headers={"host": "kalamata.localhost"})


@pytest.fixture
def national_visitor(kalamata: Any) -> Any:
    """Someone without an account at the national host."""
    from django.test import Client

    return Client(headers={"host": "localhost"})
