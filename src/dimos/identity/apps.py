"""Django application of the room."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "dimos.identity"
    label = "identity"
