"""Django application of the room."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "dimos.documents"
    label = "documents"
