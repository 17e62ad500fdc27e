"""Addresses of the register pages, below `/desk/registers/`."""

from django.urls import path

from dimos.desk.registers import views

urlpatterns = [
    path("registers/", views.history, name="registers"),
    path("registers/import/", views.upload, name="register_upload"),
    path("registers/import/<int:import_id>/", views.show, name="register_import"),
    path("registers/import/<int:import_id>/columns/", views.columns, name="register_columns"),
    path("registers/import/<int:import_id>/run/", views.run, name="register_run"),
    path("registers/import/<int:import_id>/problems.csv", views.problems, name="register_problems"),
]
