from pathlib import Path
from typing import Any

import pytest

from dimos.documents.public import forget_sealers
from dimos.municipalities.public import all_municipalities
from dimos.operations.doctor import running
from dimos.operations.doctor.finding import Severity

pytestmark = pytest.mark.django_db


def test_a_joined_municipality_without_a_seal_is_found_with_its_remedy(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget_sealers()
    settings.DIMOS_SEAL_PKCS12_DIR = tmp_path
    kalamata = all_municipalities().get(slug="kalamata")
    monkeypatch.setattr("dimos.municipalities.public.joined_municipalities", lambda: [kalamata])

    (finding,) = running._seals()

    assert finding.severity is Severity.SERIOUS
    assert finding.subject == "Seal of kalamata"
    assert "DIMOS_SEAL_PKCS12_DIR" in finding.remedy


def test_an_authority_that_only_demonstrates_is_called_so(settings: Any) -> None:
    (finding,) = running._seals()

    assert "prove nothing outside" in finding.fact
    assert finding.severity is Severity.ADVICE
