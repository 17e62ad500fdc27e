"""Staff sign in, prove it once more, and keep their second factor: allauth's views with our pages."""

from typing import Any

from allauth.account.views import LoginView, ReauthenticateView
from allauth.mfa.base.views import IndexView

from dimos.identity.addresses import safe_next
from dimos.identity.policy import second_factor_is_due


class StaffSignInView(LoginView):  # type: ignore[misc]
    """User name and password, or a passkey."""

    template_name = "identity/staff_sign_in.html"

    def get_next_url(self) -> str | None:
        return safe_next(self.request) or None


class PasswordAgainView(ReauthenticateView):  # type: ignore[misc]
    """The password once more, before something sensitive."""

    template_name = "identity/password_again.html"


class SecondFactorView(IndexView):  # type: ignore[misc]
    """What is set up, and what is missing."""

    template_name = "mfa/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "is_due": second_factor_is_due(self.request.user)}
