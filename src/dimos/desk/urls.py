"""The clerk's desk, mounted at `/desk/` of a municipality's host."""

from django.urls import path

from dimos.desk.cases import urls as cases
from dimos.desk.inbox.views import find, inbox
from dimos.desk.registers import urls as registers
from dimos.desk.staff import urls as staff

app_name = "desk"

urlpatterns = [
    path("", inbox, name="inbox"),
    path("find/", find, name="find"),
    *cases.urlpatterns,
    *registers.urlpatterns,
    *staff.urlpatterns,
]
