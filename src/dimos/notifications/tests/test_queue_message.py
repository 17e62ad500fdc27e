import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from dimos.municipalities.public import ScopeIsNotOpen, municipality_scope
from dimos.notifications.actions.queue_message import AddressIsInvalid
from dimos.notifications.models import OutgoingMessage, State
from dimos.notifications.tests.factories import KALAMATA, queued


class ChangedMind(Exception):
    pass


def test_a_message_and_its_job_are_written_together(kalamata):
    message = queued()

    job = ProcrastinateJob.objects.get()
    assert message.state == State.QUEUED
    assert job.task_name == "notifications.deliver_message"
    assert job.args == {"municipality_id": kalamata, "message_id": message.pk}


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_is_rolled_back_leaves_neither_message_nor_job():
    def queue_and_change_ones_mind():
        with municipality_scope(KALAMATA):
            queued()
            raise ChangedMind

    with pytest.raises(ChangedMind):
        queue_and_change_ones_mind()

    with municipality_scope(KALAMATA):
        assert not OutgoingMessage.objects.exists()
    assert not ProcrastinateJob.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_committed_transaction_leaves_both():
    with transaction.atomic(), municipality_scope(KALAMATA):
        queued()

    with municipality_scope(KALAMATA):
        assert OutgoingMessage.objects.count() == 1
    assert ProcrastinateJob.objects.count() == 1


def test_the_same_key_twice_is_one_message(kalamata):
    first = queued()
    again = queued(subject="Άλλο θέμα")

    assert again.pk == first.pk
    assert again.subject == first.subject
    assert ProcrastinateJob.objects.count() == 1


@pytest.mark.parametrize(
    "address",
    [
        "",
        "maria",
        "maria@",
        "a@b\nBcc: all@example.org",
        "a@b.gr, c@d.gr",
        "x" * 250 + "@example.org",
        "\x00@example.org",
    ],
)
def test_what_is_no_address_is_refused(kalamata, address):
    with pytest.raises(AddressIsInvalid):
        queued(to_address=address)


def test_a_subject_stays_one_line(kalamata):
    message = queued(subject="Το αίτημά σας\r\nBcc: all@example.org\x00")

    assert message.subject == "Το αίτημά σας Bcc: all@example.org"


def test_nothing_is_queued_outside_a_scope(db):
    with pytest.raises(ScopeIsNotOpen):
        queued()


def test_two_municipalities_may_use_the_same_key(kalamata):
    queued()
    with municipality_scope(4702):
        queued()
        assert OutgoingMessage.objects.count() == 1
