"""The queue's way into the room."""

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from dimos.kernel import clock
from dimos.notifications.actions.deliver_message import DeliveryIsDelayed
from dimos.notifications.actions.deliver_message import deliver_message as deliver
from dimos.notifications.actions.queue_message import DELIVER
from dimos.notifications.rules import pause_after


class Patience(BaseRetryStrategy):
    """Tries again while the mail server may come back; anything else that goes wrong, a few times."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        pause = pause_after(attempts=job.attempts + 1)
        if pause is None or (not isinstance(exception, DeliveryIsDelayed) and job.attempts >= 3):
            return None
        return RetryDecision(retry_in={"seconds": int(pause.total_seconds())})


@app.task(name=DELIVER, queue="mail", retry=Patience())
def deliver_message(*, municipality_id: int, message_id: int) -> None:
    """Deliver one message. May run twice."""
    deliver(municipality_id=municipality_id, message_id=message_id, at=clock.now())
