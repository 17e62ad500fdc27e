"""Approval in three explicit steps: decide, look at the act, issue it."""

from typing import Any, ClassVar

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from dimos.cases.public import EventKind, Move, Step, approve_case, definition_of, preview_act
from dimos.desk.access import opened_case
from dimos.desk.cases.forms import AnswerForm, ApprovalForm, IssueForm, StepForm
from dimos.desk.cases.obstacles import OBSTACLES, told
from dimos.desk.cases.step_view import StepView
from dimos.kernel.clock import now

_DECISIONS = "desk_decisions"
_MOST = 5
"""How many decisions that wait for their last step a session keeps."""


class _Approval(StepView):
    move = Move.APPROVE
    results = frozenset({EventKind.APPROVED})
    number: ClassVar[int]

    @property
    def outcome(self) -> str:
        """What the service ends with: document, counter or answer."""
        return self.definition.outcome.kind if self.definition.outcome else "answer"

    def context(self) -> dict[str, Any]:
        """Which step of three it is, and what it leads to."""
        return {"number": self.number, "outcome": self.outcome}


class Decide(_Approval):
    """Step 1: the decision and what is said with it. Nothing is written to the case yet."""

    number = 1
    template_name = "desk/cases/decide.html"
    heading = gettext_lazy("Decision")
    submit_label = gettext_lazy("Continue to the preview")

    def make_form(self, data: Any, **options: Any) -> StepForm:
        """Where the service ends with an answer, there must be one."""
        form_class = AnswerForm if self.outcome == "answer" else ApprovalForm
        form = form_class(data, case=self.case, definition=self.definition, **options)
        form.initial.setdefault("remarks", _kept(self.request, self.case.pk).get("remarks", ""))
        return form

    def post(self, request: HttpRequest, **_route: Any) -> HttpResponse:
        """Keep the decision in the session and go on to the preview."""
        form = self.make_form(request.POST)
        if not self.is_possible():
            return self.impossible(form)
        if not form.is_valid():
            return self.page(form)
        if form.seen_version != self.case.version:
            return self.changed(form)
        decision = {"remarks": form.cleaned_data["remarks"], "version": form.seen_version, "seen": form.seen_event}
        _keep(request, self.case.pk, decision)
        return redirect("desk:preview", self.case.pk)


@method_decorator(csp_update({"frame-src": [SELF]}), name="dispatch")
class PreviewAndIssue(_Approval):
    """Step 2 shows the act as it will be, step 3 is the button beneath it."""

    number = 2
    template_name = "desk/cases/preview.html"
    form_class = IssueForm
    heading = gettext_lazy("Preview")
    refusals = OBSTACLES

    def get(self, request: HttpRequest, **_route: Any) -> HttpResponse:
        """The preview of a decision that was made; without one, back to step 1."""
        if not self.is_possible():
            return self.impossible()
        kept = _kept(request, self.case.pk)
        if not kept:
            return redirect("desk:approve", self.case.pk)
        form = self.make_form(None, initial=kept)
        return self.page(form)

    def take(self, form: IssueForm, step: Step) -> None:
        """Step 3."""
        approve_case(case_id=self.case.pk, remarks=form.cleaned_data["remarks"], step=step)

    def refused(self, form: StepForm, refusal: Exception) -> HttpResponse:
        """The act cannot be drawn or sealed: say why, and what to do."""
        return self.page(form, problem=told(refusal), status=409)

    def context(self) -> dict[str, Any]:
        """The address of the act, where there is one."""
        act = reverse("desk:act", args=[self.case.pk]) if self.outcome == "document" else ""
        more = {"act_href": act, "recipient": self.case.contact_email, "problem": self._problem()}
        return super().context() | more

    def after(self) -> HttpResponse:
        """Forget the decision; lead to the case."""
        _forget(self.request, self.case.pk)
        return super().after()

    def told(self) -> str:
        """What became of it."""
        return {
            "document": _("The document was issued and the citizen was told."),
            "counter": _("The request was approved. The citizen was told what to bring to the counter."),
            "answer": _("The answer was sent and the case is completed."),
        }[self.outcome]

    def _problem(self) -> str:
        if self.outcome != "document":
            return ""
        try:
            preview_act(case=self.case, at=now())
        except self.refusals as refusal:
            return told(refusal)
        return ""


@require_safe
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})  # type: ignore[arg-type]
def act(request: HttpRequest, case_id: int) -> HttpResponse:
    """The act as it would be issued now, watermarked."""
    case = opened_case(request, case_id)
    outcome = definition_of(case=case).outcome
    if outcome is None or outcome.kind != "document":
        raise Http404
    try:
        data = preview_act(case=case, at=now())
    except OBSTACLES:
        raise Http404 from None
    headers = {"Content-Disposition": 'inline; filename="preview.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(data, content_type="application/pdf", headers=headers)


def _kept(request: HttpRequest, case_id: int) -> dict[str, Any]:
    found: dict[str, Any] = request.session.get(_DECISIONS, {}).get(str(case_id), {})
    return found


def _keep(request: HttpRequest, case_id: int, decision: dict[str, Any]) -> None:
    others = {key: kept for key, kept in request.session.get(_DECISIONS, {}).items() if key != str(case_id)}
    request.session[_DECISIONS] = dict([*others.items(), (str(case_id), decision)][-_MOST:])


def _forget(request: HttpRequest, case_id: int) -> None:
    kept = request.session.get(_DECISIONS, {})
    if kept.pop(str(case_id), None):
        request.session[_DECISIONS] = kept
