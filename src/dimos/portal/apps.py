"""Django application of the room."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "dimos.portal"
    label = "portal"
