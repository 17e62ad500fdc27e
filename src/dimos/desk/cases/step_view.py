"""One step of a case on a page of its own: GET shows the form, POST takes the step once."""

from typing import Any, ClassVar

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views import View

from dimos.cases.public import (
    Case,
    CaseHasChanged,
    EventKind,
    Move,
    MoveIsNotAllowed,
    Step,
    definition_of,
    events_of,
    may_supervise_case,
)
from dimos.catalogue.public import ServiceDefinition
from dimos.desk.access import opened_case, person_of, step_by
from dimos.desk.cases.choices import open_moves
from dimos.desk.cases.forms import StepForm
from dimos.desk.cases.presenters import case_head, timeline
from dimos.identity.public import User
from dimos.kernel.clock import today
from dimos.ui.components import Text


class StepView(View):
    """Subclasses say which move it is, with which form and words, and take the step in `take`.

    A case that somebody else has changed meanwhile is shown with what happened and what was typed; one's own second
    click leads to the case as the first did.
    """

    move: ClassVar[Move | None] = None
    results: ClassVar[frozenset[EventKind]] = frozenset()
    refusals: ClassVar[tuple[type[Exception], ...]] = ()
    is_versioned: ClassVar[bool] = True
    form_class: ClassVar[type[StepForm]] = StepForm
    template_name: ClassVar[str] = "desk/cases/step.html"
    heading: ClassVar[Text] = ""
    explanation: ClassVar[Text] = ""
    submit_label: ClassVar[Text] = ""
    submit_kind: ClassVar[str] = "primary"
    done: ClassVar[Text] = ""

    case: Case
    definition: ServiceDefinition
    person: User

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Loads the case first, or answers that there is none."""
        self.person = person_of(request)
        self.case = opened_case(request, kwargs["case_id"])
        self.definition = definition_of(case=self.case)
        return super().dispatch(request, *args, **kwargs)

    def take(self, form: Any, step: Step) -> None:
        """Call the one action; what it raises is handled here, except what the subclass handles itself."""
        raise NotImplementedError

    def is_possible(self) -> bool:
        """Whether state, service and role allow it now."""
        supervises = may_supervise_case(user=self.person, case=self.case)
        moves = open_moves(case=self.case, definition=self.definition, may_supervise=supervises)
        return self.move is None or self.move in moves

    def form_options(self) -> dict[str, Any]:
        """More arguments for the form."""
        return {}

    def context(self) -> dict[str, Any]:
        """More for the template."""
        return {}

    def told(self) -> str:
        """What the clerk reads when it is done."""
        return str(self.done)

    def after(self) -> HttpResponse:
        """Where the step leads: to the case."""
        if told := self.told():
            messages.success(self.request, told)
        return redirect("desk:case", self.case.pk)

    def get(self, request: HttpRequest, **_route: Any) -> HttpResponse:
        """The form, or why there is none."""
        return self.page(self.new_form()) if self.is_possible() else self.impossible()

    def post(self, request: HttpRequest, **_route: Any) -> HttpResponse:
        """Take the step, or say what keeps it from being taken."""
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.page(form) if self.is_possible() else self.impossible(form)
        if self.is_versioned and form.seen_version != self.case.version:
            return self.changed(form)
        if not self.is_possible():
            return self.impossible(form)
        try:
            with transaction.atomic():
                self.take(form, step_by(request, version=form.seen_version))
        except CaseHasChanged:
            return self.changed(form)
        except MoveIsNotAllowed:
            return self.impossible(form)
        except self.refusals as refusal:
            return self.refused(form, refusal)
        return self.after()

    def new_form(self) -> StepForm:
        """An empty form on the case as it stands."""
        initial = {"version": self.case.version, "seen": self._last_event()}
        return self.make_form(None, initial=initial)

    def make_form(self, data: Any, **options: Any) -> StepForm:
        """The form of this step over what was posted, if anything was."""
        return self.form_class(data, case=self.case, definition=self.definition, **self.form_options(), **options)

    def changed(self, form: StepForm) -> HttpResponse:
        """What happened meanwhile, and the form again with what was typed."""
        since = events_of(case=self.case).filter(id__gt=form.seen_event)
        if any(event.actor_id == self.person.pk and event.kind in self.results for event in since):
            return self.after()
        self.case = opened_case(self.request, self.case.pk)
        if not self.is_possible():
            return self.impossible(form)
        typed = self.request.POST.copy()
        typed["version"], typed["seen"] = str(self.case.version), str(self._last_event())
        return self.page(self.make_form(typed), changes=self._history(form), status=409)

    def impossible(self, form: StepForm | None = None) -> HttpResponse:
        """Why it cannot be done, what happened meanwhile, and what was typed, to be copied from."""
        self.case = opened_case(self.request, self.case.pk)
        context = {
            "form": None,
            "changes": self._history(form) if form else [],
            "written": form.written() if form else [],
        }
        return self._render("desk/cases/impossible.html", context, status=409)

    def refused(self, form: StepForm, refusal: Exception) -> HttpResponse:
        """What to answer when the action raised one of `refusals`."""
        raise NotImplementedError

    def page(self, form: StepForm | None, *, status: int = 200, **more: Any) -> HttpResponse:
        """The page of this step."""
        context = {
            "form": form,
            "explanation": self.explanation,
            "submit_label": self.submit_label,
            "submit_kind": self.submit_kind,
            **self.context(),
            **more,
        }
        return self._render(self.template_name, context, status=status)

    def _render(self, template: str, context: dict[str, Any], *, status: int) -> HttpResponse:
        language = get_language() or "el"
        head = case_head(case=self.case, definition=self.definition, today=today(), language=language)
        page = {"case": self.case, "head": head, "heading": self.heading, **context}
        return render(self.request, template, page, status=status)

    def _history(self, form: StepForm) -> list[Any]:
        since = events_of(case=self.case).filter(id__gt=form.seen_event)
        return timeline(since, definition=self.definition, language=get_language() or "el")

    def _last_event(self) -> int:
        last = events_of(case=self.case).values_list("id", flat=True).last()
        return last or 0
