"""An account: a citizen's, made at the first national sign-in, or a member of staff's."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q


class Kind(models.TextChoices):
    CITIZEN = "citizen"
    STAFF = "staff"


class UserManager(BaseUserManager["User"]):
    """Makes accounts."""

    def create_citizen(self, *, afm: str, **names: Any) -> "User":
        """A citizen's account, without password: the state vouches for the person."""
        user = self.model(kind=Kind.CITIZEN, afm=afm, username=f"afm:{afm}", **names)
        user.set_unusable_password()
        user.save(using=self._db)
        return user

    def create_staff(self, *, username: str, password: str | None, **fields: Any) -> "User":
        """A staff account; without password it signs in by passkey or the employees' identity provider only."""
        user = self.model(kind=Kind.STAFF, username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in. National: one account serves at every municipality; roles are municipal.

    `afm` is the stable key of a citizen (the TAXISnet user name may change). The Personal Number (Π.Α.) is never kept
    (law 4727/2020 art. 11).
    """

    kind = models.CharField(max_length=8, choices=Kind.choices)
    username = models.CharField(max_length=150, unique=True)
    afm = models.CharField(max_length=9, unique=True, null=True)  # noqa: DJ001 (unique, and staff have none)
    first_name = models.CharField(max_length=120, blank=True)
    last_name = models.CharField(max_length=120, blank=True)
    father_name = models.CharField(max_length=120, blank=True)
    mother_name = models.CharField(max_length=120, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=2, default="el")
    is_active = models.BooleanField(default=True)
    is_ministry_officer = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=Kind.CITIZEN, afm__isnull=False) | Q(kind=Kind.STAFF, afm__isnull=True),
                name="citizens_have_an_afm",
            ),
            models.CheckConstraint(
                condition=Q(is_ministry_officer=False) | Q(kind=Kind.STAFF), name="ministry_officers_are_staff"
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def get_full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def is_citizen(self) -> bool:
        return self.kind == Kind.CITIZEN

    @property
    def is_staff(self) -> bool:
        return self.kind == Kind.STAFF

    @property
    def is_superuser(self) -> bool:
        """No account stands above the rules."""
        return False
