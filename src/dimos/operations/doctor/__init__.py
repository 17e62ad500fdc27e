"""`dimos doctor`: what is missing or wrong on this machine, and how to mend it."""

from collections.abc import Callable, Iterator

from dimos.operations.doctor import connections, machine, running
from dimos.operations.doctor.finding import Finding, Severity, wrong

__all__ = ["Finding", "Severity", "examine"]

Check = Callable[[], Iterator[Finding]]


def examine() -> Iterator[Finding]:
    """Every finding, good ones too, as the checks come to them. Changes nothing."""
    yield from _careful(machine.CHECKS)
    reachable = True
    for finding in _careful(connections.CHECKS):
        reachable = reachable and not (finding.is_serious and finding.subject == connections.DATABASE)
        yield finding
    if reachable:
        connections.connect_django()
        yield from _careful(connections.SCHEMA_CHECKS)
        yield from _careful(running.CHECKS)


def _careful(checks: tuple[Check, ...]) -> Iterator[Finding]:
    for check in checks:
        try:
            yield from check()
        except Exception as failure:  # noqa: BLE001 - one broken check must not hide the others
            subject = check.__name__.strip("_").replace("_", " ")
            yield wrong(subject, f"could not be examined ({type(failure).__name__}: {failure})")
