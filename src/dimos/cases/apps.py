"""Django application of the room."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "dimos.cases"
    label = "cases"
