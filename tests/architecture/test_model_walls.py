"""References obey the floors too (import linters cannot see "cases.Case" in a string); municipal ones stay inside."""

import configparser
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db.models import Field, Model

from dimos.municipalities.public import MunicipalForeignKey, MunicipalModel

ROOT = Path(__file__).parents[2]


def floors() -> dict[str, int]:
    config = configparser.ConfigParser()
    config.read(ROOT / ".importlinter")
    lines = config["importlinter:contract:floors"]["layers"].strip().split("\n")
    return {room.strip(): height for height, line in enumerate(reversed(lines)) for room in line.split("|")}


def own_references() -> "Iterator[tuple[type[Model], Field[object, object], type[Model]]]":
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, Field) and field.is_relation and isinstance(field.related_model, type):
                yield model, field, field.related_model


def test_references_point_down() -> None:
    height = floors()
    uphill = [
        f"{model._meta.label}.{field.name} -> {target._meta.label}"
        for model, field, target in own_references()
        if model._meta.app_label in height
        and target._meta.app_label in height
        and model._meta.app_label != target._meta.app_label
        and height[target._meta.app_label] >= height[model._meta.app_label]
    ]
    assert uphill == []


def test_references_between_municipal_rows_are_municipal_foreign_keys() -> None:
    plain = [
        f"{model._meta.label}.{field.name}"
        for model, field, target in own_references()
        if issubclass(model, MunicipalModel) and issubclass(target, MunicipalModel)
        and not isinstance(field, MunicipalForeignKey)
    ]  # fmt: skip
    assert plain == []


def test_municipal_models_inherit_the_meta_of_the_base() -> None:
    unscoped = [
        model._meta.label
        for model in apps.get_models()
        if issubclass(model, MunicipalModel) and model._meta.base_manager_name != "objects"
    ]
    assert unscoped == []


def test_every_app_of_ours_is_on_a_floor() -> None:
    height = floors()
    homeless = [c.name for c in apps.get_app_configs() if c.name.startswith("dimos.") and c.label not in height]
    assert homeless == []
