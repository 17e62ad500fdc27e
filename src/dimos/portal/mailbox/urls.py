"""The address of the mailbox; included in the demonstration only."""

from django.urls import path

from dimos.portal.mailbox.views import mailbox

urlpatterns = [path("_mailbox/", mailbox, name="demo_mailbox")]
