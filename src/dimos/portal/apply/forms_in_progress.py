"""One person's way through one form: the draft, what is known, which step comes next."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from dimos.cases.public import Draft, DraftOwner, KnownFacts, known_facts, open_draft, rebase_draft
from dimos.catalogue.public import OfferedService
from dimos.eforms.public import (
    Answers,
    AnswerSection,
    Problem,
    StepDefinition,
    answers_from_json,
    problems,
    read_back,
    visible_steps,
)
from dimos.identity.public import User

BROWSER = "browser"


@dataclass
class FormInProgress:
    """The draft beside its definition and what the registers know of the person."""

    service: OfferedService
    draft: Draft
    known: KnownFacts
    language: str

    @cached_property
    def answers(self) -> Answers:
        return answers_from_json(steps=self.service.definition.steps, document=self.draft.answers)

    @cached_property
    def steps(self) -> tuple[StepDefinition, ...]:
        """The steps this person goes through."""
        return visible_steps(steps=self.service.definition.steps, answers=self.answers, facts=self.known.facts)

    def step_named(self, step_id: str) -> StepDefinition | None:
        return next((step for step in self.steps if step.id == step_id), None)

    def number_of(self, step: StepDefinition) -> int:
        return [s.id for s in self.steps].index(step.id) + 1

    def first_unanswered(self) -> StepDefinition | None:
        """The step to go to next; None when it is time to check the answers."""
        return next((step for step in self.steps if step.id not in self.draft.pages), None)

    def step_before(self, step: StepDefinition) -> StepDefinition | None:
        number = self.number_of(step)
        return self.steps[number - 2] if number > 1 else None

    def may_show(self, step: StepDefinition) -> bool:
        """A step is shown once all before it are answered."""
        first = self.first_unanswered()
        return first is None or self.number_of(step) <= self.number_of(first)

    def problems(self) -> tuple[Problem, ...]:
        return problems(
            steps=self.service.definition.steps, answers=self.answers, facts=self.known.facts, language=self.language
        )

    def sections(self) -> tuple[AnswerSection, ...]:
        return read_back(
            steps=self.service.definition.steps, answers=self.answers, facts=self.known.facts, language=self.language
        )

    def forget_parsed_answers(self) -> None:
        """After the draft has changed."""
        for name in ("answers", "steps"):
            self.__dict__.pop(name, None)


def owner_of(request: HttpRequest, *, begin: bool = False) -> DraftOwner:
    """Whose drafts these are: the citizen's, or the browser's. `begin` marks the browser if it is not yet."""
    session: Any = request.session
    if begin and BROWSER not in session:
        session[BROWSER] = secrets.token_urlsafe(32)
    user = citizen_of(request)
    return DraftOwner(user_id=user.pk if user else None, browser=session.get(BROWSER, ""))


def citizen_of(request: HttpRequest) -> User | None:
    """The signed-in citizen, or None for visitors and staff."""
    user = request.user
    return user if isinstance(user, User) and user.is_citizen else None


def form_in_progress(
    request: HttpRequest, *, service: OfferedService, key: UUID, language: str, at: datetime
) -> FormInProgress:
    """Open the draft, moved to the present version if need be; raises DraftIsNotThere or DraftIsSubmitted."""
    draft = open_draft(key=key, owner=owner_of(request))
    if draft.definition_id != service.version_id:
        rebase_draft(draft=draft, version_id=service.version_id, at=at)
    return FormInProgress(
        service=service, draft=draft, known=known_facts(user=citizen_of(request), at=at), language=language
    )
