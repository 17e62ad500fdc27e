"""Take in a file for the civil register."""

import uuid
from datetime import datetime
from pathlib import PurePath
from typing import IO

from django.core.files.base import File
from django.core.files.storage import default_storage

from dimos.audit.public import record
from dimos.identity.public import User, actor_of
from dimos.kernel.text import clean_line
from dimos.municipalities.public import current_municipality_id
from dimos.registers.columns import guess_mapping
from dimos.registers.models import RegisterImport
from dimos.registers.tables import FileIsNotReadable, opened_table

LARGEST_FILE = 100 * 2**20


def upload_import(
    *, file_name: str, content: IO[bytes], size: int, uploaded_by: User, language: str, at: datetime
) -> RegisterImport:
    """Keep the file of a register, with columns guessed from its headings, for the open scope's municipality.

    Raises FileIsNotReadable for what is no table or is larger than 100 MB. `language` is that of the error file.
    """
    if size > LARGEST_FILE:
        raise FileIsNotReadable(code="file_too_large")
    with opened_table(content) as table:
        mapping, estimate = guess_mapping(table.headings), table.estimate
    content.seek(0)
    municipality_id = current_municipality_id()
    register_import = RegisterImport.objects.create(
        file_name=clean_line(PurePath(file_name).name[-200:]) or "file",
        stored_as=default_storage.save(f"registers/{municipality_id}/{uuid.uuid4().hex}", File(content)),
        size=size,
        mapping=mapping,
        rows_total=estimate,
        language=language,
        uploaded_by=uploaded_by,
        created_at=at,
    )
    record(
        municipality_id=municipality_id, actor=actor_of(uploaded_by), action="registers.upload",
        subject=f"register-import:{register_import.pk}", detail={"size": size}, at=at,
    )  # fmt: skip
    return register_import
