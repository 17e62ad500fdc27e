"""Addresses of following a case without signing in."""

from django.urls import path

from dimos.portal.follow.views import follow

urlpatterns = [path("cases/follow/", follow, name="follow_case")]
