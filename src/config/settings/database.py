"""PostgreSQL, reached with the role that owns nothing; migrations alone use the owner's."""

from urllib.parse import parse_qsl, unquote, urlsplit

from config.env import env

DIMOS_APP_ROLE = env.app_role


def _connection(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    if env.database_role == "app":
        # A request that hangs gives its locks back; migrations may take as long as they need.
        options.setdefault("options", "-c statement_timeout=120s -c idle_in_transaction_session_timeout=120s")
    host = options.pop("host", "") or parts.hostname or ""
    return {
        "ENGINE": "dimos.municipalities.postgres",
        "NAME": parts.path.lstrip("/") or "dimos",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": parts.port or "",
        "OPTIONS": options,
        # A new connection per request costs more than the request itself.
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": True,
    }


DATABASES = {
    "default": _connection(env.owner_database_url if env.database_role == "owner" else env.app_database_url),
}

# It holds failed sign-ins and used codes: with Django's limit of 300, a stranger's attempts would push them out.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entry",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}
