"""Addresses of the national face."""

from django.urls import path

from dimos.portal.national import views

urlpatterns = [
    path("", views.home, name="home"),
    path("municipalities/", views.municipalities, name="municipalities"),
]
