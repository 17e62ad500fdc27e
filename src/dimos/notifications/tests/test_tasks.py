import threading

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from dimos.municipalities.public import municipality_scope
from dimos.notifications.actions.deliver_message import deliver_message
from dimos.notifications.models import OutgoingMessage, State
from dimos.notifications.rules import MOST_ATTEMPTS, PAUSES, is_final, pause_after
from dimos.notifications.tests.factories import KALAMATA, MOMENT, queued

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def message():
    with municipality_scope(KALAMATA):
        return queued()


@pytest.fixture(autouse=True)
def connections_end_with_their_task(monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)


def work_off_the_queue():
    with app.replace_connector(app.connector.get_worker_connector()) as worker_app:
        worker_app.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


def stored(message):
    with municipality_scope(KALAMATA):
        return OutgoingMessage.objects.get(id=message.pk)


def test_the_worker_delivers(message, mail_server):
    work_off_the_queue()

    assert len(mail_server.letters) == 1
    assert stored(message).state == State.SENT
    assert ProcrastinateJob.objects.get().status == "succeeded"


def test_a_mail_server_that_was_away_gets_the_message_when_it_is_back(message, absent_mail_server):
    work_off_the_queue()
    job = ProcrastinateJob.objects.get()
    assert job.status == "todo"
    assert job.scheduled_at is not None

    absent_mail_server.start()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now() - interval '1 second'")
    work_off_the_queue()

    assert len(absent_mail_server.letters) == 1
    assert (stored(message).state, stored(message).attempts) == (State.SENT, 2)


def test_two_workers_at_once_send_once(message, mail_server):
    def deliver():
        try:
            deliver_message(municipality_id=KALAMATA, message_id=message.pk, at=MOMENT)
        finally:
            connection.close()

    threads = [threading.Thread(target=deliver) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(mail_server.letters) == 1


def test_pauses_grow_and_end():
    pauses = [pause_after(attempts=number) for number in range(1, MOST_ATTEMPTS)]

    assert pauses == sorted(PAUSES)
    assert pause_after(attempts=MOST_ATTEMPTS) is None


@pytest.mark.parametrize(
    ("code", "final"), [(None, False), (250, False), (421, False), (451, False), (550, True), (554, True)]
)
def test_only_a_5yz_answer_is_final(code, final):
    assert is_final(code=code) is final
