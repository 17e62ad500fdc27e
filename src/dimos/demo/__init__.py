"""The demonstration: three municipalities with offices, fictional people, services and cases. Never for real."""

from dataclasses import dataclass

STAFF_PASSWORD = "demo-demo-demo"  # noqa: S105 - the demonstration's, printed at its start


@dataclass(frozen=True)
class SignIn:
    """Someone fictional a visitor of the demonstration can be."""

    who: str
    how: str
    municipality: str = ""


def sign_ins() -> list[SignIn]:
    """Whom a visitor can be; needs no database."""
    return [
        SignIn(who="citizen Ελένη Παραδειγματίδου", how="choose her on the demonstration's sign-in page"),
        SignIn(who="clerk", how=f"clerk.kalamata / {STAFF_PASSWORD}", municipality="kalamata"),
        SignIn(who="supervisor", how=f"supervisor.kalamata / {STAFF_PASSWORD}", municipality="kalamata"),
        SignIn(who="administrator", how=f"admin.kalamata / {STAFF_PASSWORD}", municipality="kalamata"),
        SignIn(who="clerk", how=f"clerk.patras / {STAFF_PASSWORD}", municipality="patras"),
    ]


def load(*, scale: int | None = None) -> None:
    """Load the demonstration; with `scale`, as many generated cases at Kalamata too. Doing it again changes nothing."""
    from dimos.demo.content import load_content
    from dimos.demo.volume import generate_cases

    load_content()
    if scale:
        generate_cases(count=scale)
