"""Keep files that somebody attached to a draft or, correcting it, to a case."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta

from dimos.cases.models import Case, CaseFile, Draft
from dimos.eforms.public import CheckedFile, FileAnswer
from dimos.kernel.blobs import Blob, keep_blob, read_blob, sweep_blobs
from dimos.municipalities.public import current_municipality_id


def attach_file(*, holder: Draft | Case, field: str, file: CheckedFile, at: datetime) -> CaseFile:
    """Store a checked file and return its row."""
    blob = keep_blob(folder=f"attachments/{holder.municipality_id}", data=file.content)
    return CaseFile.objects.create(
        key=uuid.uuid4(),
        draft=holder if isinstance(holder, Draft) else None,
        case=holder if isinstance(holder, Case) else None,
        field=field,
        name=file.name,
        content_type=file.media_type,
        size_bytes=len(file.content),
        sha256=blob.sha256,
        storage_name=blob.name,
        added_at=at,
    )


def with_stored_files(*, holder: Draft | Case, answers: Mapping[str, object], at: datetime) -> dict[str, object]:
    """The answers of a page with its new files stored and named; what the page no longer names is let go of."""
    return {field: _stored(holder, field, value, at) for field, value in answers.items()}


def sweep_attachments(*, at: datetime) -> int:
    """Delete the files of discarded drafts from the storage, two days later; returns how many. In the open scope."""
    return sweep_blobs(
        folder=f"attachments/{current_municipality_id()}",
        is_wanted=lambda name: CaseFile.objects.filter(storage_name=name).exists(),
        before=at - timedelta(days=2),
    )


def read_file(*, file: CaseFile) -> bytes:
    """The content; raises BlobIsMissing or BlobIsDamaged."""
    return read_blob(blob=Blob(name=file.storage_name, sha256=file.sha256))


def _stored(holder: Draft | Case, field: str, value: object, at: datetime) -> object:
    if not isinstance(value, tuple) or not any(isinstance(item, CheckedFile | FileAnswer) for item in value):
        return value
    answers = tuple(_answer(holder, field, item, at) for item in value)
    if isinstance(holder, Draft):
        kept = [answer.id for answer in answers if isinstance(answer, FileAnswer)]
        CaseFile.objects.filter(draft=holder, field=field).exclude(key__in=kept).delete()
    return answers


def _answer(holder: Draft | Case, field: str, item: object, at: datetime) -> object:
    if not isinstance(item, CheckedFile):
        return item
    row = attach_file(holder=holder, field=field, file=item, at=at)
    return FileAnswer(
        id=str(row.key), name=row.name, media_type=row.content_type, size=row.size_bytes, sha256=row.sha256
    )
