"""A form that has been begun and not yet submitted."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from dimos.municipalities.public import MunicipalForeignKey, MunicipalModel


class Draft(MunicipalModel):
    """Answers so far. It belongs to an account, or to a browser session while nobody has signed in.

    `key` becomes the case's submission key; `case` is set at submission, so that a second one finds the first.
    `pages` names the steps that were answered and found valid.
    """

    key = models.UUIDField()
    service = models.SlugField(max_length=80)
    definition = models.ForeignKey("catalogue.DefinitionVersion", on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    browser = models.CharField(max_length=64, blank=True)
    answers = models.JSONField(default=dict)
    pages = models.JSONField(default=list)
    case = MunicipalForeignKey("cases.Case", on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta(MunicipalModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["municipality", "key"], name="draft_key"),
            models.CheckConstraint(condition=Q(owner__isnull=False) | ~Q(browser=""), name="draft_has_an_owner"),
        ]
        indexes = [
            models.Index(fields=["municipality", "owner", "service"], name="draft_of_owner"),
            models.Index(fields=["municipality", "changed_at"], name="draft_age"),
        ]

    def __str__(self) -> str:
        return f"draft {self.key} of {self.service}"
