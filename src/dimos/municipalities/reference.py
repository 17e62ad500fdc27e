"""Bring the reference tables in line with the files in `data/`. Repeating it changes nothing."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dimos.municipalities.models import Municipality, Region, RegionalUnit

DATA = Path(__file__).parent / "data"


def synchronise_reference_data(*, using: str = "default") -> None:
    """Insert or update regions, regional units and municipalities; nothing is removed."""
    _upsert(
        Region,
        using,
        ({"id": int(r["id"]), "name_el": r["name_el"], "name_en": r["name_en"]} for r in _rows("regions")),
    )
    _upsert(
        RegionalUnit,
        using,
        (
            {"id": int(r["id"]), "name_el": r["name_el"], "name_en": r["name_en"], "region_id": int(r["region"])}
            for r in _rows("regional_units")
        ),
    )
    _upsert(Municipality, using, (_municipality(row) for row in _rows("municipalities")))


def _municipality(row: dict[str, str]) -> dict[str, Any]:
    return {
        "id": int(row["elstat_code"]),
        "slug": row["slug"],
        "name_el": row["name_el"],
        "name_en": row["name_en"],
        "genitive_el": row["genitive_el"],
        "regional_unit_id": int(row["regional_unit"]),
        "population_2021": int(row["population_2021"]),
        "population_2011": int(row["population_2011"]) if row["population_2011"] else None,
    }


def _upsert(model: type[Any], using: str, rows: Iterator[dict[str, Any]]) -> None:
    wanted = [model(**row) for row in rows]
    if not wanted:
        return
    fields = [f.attname for f in model._meta.concrete_fields if f.attname not in {"id", "joined_at", "configuration"}]
    known = {row["id"]: row for row in model.objects.using(using).values("id", *fields)}
    changed = [row for row in wanted if known.get(row.id) != {"id": row.id, **{f: getattr(row, f) for f in fields}}]
    if changed:
        model.objects.using(using).bulk_create(
            changed, update_conflicts=True, unique_fields=["id"], update_fields=[f.removesuffix("_id") for f in fields]
        )


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
