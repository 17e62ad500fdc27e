"""Secrets, cookies, headers. Nothing here is looser in the demo, except that it may run without TLS on localhost."""

from csp.constants import NONE, SELF

from config.env import env

SECRET_KEY = env.secret_key.get_secret_value()
DIMOS_SEAL_PASSPHRASE = env.seal_passphrase.get_secret_value() or SECRET_KEY
DIMOS_SEAL_PKCS12_DIR = env.seal_pkcs12_dir
DIMOS_SEAL_PKCS11_MODULE = env.seal_pkcs11_module
DIMOS_SEAL_PKCS11_TOKEN = env.seal_pkcs11_token
DIMOS_SEAL_PKCS11_PIN = env.seal_pkcs11_pin  # stays wrapped: Django's error page knows no PINs
DIMOS_SEAL_TSA_URL = env.seal_tsa_url
DIMOS_SEAL_TSA_USER = env.seal_tsa_user
DIMOS_SEAL_TSA_PASSWORD = env.seal_tsa_password
DIMOS_SEAL_TSA_AUTHORITIES = env.seal_tsa_authorities
DIMOS_SEAL_LT = env.seal_lt

# HostMiddleware knows the hosts of 332 municipalities and refuses the rest with a page of its own.
ALLOWED_HOSTS = ["*"]

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "__Host-session" if env.https else "session"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = env.https
CSRF_COOKIE_NAME = "__Host-csrftoken" if env.https else "csrftoken"
CSRF_COOKIE_SECURE = env.https
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "dimos.portal.errors.stale_form"
SECURE_HSTS_SECONDS = 31_536_000 if env.https else 0
SECURE_SSL_REDIRECT = False
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.https and env.trusted_proxies else None
USE_X_FORWARDED_HOST = False
X_FRAME_OPTIONS = "DENY"
DIMOS_TRUSTED_PROXIES = env.trusted_proxies

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        # The answer to a sign-in form may lead to the identity provider.
        "form-action": [SELF, *([env.taxisnet_public_url] if env.taxisnet_public_url else ["https://oauth2.gsis.gr"])],
    }
}
