"""What is installed, how a request travels, languages, files, mail."""

from config.env import REPOSITORY, env

DEBUG = env.debug
DIMOS_DEMO = env.demo
DIMOS_BASE_HOST = env.base_host
DIMOS_PORT = env.port
DIMOS_SCHEME = "https" if env.https else "http"
DIMOS_PORT_SUFFIX = "" if env.https or env.port == 80 else f":{env.port}"
DIMOS_DATA_DIR = env.data_dir

INSTALLED_APPS = [
    "dimos.kernel",
    "dimos.ui",
    "dimos.audit",
    "dimos.municipalities",
    "dimos.identity",
    "dimos.eforms",
    "dimos.registers",
    "dimos.documents",
    "dimos.notifications",
    "dimos.catalogue",
    "dimos.cases",
    "dimos.portal",
    "dimos.desk",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.mfa",
    "procrastinate.contrib.django",
    "django_htmx",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "config.metrics.MetricsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "dimos.municipalities.middleware.HostMiddleware",
    "dimos.ui.bodies.BodyMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "dimos.identity.middleware.IdentityMiddleware",
]

ROOT_URLCONF = "config.urls_national"
DIMOS_MUNICIPAL_URLCONF = "config.urls_municipal"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dimos.ui.context_processors.page",
            ],
        },
    },
]
DIMOS_UI_SLOTS = {
    "account": "portal/slots/account.html",
    "nav": "portal/slots/nav.html",
    "search": "portal/slots/search.html",
    "footer": "portal/slots/footer.html",
}
FORM_RENDERER = "dimos.ui.forms.GovGrRenderer"

LANGUAGE_CODE = "el"
LANGUAGES = [("el", "Ελληνικά"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Athens"
FORMAT_MODULE_PATH = ["config.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = env.data_dir / "static"
STORAGES = {
    "default": {
        "BACKEND": "dimos.kernel.blobs.DurableFileSystemStorage",
        "OPTIONS": {"location": env.data_dir / "files", "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
FILE_UPLOAD_TEMP_DIR = None

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.email_host
EMAIL_PORT = env.email_port
EMAIL_HOST_USER = env.email_user
EMAIL_HOST_PASSWORD = env.email_password.get_secret_value()
EMAIL_USE_TLS = env.email_tls
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = env.email_from

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REPOSITORY_ROOT = REPOSITORY
