"""Addresses of following a case without signing in."""

from django.urls import path

from dimos.portal.follow import views

urlpatterns = [path("cases/follow/", views.follow, name="follow_case")]
