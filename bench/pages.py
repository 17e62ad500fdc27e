"""Pages that are read more than anything else: the service sheet, a verification, a step of a form."""

from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from bench import town
from bench.figures import Line, in_turn, milliseconds, spread_of
from bench.ground import Database
from bench.web import Site, send, site_on

STATIC = "/static/ui/dimos.css"


def service_page(*, database: Database, folder: Path, rounds: int, batch: int) -> Iterator[Line]:
    """The sheet of a service against a stylesheet from the same server."""
    visitor = town.a_visitor(host=town.host_of(town.KALAMATA))

    def fetch(site: Site, path: str) -> float:
        return send(site, [visitor.get(path) for _ in range(batch)], expect=200).ms_each

    with site_on(database, log=folder / "web.log") as site:
        static, page = (lambda: fetch(site, STATIC)), (lambda: fetch(site, "/services/residence-certificate/"))
        static(), page()
        pairs = list(in_turn(static, page, rounds=rounds))
    ratios = [floor / value for floor, value in pairs]
    value = median(value for _, value in pairs)
    yield Line(
        name="service_page.http", value_ms=value, floor_ms=median(floor for floor, _ in pairs), ratio=median(ratios),
        n=rounds * batch, spread=spread_of(ratios), note=f"{1000 / value:.0f} requests/s",
    )  # fmt: skip


def verification(*, database: Database, folder: Path, rounds: int) -> Iterator[Line]:
    """A code that was typed: inside the process, and as the page."""
    from dimos.documents.public import Outcome, verify_code
    from dimos.kernel.clock import now
    from dimos.municipalities.public import municipality_scope

    code = _an_issued_code()

    def verify() -> None:
        with municipality_scope(town.KALAMATA):
            if verify_code(code=code, at=now()).outcome is not Outcome.VALID:
                raise RuntimeError("the document did not verify")

    verify()
    times = [milliseconds(verify) for _ in range(rounds)]
    yield Line(name="verification.action", value_ms=median(times), n=rounds, spread=spread_of(times))
    visitor = town.a_visitor(host=town.host_of(town.KALAMATA))
    with site_on(database, log=folder / "web.log") as site:
        yield _page(site, "verification.http", lambda: visitor.get(f"/v/{code}"), rounds)


def form_step(*, database: Database, folder: Path, rounds: int) -> Iterator[Line]:
    """One step of the form: its page, and its answer."""
    from dimos.municipalities.public import municipality_scope

    visitor = town.a_visitor(host=town.host_of(town.KALAMATA))
    with municipality_scope(town.KALAMATA):
        draft = town.drafts(service="problem-report", answers=town.FAULT, count=1, browser=town.browser_mark(visitor))[
            0
        ]
    path = f"/services/problem-report/apply/{draft.key}/step/problem/"
    with site_on(database, log=folder / "web.log") as site:
        yield _page(site, "form_step.get", lambda: visitor.get(path), rounds)
        answer = {"category": "road", "danger": "no"}
        yield _page(site, "form_step.post", lambda: visitor.post(path, **answer), rounds, expect=302)


def _page(site: Site, name: str, request: Callable[[], bytes], rounds: int, *, expect: int = 200) -> Line:
    send(site, [request() for _ in range(10)], expect=expect)
    times = send(site, [request() for _ in range(rounds)], expect=expect, connections=1).latencies_ms
    return Line(name=name, value_ms=median(times), n=rounds, spread=spread_of(times))


def _an_issued_code() -> str:
    from bench.certificate import submit_at_once
    from dimos.documents.public import IssuedDocument
    from dimos.municipalities.public import municipality_scope

    user = town.a_resident()
    with municipality_scope(town.KALAMATA):
        draft = town.drafts(service="residence-certificate", answers=town.RESIDENCE, count=1, user=user)[0]
    submit_at_once(draft, user)
    with municipality_scope(town.KALAMATA):
        return str(IssuedDocument.objects.order_by("-id").values_list("code", flat=True)[0])
