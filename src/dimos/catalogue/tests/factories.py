"""Definitions for the tests of this room."""

from datetime import UTC, date, datetime
from typing import Any

from dimos.audit.public import Actor
from dimos.catalogue.service.definition import ServiceDefinition
from dimos.catalogue.service.loading import parse_definition
from dimos.municipalities.public import OfficeData, ProfileData, join_municipality

KALAMATA, MESSINI = 4401, 4403
MOMENT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
EDITOR = Actor(kind="staff", id=1, label="Editor")

YAML = """\
id: test-service
title: {el: Δοκιμή, en: Test}
summary: {el: Μια δοκιμή., en: A test.}
level: "2"
subject: testing
office: registry
description:
  what: {el: Τι., en: What.}
  then: {el: Μετά., en: Then.}
who_may_ask: {sign_in: citizen}
steps:
  - id: one
    title: {el: Ένα, en: One}
    fields:
      - id: colour
        type: choice
        label: {el: Χρώμα, en: Colour}
        options:
          - {value: red, label: {el: Κόκκινο, en: Red}}
          - {value: blue, label: {el: Μπλε, en: Blue}}
      - id: why
        type: text
        label: {el: Γιατί, en: Why}
        visible_if: answers.colour == 'red'
deadline:
  days: 50
  counting: calendar
  source: {text: {el: ν., en: law}, confirmed: true}
outcome:
  kind: answer
  answer: {el: Απάντηση., en: Answer.}
silence:
  meaning: none
  effect: {el: Τίποτα., en: Nothing.}
retention:
  granted_years: 1
  refused_years: 1
  withdrawn_years: 1
  source: {text: {el: ν., en: law}, confirmed: true}
examples:
  - name: Red needs a reason
    given: {answers: {colour: red}}
    expect: {missing: [why]}
"""


def definition(**changes: Any) -> ServiceDefinition:
    return parse_definition(text=YAML).model_copy(update=changes)


def join(municipality_id: int = KALAMATA, office: str = "registry") -> None:
    join_municipality(
        municipality_id=municipality_id,
        profile=ProfileData(),
        offices=[OfficeData(slug=office, name_el="Δημοτολόγιο", name_en="Registry")],
        actor=EDITOR,
        at=MOMENT,
    )
