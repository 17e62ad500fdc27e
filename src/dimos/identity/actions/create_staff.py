"""Make an account for a member of staff."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from dimos.audit.public import NATION, Actor, record
from dimos.identity.models import User


class UsernameIsTaken(ValueError):
    """Another account has this user name."""


class PasswordIsWeak(ValueError):
    """The password is too short, too common, or too close to the name."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons) or self.__doc__)
        self.reasons = reasons


def create_staff(
    *,
    username: str,
    password: str | None,
    first_name: str,
    last_name: str,
    actor: Actor,
    at: datetime,
    email: str = "",
    language: str = "el",
    is_ministry_officer: bool = False,
) -> User:
    """A staff account without any role yet; without password it can sign in only by a passkey set up for it.

    Raises UsernameIsTaken or PasswordIsWeak.
    """
    username = username.strip()
    if password is not None:
        draft = User(username=username, first_name=first_name, last_name=last_name, email=email)
        check_password_strength(password=password, user=draft)
    if User.objects.filter(username__iexact=username).exists():
        raise UsernameIsTaken(UsernameIsTaken.__doc__)
    with transaction.atomic():
        try:
            with transaction.atomic():
                user = User.objects.create_staff(
                    username=username, password=password, first_name=first_name, last_name=last_name, email=email,
                    language=language, is_ministry_officer=is_ministry_officer,
                )  # fmt: skip
        except IntegrityError:
            raise UsernameIsTaken(UsernameIsTaken.__doc__) from None
        record(
            municipality_id=NATION, actor=actor, action="identity.create_staff", subject=f"user:{user.pk}",
            detail={"ministry_officer": is_ministry_officer}, at=at,
        )  # fmt: skip
    return user


def check_password_strength(*, password: str, user: User) -> None:
    """Raises PasswordIsWeak with every reason (length, commonness, closeness to the person's names)."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise PasswordIsWeak(list(error.messages)) from None
