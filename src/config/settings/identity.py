"""Who signs in and how (django-allauth)."""

from config.env import env

AUTH_USER_MODEL = "identity.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/cases/"

# Citizens: the state's own identity provider
DIMOS_TAXISNET = {
    "client_id": env.taxisnet_client_id,
    "client_secret": env.taxisnet_client_secret.get_secret_value(),
    "base_url": env.taxisnet_base_url,
    "public_url": env.taxisnet_public_url or env.taxisnet_base_url,
}
SOCIALACCOUNT_ADAPTER = "dimos.identity.allauth_adapters.SocialAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_STORE_TOKENS = False

# Staff: user name and password, and a second factor
DIMOS_SECOND_FACTOR_COMPULSORY = not env.demo
ACCOUNT_ADAPTER = "dimos.identity.allauth_adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# allauth keeps no e-mail addresses: those of citizens are contact data, not a way in.
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGIN_TIMEOUT = 600
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "reauthenticate": "10/m/user",
}
ACCOUNT_FORMS = {
    "login": "dimos.identity.forms.StaffSignInForm",
    "reauthenticate": "dimos.identity.forms.PasswordAgainForm",
}
MFA_ADAPTER = "dimos.identity.allauth_adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
# Without TLS a passkey works at localhost only, which browsers take for a safe origin and the library does not.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not env.https
MFA_FORMS = {
    "authenticate": "dimos.identity.forms.CodeForm",
    "reauthenticate": "dimos.identity.forms.CodeAgainForm",
    "activate_totp": "dimos.identity.forms.ActivateAppForm",
    "deactivate_totp": "dimos.identity.forms.DeactivateAppForm",
    "add_webauthn": "dimos.identity.forms.AddKeyForm",
    "edit_webauthn": "dimos.identity.forms.RenameKeyForm",
    "authenticate_webauthn": "dimos.identity.forms.KeyForm",
    "reauthenticate_webauthn": "dimos.identity.forms.KeyAgainForm",
    "login_webauthn": "dimos.identity.forms.KeyAloneForm",
}
