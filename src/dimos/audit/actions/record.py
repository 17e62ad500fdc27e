"""Write one entry of the journal, in the caller's transaction."""

import json
from collections.abc import Mapping
from datetime import datetime

from django.db import connection

from dimos.audit.rules import Actor, entry_digest

NATION = 0

# One statement: the head's row is locked for as short a time as possible, the hash is made where the head is.
_APPEND = """
WITH head AS (
    INSERT INTO audit_journalhead AS h (municipality_id, sequence, hash)
    VALUES (%(municipality)s, 1, sha256(decode(repeat('00', 32), 'hex') || %(digest)s))
    ON CONFLICT (municipality_id) DO UPDATE
        SET sequence = h.sequence + 1, hash = sha256(h.hash || %(digest)s)
    RETURNING sequence, hash
)
INSERT INTO audit_journalentry
    (municipality_id, sequence, at, actor_kind, actor_id, actor_label, action, subject, person_id, detail, digest, hash)
SELECT %(municipality)s, head.sequence, %(at)s, %(actor_kind)s, %(actor_id)s, %(actor_label)s, %(action)s, %(subject)s,
       %(person)s, %(detail)s::jsonb, %(digest)s, head.hash
FROM head
"""


def record(
    *,
    municipality_id: int | None,
    actor: Actor,
    action: str,
    subject: str,
    at: datetime,
    person_id: int | None = None,
    detail: Mapping[str, object] | None = None,
) -> None:
    """Append an entry to the municipality's chain (None: the nation's).

    `action` is `room.verb`, `subject` is `kind:id`, `person_id` whose file it is, so that they can be shown it.
    `detail` holds JSON values only and nothing that need not be kept. Call it late in the transaction: from here to
    the commit, other entries of the same municipality wait.
    """
    label, content = actor.label[:120], dict(detail or {})
    actor = Actor(kind=actor.kind, id=actor.id, label=label)
    digest = entry_digest(at=at, actor=actor, action=action, subject=subject, person_id=person_id, detail=content)
    with connection.cursor() as cursor:
        cursor.execute(
            _APPEND,
            {
                "municipality": municipality_id or NATION,
                "at": at,
                "actor_kind": actor.kind,
                "actor_id": actor.id,
                "actor_label": label,
                "action": action,
                "subject": subject,
                "person": person_id,
                "detail": json.dumps(content, ensure_ascii=False),
                "digest": digest,
            },
        )
