"""A submission against a bare INSERT with a counter: same server, same middleware, same visitors."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from bench import town
from bench.figures import Line, at_least, in_turn, milliseconds, slices, spread_of
from bench.ground import Database
from bench.web import Outcome, Visitor, send, site_on

BAR = 0.5
SERVICE = "problem-report"


def over_http(*, database: Database, folder: Path, rounds: int, batch: int) -> Iterator[Line]:
    """POST of the last page of an anonymous report: number, case, event, journal, letter in the outbox."""
    visitor, found = _prepared((rounds + 1) * batch)
    submit = slices([visitor.post(f"/services/{SERVICE}/apply/{draft.key}/check/") for draft in found], rounds + 1)
    insert = slices([visitor.post("/bench/insert/", description="x" * 90) for _ in found], rounds + 1)
    subjects: list[Outcome] = []
    floors: list[Outcome] = []

    def run(parts: list[Any], outcomes: list[Outcome]) -> float:
        outcomes.append(send(site, parts.pop(), expect=302))
        return outcomes[-1].ms_each

    with site_on(database, log=folder / "web.log") as site:
        run(insert, []), run(submit, [])
        pairs = list(in_turn(lambda: run(insert, floors), lambda: run(submit, subjects), rounds=rounds))
    _check(visitor, len(found))
    ratios = [floor / subject for floor, subject in pairs]
    yield Line(
        name="submission.http", value_ms=median(subject for _, subject in pairs),
        floor_ms=median(floor for floor, _ in pairs), n=rounds * batch, spread=spread_of(ratios),
        **at_least(BAR, median(ratios)),
    )  # fmt: skip


def as_action(*, rounds: int) -> Iterator[Line]:
    """The action alone, committed, against the row and the counter alone, committed."""
    from bench.floors import insert_entry
    from dimos.municipalities.public import municipality_scope

    _, found = _prepared(rounds + 5)

    def insert() -> None:
        with municipality_scope(town.KALAMATA):
            insert_entry(municipality=town.KALAMATA, content={"description": "x" * 90})

    for _ in range(5):
        _submit(found.pop())
        insert()
    pairs = list(
        in_turn(lambda: milliseconds(insert), lambda: milliseconds(lambda: _submit(found.pop())), rounds=rounds)
    )
    floors, values = zip(*pairs, strict=True)
    yield Line(
        name="submission.action", value_ms=median(values), floor_ms=median(floors), n=rounds,
        ratio=median(floors) / median(values), spread=spread_of(values),
    )  # fmt: skip


def _submit(draft: Any) -> None:
    from dimos.audit.public import VISITOR
    from dimos.cases.public import Channel, Step, Submission, known_facts, submit_case
    from dimos.catalogue.public import offered_service
    from dimos.kernel.clock import now
    from dimos.municipalities.public import municipality_scope

    at = now()
    with municipality_scope(town.KALAMATA):
        submission = Submission(
            service=offered_service(slug=draft.service, today=at.date()), known=known_facts(user=None, at=at),
            applicant=None, channel=Channel.WEB, language="el",
        )  # fmt: skip
        submit_case(draft=draft, submission=submission, step=Step(actor=VISITOR, at=at))


def _prepared(count: int) -> tuple[Visitor, list[Any]]:
    from dimos.municipalities.public import municipality_scope

    visitor = town.a_visitor(host=town.host_of(town.KALAMATA))
    with municipality_scope(town.KALAMATA):
        return visitor, town.drafts(
            service=SERVICE, answers=town.FAULT, count=count, browser=town.browser_mark(visitor)
        )


def _check(visitor: Visitor, count: int) -> None:
    """Every answered submission is one case, with its number, event, journal entry and letter."""
    from django.db import connection

    from dimos.municipalities.public import municipality_scope

    with municipality_scope(town.KALAMATA), connection.cursor() as cursor:
        cursor.execute(_COUNTS, {"browser": town.browser_mark(visitor)})
        found = cursor.fetchone()
    if set(found) != {count}:
        message = f"{count} submissions were answered; drafts, cases, numbers, events, entries, letters: {found}"
        raise RuntimeError(message)


_COUNTS = """
WITH mine AS (
    SELECT c.* FROM cases_draft d JOIN cases_case c ON c.id = d.case_id WHERE d.browser = %(browser)s
)
SELECT (SELECT count(*) FROM cases_draft WHERE browser = %(browser)s), (SELECT count(*) FROM mine),
    (SELECT count(*) FROM mine JOIN cases_protocolentry p
        ON (p.municipality_id, p.year, p.number) = (mine.municipality_id, mine.protocol_year, mine.protocol_number)),
    (SELECT count(*) FROM mine JOIN cases_caseevent e ON e.case_id = mine.id),
    (SELECT count(*) FROM mine JOIN audit_journalentry j ON j.subject = 'case:' || mine.id),
    (SELECT count(*) FROM mine JOIN procrastinate_jobs j
        ON j.task_name = 'cases.write_letter' AND (j.args ->> 'case_id')::bigint = mine.id)
"""
