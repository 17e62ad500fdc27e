"""Addresses of the staff pages, below `/desk/staff/`."""

from django.urls import path

from dimos.desk.staff import views

urlpatterns = [
    path("staff/", views.staff, name="staff"),
    path("staff/add/", views.add, name="staff_add"),
    path("staff/<int:user_id>/", views.person, name="staff_person"),
    path("staff/<int:user_id>/password/", views.password, name="staff_password"),
]
