"""Every key a definition may hold: for “did you mean”, and for the schema that editors read."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from dimos.catalogue.service.definition import ServiceDefinition

SCHEMA_FILE = Path(__file__).resolve().parents[1] / "definitions" / "service.schema.json"


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a definition."""
    schema = ServiceDefinition.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "A service of Dimos"}


def schema_text() -> str:
    """What `service.schema.json` must hold."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"


@lru_cache(maxsize=1)
def known_names() -> tuple[str, ...]:
    """Every key of every part, sorted."""
    schema = json_schema()
    parts = [schema, *schema["$defs"].values()]
    return tuple(sorted({name for part in parts for name in part.get("properties", {})}))


if __name__ == "__main__":
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")
