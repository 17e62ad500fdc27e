"""Django application of the room."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "dimos.catalogue"
    label = "catalogue"
