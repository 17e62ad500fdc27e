"""/metrics is there for the machine itself and for the bearer of the token, for nobody else."""

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _static_folder(settings: Any) -> None:
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


def test_the_machine_itself_reads_counts_without_names_of_people() -> None:
    client = Client()
    client.get("/healthz")

    answer = client.get("/metrics")

    text = answer.content.decode()
    assert answer.status_code == 200
    assert "dimos_database_up 1.0" in text
    assert 'dimos_requests_total{method="GET",status="200"' in text


@pytest.mark.parametrize("headers", [{"x-forwarded-for": "203.0.113.7"}, {"forwarded": "for=203.0.113.7"}])
def test_from_outside_it_is_not_there(headers: dict[str, str]) -> None:
    assert Client(headers=headers).get("/metrics").status_code == 404


def test_another_machine_needs_the_token(settings: Any) -> None:
    settings.DIMOS_METRICS_TOKEN = "a-token"

    assert Client(REMOTE_ADDR="203.0.113.7").get("/metrics").status_code == 404
    assert (
        Client(REMOTE_ADDR="203.0.113.7", headers={"authorization": "Bearer a-token"}).get("/metrics").status_code
        == 200
    )


def test_an_invented_method_makes_no_label_of_its_own() -> None:
    Client().generic("ATTACK", "/healthz")

    text = Client().get("/metrics").content.decode()

    assert 'method="other"' in text
    assert "ATTACK" not in text
