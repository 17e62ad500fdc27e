"""What a member of staff may do in one municipality."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dimos.municipalities.public import MunicipalForeignKey, MunicipalModel


class Role(models.TextChoices):
    CLERK = "clerk", _("Clerk")
    SUPERVISOR = "supervisor", _("Supervisor")
    EDITOR = "editor", _("Editor")
    ADMINISTRATOR = "administrator", _("Administrator")


class StaffMembership(MunicipalModel):
    """A role at a municipality; a clerk or supervisor may be bound to one office (None: all of them)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=14, choices=Role.choices)
    office = MunicipalForeignKey("municipalities.Office", on_delete=models.PROTECT, null=True, blank=True)

    class Meta(MunicipalModel.Meta):
        constraints = [models.UniqueConstraint(fields=["municipality", "user", "role"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.user_id} as {self.role}"
