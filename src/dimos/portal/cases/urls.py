"""Addresses of the citizen's own cases."""

from django.urls import path

from dimos.portal.cases import views

app_name = "cases"

urlpatterns = [
    path("cases/", views.mine, name="mine"),
    path("cases/who-looked/", views.who_looked, name="who_looked"),
    path("cases/<uuid:key>/", views.case, name="case"),
    path("cases/<uuid:key>/message/", views.message, name="message"),
    path("cases/<uuid:key>/correction/", views.correction, name="correction"),
    path("cases/<uuid:key>/withdraw/", views.withdraw, name="withdraw"),
    path("cases/<uuid:key>/receipt/", views.receipt, name="receipt"),
    path("cases/<uuid:key>/documents/<int:document>/", views.document, name="document"),
    path("cases/<uuid:key>/files/<uuid:file>/", views.file, name="file"),
]
