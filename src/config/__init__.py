"""The Django project: settings by subject, the typed environment, URL roots and the WSGI entry."""
