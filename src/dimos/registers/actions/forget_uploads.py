"""Let go of files that nobody went on with."""

from datetime import datetime, timedelta
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q

from dimos.municipalities.public import municipality_scope
from dimos.registers.models import RegisterImport, State

KEPT_FOR = timedelta(days=7)


def forget_uploads(*, municipality_id: int, at: datetime) -> int:
    """Delete uploaded files and error files that are older than a week; the rows stay. Returns how many rows."""
    with municipality_scope(municipality_id):
        old = RegisterImport.objects.filter(created_at__lt=at - KEPT_FOR).exclude(
            state__in=[State.CHECKING, State.RUNNING]
        )
        forgotten = list(old.exclude(Q(stored_as="") & Q(problems_file="")).select_for_update())
        for register_import in forgotten:
            names = (register_import.stored_as, register_import.problems_file)
            register_import.stored_as = register_import.problems_file = ""
            register_import.save(update_fields=["stored_as", "problems_file"])
            transaction.on_commit(partial(_delete, names))
    return len(forgotten)


def _delete(names: tuple[str, ...]) -> None:
    for name in filter(None, names):
        default_storage.delete(name)
