"""Django application of the room."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "dimos.desk"
    label = "desk"
