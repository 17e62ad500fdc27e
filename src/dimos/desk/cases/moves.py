"""The moves a clerk makes on a case, each on its page. Approval has three pages and a file of its own."""

from typing import Any

from django.utils.translation import get_language, gettext_lazy

from dimos.cases.public import (
    EventKind,
    Move,
    Step,
    complete_case,
    may_supervise_case,
    reject_case,
    reopen_case,
    request_correction,
    take_case,
    withdraw_case,
)
from dimos.desk.cases.forms import CorrectionForm, RejectionForm, ReopeningForm, StepForm, TakeForm, WithdrawalForm
from dimos.desk.cases.step_view import StepView
from dimos.identity.public import Role, StaffMembership, staff_here


class Take(StepView):
    """Take the case, or as a supervisor give it to a colleague."""

    move = Move.TAKE
    results = frozenset({EventKind.TAKEN})
    form_class = TakeForm
    heading = gettext_lazy("Take the case")
    explanation = gettext_lazy("The case becomes yours and stays in your list until it is decided.")
    submit_label = gettext_lazy("Take the case")
    done = gettext_lazy("The case was taken in hand.")

    def form_options(self) -> dict[str, Any]:
        return {"colleagues": self._colleagues(), "person_id": self.person.pk}

    def take(self, form: TakeForm, step: Step) -> None:
        assignee = form.cleaned_data.get("assignee") or str(self.person.pk)
        take_case(case_id=self.case.pk, assignee_id=int(assignee), step=step)

    def _colleagues(self) -> list[StaffMembership]:
        """Who may work on this case; only a supervisor chooses among them."""
        if not may_supervise_case(user=self.person, case=self.case):
            return []
        working = staff_here().filter(role__in=(Role.CLERK, Role.SUPERVISOR), user__is_active=True)
        return [one for one in working if one.office_id in {None, self.case.office_id}]


class RequestCorrection(StepView):
    """Ask the citizen; the clock stops."""

    move = Move.REQUEST_CORRECTION
    results = frozenset({EventKind.CORRECTION_REQUESTED})
    form_class = CorrectionForm
    heading = gettext_lazy("Ask for a correction")
    explanation = gettext_lazy("The legal clock stops until the citizen answers.")
    submit_label = gettext_lazy("Send the request")
    done = gettext_lazy("The citizen was asked for a correction. The clock stands still.")

    def form_options(self) -> dict[str, Any]:
        return {"language": get_language() or "el"}

    def take(self, form: CorrectionForm, step: Step) -> None:
        fields = form.cleaned_data.get("fields_concerned") or []
        request_correction(case_id=self.case.pk, text=form.cleaned_data["text"], fields=list(fields), step=step)


class Reject(StepView):
    """Reject, with reasons."""

    move = Move.REJECT
    results = frozenset({EventKind.REJECTED})
    form_class = RejectionForm
    heading = gettext_lazy("Reject the request")
    explanation = gettext_lazy("The citizen gets the reasons with the decision. The case is closed.")
    submit_label = gettext_lazy("Reject the request")
    submit_kind = "warning"
    done = gettext_lazy("The request was rejected and the citizen was told why.")

    def take(self, form: RejectionForm, step: Step) -> None:
        reject_case(case_id=self.case.pk, reasons=form.reasons, step=step)


class Complete(StepView):
    """The matter was finished at the counter."""

    move = Move.COMPLETE
    results = frozenset({EventKind.COMPLETED})
    heading = gettext_lazy("Complete at the counter")
    explanation = gettext_lazy("The citizen was at the counter and has got what was asked for. The case is closed.")
    submit_label = gettext_lazy("Complete the case")
    done = gettext_lazy("The case is completed.")

    def take(self, _form: StepForm, step: Step) -> None:
        complete_case(case_id=self.case.pk, step=step)


class Withdraw(StepView):
    """Take the request back on the citizen's behalf."""

    move = Move.WITHDRAW
    results = frozenset({EventKind.WITHDRAWN})
    form_class = WithdrawalForm
    heading = gettext_lazy("Withdraw for the citizen")
    explanation = gettext_lazy("The request is taken back and the case is closed without a decision.")
    submit_label = gettext_lazy("Withdraw the request")
    submit_kind = "warning"
    done = gettext_lazy("The request was withdrawn.")

    def take(self, _form: WithdrawalForm, step: Step) -> None:
        withdraw_case(case_id=self.case.pk, step=step)


class Reopen(StepView):
    """Take a closed case up again."""

    move = Move.REOPEN
    results = frozenset({EventKind.REOPENED})
    form_class = ReopeningForm
    heading = gettext_lazy("Reopen the case")
    submit_label = gettext_lazy("Reopen the case")
    done = gettext_lazy("The case is in work again, with a fresh legal term.")

    def take(self, form: ReopeningForm, step: Step) -> None:
        reopen_case(case_id=self.case.pk, reasons=form.cleaned_data["reasons"], step=step)
