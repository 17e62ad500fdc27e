"""The floor of a submission: one row and a gapless number in one transaction, behind the same middleware."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from bench.models import Entry

_COUNT = """
INSERT INTO bench_counter AS c (municipality_id, last) VALUES (%s, 1)
ON CONFLICT (municipality_id) DO UPDATE SET last = c.last + 1 RETURNING last
"""


@require_POST
def insert(request: HttpRequest) -> HttpResponse:
    """Take the next number, write the row, lead on."""
    insert_entry(municipality=request.municipality.id, content=dict(request.POST.items()))  # type: ignore[attr-defined]
    return redirect("/services/")


def insert_entry(*, municipality: int, content: dict[str, object]) -> None:
    """The next number and the row."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [municipality])
        number = cursor.fetchone()[0]
    Entry.objects.create(municipality_id=municipality, number=number, content=content, at=timezone.now())
