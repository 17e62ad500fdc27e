"""A certificate: drawing it, drawing and sealing it, and the whole way from the last click to the sealed file."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from bench import town
from bench.figures import Line, at_most, in_turn, milliseconds, spread_of
from bench.ground import Database
from bench.web import send, site_on

SEAL_BAR = 1.3


def seal(*, rounds: int) -> Iterator[Line]:
    """Render and seal against the renderer's own time."""
    from dimos.documents.content import DocumentContent, Imprint, Letterhead, ProtocolReference, Row
    from dimos.documents.rendering import draw_document
    from dimos.documents.seals import sealer_for
    from dimos.kernel.clock import now
    from dimos.municipalities.public import Municipality

    municipality, at = Municipality.objects.get(id=town.KALAMATA), now()
    content = DocumentContent(
        title="Βεβαίωση μόνιμης κατοικίας",
        intro="Βεβαιώνεται ότι το ακόλουθο πρόσωπο κατοικεί μόνιμα στον Δήμο, σύμφωνα με τα στοιχεία που τηρούνται.",
        rows=tuple(Row(label=f"Στοιχείο {number}", value="Παράδειγμα Παραδείγματος") for number in range(8)),
    )
    letterhead = Letterhead(municipality=municipality.name_el)
    imprint = Imprint(
        protocol=ProtocolReference(number=12, year=2026), issued_at=at, code="ABCD-EFGH-JKLM-NPQR",
        verification_url="http://kalamata.localhost:8000/v/ABCDEFGHJKLMNPQR", valid_until=date(2027, 5, 1),
    )  # fmt: skip
    sealer = sealer_for(municipality=municipality)

    def render() -> bytes:
        return draw_document(content=content, letterhead=letterhead, imprint=imprint)

    def render_and_seal() -> bytes:
        return sealer.seal(render(), at=at)

    for _ in range(3):
        render_and_seal()
    pairs = list(in_turn(lambda: milliseconds(render), lambda: milliseconds(render_and_seal), rounds=rounds))
    floors, values = zip(*pairs, strict=True)
    yield Line(
        name="certificate.render_and_seal", value_ms=median(values), floor_ms=median(floors), n=rounds,
        spread=spread_of(values), **at_most(SEAL_BAR, median(values) / median(floors)),
    )  # fmt: skip
    drawn = render()
    alone = [milliseconds(lambda: sealer.seal(drawn, at=at)) for _ in range(rounds)]
    yield Line(name="certificate.seal_alone", value_ms=median(alone), n=rounds, spread=spread_of(alone))


def instant(*, database: Database, folder: Path, rounds: int) -> Iterator[Line]:
    """The whole instant request: inside the process, and as the citizen's last click over HTTP."""
    from dimos.municipalities.public import municipality_scope

    user = town.a_resident()
    with municipality_scope(town.KALAMATA):
        found = town.drafts(service="residence-certificate", answers=town.RESIDENCE, count=2 * rounds + 20, user=user)
    submit_at_once(found.pop(), user)
    times = [milliseconds(lambda draft=draft: submit_at_once(draft, user)) for draft in found[:rounds]]
    yield Line(name="certificate.instant_action", value_ms=median(times), n=rounds, spread=spread_of(times))
    visitor = town.signed_in(user, host=town.host_of(town.KALAMATA))
    requests = [visitor.post(f"/services/residence-certificate/apply/{draft.key}/check/") for draft in found[rounds:]]
    with site_on(database, log=folder / "web.log") as site:
        send(site, requests[:-rounds], expect=302)
        batch = send(site, requests[-rounds:], expect=302, connections=1)
    yield Line(
        name="certificate.instant_request", value_ms=median(batch.latencies_ms), n=rounds,
        spread=spread_of(batch.latencies_ms),
    )  # fmt: skip


def submit_at_once(draft: Any, user: Any) -> None:
    from dimos.cases.public import Channel, Step, Submission, known_facts, submit_case
    from dimos.catalogue.public import offered_service
    from dimos.identity.public import actor_of
    from dimos.kernel.clock import now
    from dimos.municipalities.public import municipality_scope

    at = now()
    with municipality_scope(town.KALAMATA):
        case = submit_case(
            draft=draft,
            submission=Submission(
                service=offered_service(slug=draft.service, today=at.date()), known=known_facts(user=user, at=at),
                applicant=user, channel=Channel.WEB, language="el",
            ),
            step=Step(actor=actor_of(user), at=at),
        )  # fmt: skip
    if not case.instant:
        raise RuntimeError("the certificate was not issued at once")
