from pathlib import Path

import pytest

from dimos.operations.secrets_store import secret


def test_a_secret_is_made_once(tmp_path: Path) -> None:
    assert secret("seal", directory=tmp_path) == secret("seal", directory=tmp_path)
    assert secret("seal", directory=tmp_path) != secret("other", directory=tmp_path)


def test_secrets_are_for_their_owner_alone(tmp_path: Path) -> None:
    secret("seal", directory=tmp_path)

    assert (tmp_path / "secrets.json").stat().st_mode & 0o777 == 0o600


def test_the_environment_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIMOS_SEAL", "given")

    assert secret("seal", directory=tmp_path) == "given"
    assert not (tmp_path / "secrets.json").exists()
