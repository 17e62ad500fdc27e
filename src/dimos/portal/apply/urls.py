"""Addresses of the application flow, below `/services/<service>/apply/`."""

from django.urls import path

from dimos.portal.apply import views

app_name = "apply"
_DRAFT = "services/<slug:service>/apply/<uuid:key>"

urlpatterns = [
    path("services/<slug:service>/apply/", views.start, name="start"),
    path(f"{_DRAFT}/step/<slug:step>/", views.step, name="step"),
    path(f"{_DRAFT}/check/", views.check, name="check"),
    path(f"{_DRAFT}/discard/", views.discard, name="discard"),
    path(f"{_DRAFT}/done/", views.done, name="done"),
]
