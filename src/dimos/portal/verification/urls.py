"""Addresses of verification, on every host. `/v/<code>` stands in the QR code of every document: it never changes."""

from django.urls import path

from dimos.portal.verification import views

urlpatterns = [
    path("verify/", views.verify, name="verify"),
    path("v/<str:code>", views.verification, name="verification"),
]
