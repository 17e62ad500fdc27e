"""What the municipality tells a person by e-mail, and whether it has gone out."""

from django.db import models
from django.db.models import Q

from dimos.municipalities.public import MunicipalModel


class Channel(models.TextChoices):
    EMAIL = "email"


class State(models.TextChoices):
    """A message of the demo without mail server is kept: it has gone to the demo's mailbox page, and nowhere else."""

    QUEUED = "queued"
    SENT = "sent"
    KEPT = "kept"
    FAILED = "failed"


class OutgoingMessage(MunicipalModel):
    """One message to one address.

    `text_body` holds paragraphs in the person's language and `link` the address they lead to; the footer and the HTML
    are added when it goes out. `reference` says what it is about (`case:12`); messages of one reference to one address
    form a thread. `idempotency_key` makes saying the same thing twice harmless. `message_id` is the e-mail's own, given
    before the first attempt, so that a message sent twice by misfortune is recognised as one.
    """

    channel = models.CharField(max_length=5, choices=Channel.choices, default=Channel.EMAIL)
    to_address = models.EmailField()
    language = models.CharField(max_length=2, default="el")
    subject = models.CharField(max_length=150)
    text_body = models.TextField()
    link = models.CharField(max_length=500, blank=True)
    reference = models.CharField(max_length=80)
    idempotency_key = models.CharField(max_length=120)
    message_id = models.CharField(max_length=200)
    state = models.CharField(max_length=6, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta(MunicipalModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["municipality", "idempotency_key"], name="outgoing_message_once"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="outgoing_message_channel"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="outgoing_message_state"),
            models.CheckConstraint(
                condition=Q(state__in=[State.SENT, State.KEPT], sent_at__isnull=False)
                | Q(state__in=[State.QUEUED, State.FAILED], sent_at__isnull=True),
                name="outgoing_message_sent_at",
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "reference", "id"], name="outgoing_message_thread"),
            models.Index(fields=["municipality", "-created_at"], name="outgoing_message_latest"),
        ]

    def __str__(self) -> str:
        return f"message {self.pk} ({self.state})"
