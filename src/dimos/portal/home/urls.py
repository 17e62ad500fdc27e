"""The address of the home page."""

from django.urls import path

from dimos.portal.home.views import home

urlpatterns = [path("", home, name="home")]
