"""Django application of the room."""

from django.apps import AppConfig


class EformsConfig(AppConfig):
    name = "dimos.eforms"
    label = "eforms"
