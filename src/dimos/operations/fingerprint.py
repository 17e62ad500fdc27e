"""Whether the database already knows this version of the program, so that a start need not ask Django."""

import hashlib
import json
from pathlib import Path

import psycopg
from psycopg import sql

from dimos.operations.places import REPOSITORY

SOURCES = REPOSITORY / "src"
SUFFIXES = {".py", ".yaml", ".yml", ".json", ".csv", ".html", ".typ"}


def program_fingerprint() -> str:
    """One hash over the program: code, definitions, data, and what it stands on."""
    digest = hashlib.sha256()
    lock = REPOSITORY / "uv.lock"
    if lock.exists():
        digest.update(lock.read_bytes())
    for path in sorted(_program_files()):
        digest.update(str(path.relative_to(SOURCES)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def known_steps(*, owner_url: str) -> dict[str, str]:
    """The fingerprint under which each step (`schema`, `demo`) was last done on this database."""
    question = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
    with psycopg.connect(owner_url) as connection:
        row = connection.execute(question).fetchone()
    try:
        return dict(json.loads(row[0])) if row and row[0] else {}
    except ValueError:
        return {}


def remember_step(*, owner_url: str, step: str, fingerprint: str) -> None:
    """Note on the database itself that the step is done: the note goes where the data goes."""
    steps = known_steps(owner_url=owner_url) | {step: fingerprint}
    with psycopg.connect(owner_url) as connection:
        name = sql.Identifier(connection.info.dbname)
        connection.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(name, sql.Literal(json.dumps(steps))))


def _program_files() -> list[Path]:
    return [
        path
        for path in SOURCES.rglob("*")
        if path.suffix in SUFFIXES and "tests" not in path.parts and "static" not in path.parts and path.is_file()
    ]
