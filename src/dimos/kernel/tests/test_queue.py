import pytest
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob

from dimos.kernel.queue import put_in_queue

pytestmark = pytest.mark.django_db


def test_what_is_put_in_the_queue_is_what_the_library_would_put_there() -> None:
    put_in_queue(task="room.work", queue="mail", case_id=7, name="Ελένη")
    app.configure_task("room.work", queue="mail").defer(case_id=7, name="Ελένη")

    ours, theirs = (
        {key: value for key, value in job.items() if key != "id"}
        for job in ProcrastinateJob.objects.order_by("id").values()
    )
    assert ours == theirs
    assert ProcrastinateEvent.objects.filter(type="deferred").count() == 2
