"""Django application of the room."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "dimos.notifications"
    label = "notifications"
