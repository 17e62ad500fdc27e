"""Addresses of the directory and the sheets of services."""

from django.urls import path

from dimos.portal.services import views

app_name = "services"

urlpatterns = [
    path("services/", views.directory, name="directory"),
    path("services/<slug:service>/", views.sheet, name="sheet"),
]
