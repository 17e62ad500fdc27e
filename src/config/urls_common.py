"""Addresses that exist on every host."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from config.health import healthz, readyz
from config.metrics import metrics
from dimos.identity.urls import neutral_urlpatterns
from dimos.ui.views import gallery

Addresses = list[URLPattern | URLResolver]

urlpatterns: Addresses = [
    path("healthz", healthz),
    path("readyz", readyz),
    path("metrics", metrics),
    *neutral_urlpatterns,
]

in_each_language: Addresses = [
    path("", include("dimos.portal.verification.urls")),
    path("", include("dimos.portal.pages.urls")),
    path("", include("dimos.identity.urls")),
]

if settings.DIMOS_DEMO or settings.DEBUG:
    in_each_language += [path("_gallery/", gallery, name="gallery")]
