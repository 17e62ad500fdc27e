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

DIMOS_TAXISNET = {
    "client_id": env.taxisnet_client_id,
    "client_secret": env.taxisnet_client_secret.get_secret_value(),
    "base_url": env.taxisnet_base_url,
    "public_url": env.taxisnet_public_url or env.taxisnet_base_url,
}
