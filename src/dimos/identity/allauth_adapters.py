"""Where django-allauth asks how things are done here. It names the arguments, whether we need them or not."""

import base64
import secrets
import time
from typing import Any

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from dimos.audit.public import record
from dimos.identity.addresses import client_ip, in_language
from dimos.identity.models import User
from dimos.identity.policy import actor_of
from dimos.identity.problems import ACCOUNT_IS_CLOSED, problem_page
from dimos.kernel.clock import now
from dimos.municipalities.public import current_scope


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Staff and citizens: no sign-up by oneself, own addresses, own journal."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("The user name or the password is not right. Check both and try again."),
        "too_many_login_attempts": _("There were too many wrong attempts. Wait five minutes, then try again."),
        "incorrect_password": _("The password is not right. Try again."),
        "incorrect_code": _("The code is not right. Wait for the next one and try again."),
        "rate_limited": _("There were too many wrong attempts. Wait five minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_ip(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where work begins: the citizen's cases, the clerk's desk; nationally the directory."""
        is_municipal = current_scope() is not None
        if getattr(request.user, "is_staff", False):
            return in_language("/desk/" if is_municipal else "/")
        return in_language("/cases/" if is_municipal else "/")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return in_language("/")

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        return problem_page(request, ACCOUNT_IS_CLOSED)

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **hints: Any) -> HttpResponse:
        """As the parent; the journal keeps who came in."""
        response: HttpResponse = super().post_login(request, user, **hints)
        if isinstance(user, User):
            scope = current_scope()
            record(
                municipality_id=scope.municipality_id if scope else None,
                actor=actor_of(user),
                action="identity.sign_in",
                subject=f"user:{user.pk}",
                person_id=user.pk if user.is_citizen else None,
                at=now(),
            )
        return response

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """The account alone: the parent's key holds the host, of which there are hundreds, each with any port."""
        # In capitals, as the database compares user names: «ı» and «ſ» find the account too.
        return str(credentials.get("username", "")).upper()

    def is_reauthentication_required(self, *, app: str, **hints: Any) -> bool:
        """Not within five minutes of the sign-in itself: whoever sets up a passkey has just proved who they are."""
        if not super().is_reauthentication_required(app=app, **hints):
            return False
        records = get_authentication_records(self.request, self.request.user)
        latest = max((float(entry["at"]) for entry in records), default=0.0)
        return bool(time.time() - latest > account_settings.REAUTHENTICATION_TIMEOUT)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """None: allauth knows no e-mail address of anybody."""


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """TAXISnet comes from the settings alone; the database names no provider."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        configured = settings.DIMOS_TAXISNET
        return [SocialApp(provider="taxisnet", name="TAXISnet", client_id=configured["client_id"])]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Accounts are made by `welcome_citizen`, never by allauth."""
        return False


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors: their secrets are enciphered, and the last one stays while one is compulsory."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("The code is not right. Wait for the next one and try again."),
        "cannot_delete_authenticator": _("This is your only second factor. Add another one before you remove it."),
    }

    def get_totp_issuer(self) -> str:
        return f"Dimos {self._get_site_name()}"

    def build_totp_svg(self, url: str) -> str:
        """As markup for the page itself: the content security policy lets in no `data:` picture."""
        drawing = str(super().build_totp_svg(url))
        return mark_safe(drawing[drawing.index("<svg") :])  # noqa: S308 (a path; the address is only drawn)

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; a random one when the installation's key has changed since: no code fits it any more."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode("ascii")
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode("ascii")

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        if not settings.DIMOS_SECOND_FACTOR_COMPULSORY:
            return True
        factors = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=factors)
        return bool(others.exclude(pk=authenticator.pk).exists())


def _cipher() -> Fernet:
    key = salted_hmac("dimos.identity.second_factor", "", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
