"""The life of an issued document after its issue: revoked, or replaced by a corrected one. Supervisors only."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy

from dimos.cases.public import EventKind, Step, documents_of, may_supervise_case, replace_act, revoke_act
from dimos.desk.access import person_of
from dimos.desk.cases.forms import ReasonsForm, ReplacementForm, RevocationForm, StepForm
from dimos.desk.cases.obstacles import OBSTACLES, told
from dimos.desk.cases.step_view import StepView
from dimos.documents.public import DocumentIsNotInForce, IssuedDocument
from dimos.identity.public import may_supervise


class _DocumentStep(StepView):
    template_name = "desk/cases/document_step.html"
    submit_kind = "warning"
    refusals = (DocumentIsNotInForce, *OBSTACLES)
    document: IssuedDocument

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for supervisors: a clerk's own decision is undone by another pair of eyes."""
        if not may_supervise(person_of(request)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def is_possible(self) -> bool:
        """While the document is in force."""
        if not may_supervise_case(user=self.person, case=self.case):
            raise PermissionDenied
        found = documents_of(case=self.case).filter(pk=self.kwargs["document_id"]).first()
        if found is None:
            raise Http404
        self.document = found
        return found.is_in_force

    def context(self) -> dict[str, Any]:
        """Which document it is about."""
        return {"document": self.document}

    def refused(self, form: StepForm, refusal: Exception) -> HttpResponse:
        """It was revoked or replaced meanwhile, or its successor cannot be issued."""
        if isinstance(refusal, DocumentIsNotInForce):
            return self.changed(form)
        form.add_error(None, told(refusal))
        return self.page(form, status=409)


class Revoke(_DocumentStep):
    """Take the document out of force."""

    results = frozenset({EventKind.DOCUMENT_REVOKED})
    form_class = RevocationForm
    heading = gettext_lazy("Revoke the document")
    explanation = gettext_lazy("From now on whoever verifies it learns that it is revoked. This cannot be undone.")
    submit_label = gettext_lazy("Revoke the document")
    done = gettext_lazy("The document is revoked and the citizen was told.")

    def take(self, form: ReasonsForm, step: Step) -> None:
        """Revoke it."""
        reason, document_id = form.cleaned_data["reasons"], self.document.pk
        revoke_act(case_id=self.case.pk, document_id=document_id, reason=reason, step=step)


class Replace(_DocumentStep):
    """Issue it anew in place of the former."""

    results = frozenset({EventKind.DOCUMENT_REPLACED})
    form_class = ReplacementForm
    heading = gettext_lazy("Replace the document")
    explanation = gettext_lazy(
        "A new document is issued with a number of its own; whoever verifies the former learns that it was replaced."
    )
    submit_label = gettext_lazy("Issue the new document")
    done = gettext_lazy("The document was replaced and the citizen was told.")

    def take(self, form: ReasonsForm, step: Step) -> None:
        """Replace it."""
        reason, document_id = form.cleaned_data["reasons"], self.document.pk
        replace_act(case_id=self.case.pk, document_id=document_id, reason=reason, step=step)
