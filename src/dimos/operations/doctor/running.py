"""What must work while it runs: queue, seals, mail, the demonstration flag."""

import smtplib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from dimos.operations.doctor.finding import Finding, advice, good, wrong

if TYPE_CHECKING:
    from dimos.municipalities.public import Municipality

SILENT_SECONDS = 60
WARN_BEFORE = timedelta(days=60)
TROUBLE = """
    SELECT count(*) FILTER (WHERE status = 'todo' AND due < now() - interval '10 minutes'),
           count(*) FILTER (WHERE status = 'failed'),
           count(*) FILTER (WHERE status = 'doing' AND (worker.id IS NULL OR last_heartbeat < now() - interval '60 s'))
    FROM (
        SELECT job.status, job.worker_id, coalesce(job.scheduled_at, max(event.at)) AS due
        FROM procrastinate_jobs job JOIN procrastinate_events event ON event.job_id = job.id
        WHERE job.status IN ('todo', 'failed', 'doing')
        GROUP BY job.id
    ) open_job
    LEFT JOIN procrastinate_workers worker ON worker.id = worker_id
"""


def _queue() -> Iterator[Finding]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers")
        silence = cursor.fetchone()[0]
        cursor.execute(TROUBLE)
        late, failed, stalled = cursor.fetchone()
    if silence is None or silence > SILENT_SECONDS:
        yield wrong(
            "Queue", "no worker is running: mail and follow-up work wait", "dimos up starts one; else dimos worker"
        )
    else:
        yield good("Queue", f"a worker gave a sign {silence:.0f} s ago")
    if late or stalled:
        yield advice(
            "Queue", f"{late} jobs wait, {stalled} were left by a worker that ended", "start a (further) worker"
        )
    if failed:
        yield advice(
            "Queue",
            f"{failed} jobs have failed for good",
            "see the worker's log; retry with dimos django procrastinate",
        )


def _seals() -> Iterator[Finding]:
    from django.conf import settings

    from dimos.municipalities.public import joined_municipalities

    if not (settings.DIMOS_SEAL_PKCS12_DIR or settings.DIMOS_SEAL_PKCS11_MODULE):
        fact = "keys of the local demonstration authority: they prove nothing outside"
        if settings.DIMOS_DEMO:
            yield good("Seals", fact)
        else:
            yield advice("Seals", fact, "set DIMOS_SEAL_PKCS12_DIR or DIMOS_SEAL_PKCS11_MODULE; see SECURITY.md")
        return
    for municipality in joined_municipalities():
        yield _seal(municipality)


def _seal(municipality: "Municipality") -> Finding:
    from dimos.documents.public import SealingIsNotPossible, seal_of

    subject = f"Seal of {municipality.slug}"
    try:
        seal = seal_of(municipality=municipality)
    except SealingIsNotPossible as obstacle:
        return wrong(subject, str(obstacle), obstacle.remedy)
    what = f"{seal.level} with a key from the {seal.source}, until {seal.expires_at:%Y-%m-%d}"
    left = seal.expires_at - datetime.now(UTC)
    if left < timedelta(0):
        return wrong(subject, f"has expired: nothing can be issued ({what})", "order a new certificate now")
    if left < WARN_BEFORE:
        return advice(subject, f"expires in {left.days} days ({what})", "order a new certificate")
    return good(subject, what)


def _mail() -> Iterator[Finding]:
    from django.conf import settings

    if not settings.EMAIL_HOST:
        if settings.DIMOS_DEMO:
            yield good("Mail", "is shown in the demonstration's mailbox")
        else:
            yield wrong("Mail", "no server is named: nobody will be notified", "set EMAIL_HOST (and EMAIL_PORT, …)")
        return
    place = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=10) as server:
            server.noop()
    except (OSError, smtplib.SMTPException) as failure:
        yield wrong("Mail", f"{place} does not answer ({failure})", "check EMAIL_HOST, EMAIL_PORT and the firewall")
    else:
        yield good("Mail", f"{place} answers")


def _mode() -> Iterator[Finding]:
    from django.conf import settings

    if settings.DIMOS_DEMO:
        yield advice("Mode", "the demonstration: its passwords are public", "DIMOS_DEMO=0 for real service")
    elif settings.DEBUG:
        yield wrong("Mode", "DIMOS_DEBUG is on: errors show inner workings to visitors", "unset DIMOS_DEBUG")
    else:
        yield good("Mode", "real service")


CHECKS = (_queue, _seals, _mail, _mode)
