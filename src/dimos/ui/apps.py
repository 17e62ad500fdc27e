"""Django application of the room."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "dimos.ui"
    label = "ui"
