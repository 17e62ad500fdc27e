"""Addresses of the room. `urlpatterns` goes under i18n_patterns of both faces; `neutral_urlpatterns` outside of it."""

from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as key
from django.urls import path

from dimos.identity.gates import staff_account_required as staff
from dimos.identity.views.account import account
from dimos.identity.views.citizen import callback, sign_in, sign_out, start
from dimos.identity.views.staff import PasswordAgainView, SecondFactorView, StaffSignInView

FACTOR = "staff/second-factor/"

urlpatterns = [
    path("sign-in/", sign_in, name="citizen_sign_in"),
    path("sign-in/taxisnet/", start, name="taxisnet_login"),
    path("sign-out/", sign_out, name="account_logout"),
    path("account/", account, name="account"),
    path("staff/sign-in/", StaffSignInView.as_view(), name="account_login"),
    path("staff/sign-in/code/", factor.authenticate, name="mfa_authenticate"),
    path("staff/sign-in/passkey/", key.login_webauthn, name="mfa_login_webauthn"),
    path("staff/confirm/", staff(PasswordAgainView.as_view()), name="account_reauthenticate"),
    path("staff/confirm/code/", staff(factor.reauthenticate), name="mfa_reauthenticate"),
    path("staff/confirm/passkey/", staff(key.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path(FACTOR, staff(SecondFactorView.as_view()), name="mfa_index"),
    path(f"{FACTOR}app/add/", staff(app.activate_totp), name="mfa_activate_totp"),
    path(f"{FACTOR}app/remove/", staff(app.deactivate_totp), name="mfa_deactivate_totp"),
    path(f"{FACTOR}passkeys/", staff(key.list_webauthn), name="mfa_list_webauthn"),
    path(f"{FACTOR}passkeys/add/", staff(key.add_webauthn), name="mfa_add_webauthn"),
    path(f"{FACTOR}passkeys/<int:pk>/rename/", staff(key.edit_webauthn), name="mfa_edit_webauthn"),
    path(f"{FACTOR}passkeys/<int:pk>/remove/", staff(key.remove_webauthn), name="mfa_remove_webauthn"),
    path(f"{FACTOR}recovery-codes/", staff(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(f"{FACTOR}recovery-codes/new/", staff(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path(
        f"{FACTOR}recovery-codes/download/", staff(recovery.download_recovery_codes), name="mfa_download_recovery_codes"
    ),
]

neutral_urlpatterns = [path("sign-in/taxisnet/callback/", callback, name="taxisnet_callback")]
