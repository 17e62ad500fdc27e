"""A citizen comes from the national identity provider: find or make their account, and bring their names up to date."""

from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction

from dimos.identity.models import User
from dimos.identity.rules import Claims

PROVIDER = "taxisnet"


@transaction.atomic
def welcome_citizen(*, claims: Claims, language: str) -> User:
    """The citizen's account. The ΑΦΜ is the key: the TAXISnet user name may change, and is not kept.

    Two sign-ins at once make one account. `language` is used for a new account only: later it is the person's choice.
    """
    user = User.objects.filter(afm=claims.afm).first() or _new_citizen(claims, language)
    _refresh(user, claims)
    SocialAccount.objects.update_or_create(provider=PROVIDER, uid=claims.afm, defaults={"user": user, "extra_data": {}})
    return user


def _new_citizen(claims: Claims, language: str) -> User:
    try:
        with transaction.atomic():
            return User.objects.create_citizen(afm=claims.afm, language=language)
    except IntegrityError:
        return User.objects.get(afm=claims.afm)


def _refresh(user: User, claims: Claims) -> None:
    fresh = {
        "first_name": claims.first_name,
        "last_name": claims.last_name,
        "father_name": claims.father_name,
        "mother_name": claims.mother_name,
        "birth_year": claims.birth_year,
    }
    changed = [name for name, value in fresh.items() if getattr(user, name) != value]
    for name in changed:
        setattr(user, name, fresh[name])
    if changed:
        user.save(update_fields=changed)
