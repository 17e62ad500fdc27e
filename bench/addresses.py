"""A municipality's addresses, and the floors."""

from django.urls import path

from bench import floors
from config.urls_municipal import handler400, handler403, handler404, handler500
from config.urls_municipal import urlpatterns as product

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [path("bench/insert/", floors.insert), *product]
