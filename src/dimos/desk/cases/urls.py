"""Addresses of one case, below `/desk/cases/<id>/`. The gate stands here, in front of every one of them.

Nothing is kept by browsers: desks are shared, and the next person must not find the last one's cases with Back.
"""

from collections.abc import Callable

from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache

from dimos.desk.access import clerks
from dimos.desk.cases.approval import Decide, PreviewAndIssue, act
from dimos.desk.cases.documents import Replace, Revoke
from dimos.desk.cases.files import download_document, download_file, open_file, show_document
from dimos.desk.cases.moves import Complete, Reject, Reopen, RequestCorrection, Take, Withdraw
from dimos.desk.cases.views import SendMessage, case_page


def _case(route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
    return path(f"cases/<int:case_id>/{route}", never_cache(clerks(view)), name=name)


urlpatterns = [
    _case("", case_page, "case"),
    _case("take/", Take.as_view(), "take"),
    _case("correction/", RequestCorrection.as_view(), "correction"),
    _case("approve/", Decide.as_view(), "approve"),
    _case("approve/preview/", PreviewAndIssue.as_view(), "preview"),
    _case("approve/preview/act.pdf", act, "act"),
    _case("reject/", Reject.as_view(), "reject"),
    _case("complete/", Complete.as_view(), "complete"),
    _case("withdraw/", Withdraw.as_view(), "withdraw"),
    _case("reopen/", Reopen.as_view(), "reopen"),
    _case("message/", SendMessage.as_view(), "message"),
    _case("files/<uuid:key>/", download_file, "file"),
    _case("files/<uuid:key>/open/", open_file, "open_file"),
    _case("documents/<int:document_id>/", download_document, "document"),
    _case("documents/<int:document_id>/open/", show_document, "open_document"),
    _case("documents/<int:document_id>/revoke/", Revoke.as_view(), "revoke"),
    _case("documents/<int:document_id>/replace/", Replace.as_view(), "replace"),
]
