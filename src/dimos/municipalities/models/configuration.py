"""Rows that say how a municipality is set up; each change of one gives the municipality a new stamp."""

import uuid
from typing import Any

from django.db import connections
from django.db.models.signals import post_delete, post_save

from dimos.municipalities.models.municipal import MunicipalModel
from dimos.municipalities.models.municipality import Municipality


class ConfigurationModel(MunicipalModel):
    """Base of settings that `kept_while_unchanged` may keep. Change them row by row: bulk statements tell nobody."""

    class Meta(MunicipalModel.Meta):
        abstract = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        post_save.connect(_give_new_stamp, sender=cls)
        post_delete.connect(_give_new_stamp, sender=cls)


def _give_new_stamp(*, instance: Any, using: str, **_: Any) -> None:
    Municipality.objects.using(using).filter(id=instance.municipality_id).update(configuration=uuid.uuid4())
    # For the rest of this transaction nothing is kept: it may still be rolled back in part.
    connection: Any = connections[using]
    connection.configuration = None
