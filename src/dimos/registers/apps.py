"""Django application of the room."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "dimos.registers"
    label = "registers"
