"""What goes into the logs when something breaks."""

import logging
import sys
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from dimos.identity.public import User

SECRETS: dict[str, Any] = {"afm": "000001010", "last_name": "ΜΥΣΤΙΚΗ\nΠΑΡΑΔΕΙΓΜΑΤΙΔΟΥ"}
pytestmark = pytest.mark.django_db


def test_a_refused_row_is_logged_without_its_values() -> None:
    options: Any = settings.LOGGING["formatters"]
    options = options["structured"]
    formatter = options["()"](processor=options["processor"], foreign_pre_chain=options["foreign_pre_chain"])
    try:
        with transaction.atomic():
            User.objects.create(kind="staff", username="x", **SECRETS)
    except IntegrityError:
        record = logging.LogRecord("django.request", logging.ERROR, "", 0, "broken", None, sys.exc_info())

    line = formatter.format(record)

    assert "citizens_have_an_afm" in line
    assert "test_logs.py" in line
    for value in ("000001010", "ΜΥΣΤΙΚΗ", "ΠΑΡΑΔΕΙΓΜΑΤΙΔΟΥ"):
        assert value not in line
