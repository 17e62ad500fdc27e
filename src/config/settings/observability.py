"""Structured logs on standard output; no personal data is ever put in them."""

import re
from collections.abc import MutableMapping
from typing import Any

import structlog

from config.env import env

_renderer = (
    structlog.processors.JSONRenderer(ensure_ascii=False)
    if env.log_format == "json"
    else structlog.dev.ConsoleRenderer()
)
# PostgreSQL says there which row it refused, with every value in it; a value may have lines of its own.
_DETAIL = re.compile(
    r"(?ms)^DETAIL: .*?(?=^(?:HINT|CONTEXT|WHERE): |^\n(?:The above exception|During handling)|\Z)",
)


def _without_values(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    if "exception" in event:
        event["exception"] = _DETAIL.sub("DETAIL: left out\n", event["exception"])
    return event


_shared: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
    _without_values,
]
structlog.configure(
    processors=[*_shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)

DIMOS_METRICS_TOKEN = env.metrics_token.get_secret_value()

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "structured": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processor": _renderer,
            "foreign_pre_chain": _shared,
        },
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "structured"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "fontTools": {"level": "WARNING"},
        "httpx": {"level": "WARNING"},
        "fido2": {"level": "WARNING"},
        "procrastinate.blueprints": {"level": "WARNING"},
        "procrastinate.periodic": {"level": "WARNING"},
        # A line for every job that is put into the queue; the worker tells of every job it has done.
        "procrastinate.jobs": {"level": "WARNING"},
        "pyhanko": {"level": "ERROR"},
        "pyhanko_certvalidator": {"level": "ERROR"},
    },
}
