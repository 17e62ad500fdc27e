"""What `dimos up` prints when everything answers."""

import os

from dimos.cli.speech import show


def welcome(*, port: int, demonstration: bool) -> None:
    """Addresses, and in the demonstration who one can be."""
    host = os.environ.get("DIMOS_BASE_HOST", "localhost")
    suffix = "" if port == 80 else f":{port}"
    show()
    show("  Dimos is ready.")
    show()
    show(f"  National face      http://{host}{suffix}/")
    if demonstration:
        _show_demonstration(host, suffix)
    else:
        show(f"  Municipalities     http://<municipality>.{host}{suffix}/")
    show()
    show("  Ctrl-C stops it.")
    show()


def _show_demonstration(host: str, suffix: str) -> None:
    from dimos.demo import sign_ins

    found = sign_ins()
    for slug in dict.fromkeys(one.municipality for one in found if one.municipality):
        show(f"  Municipality       http://{slug}.{host}{suffix}/")
    for slug in [one.municipality for one in found if one.municipality][:1]:
        show(f"  Desk               http://{slug}.{host}{suffix}/desk/")
        show(f"  E-mail received    http://{slug}.{host}{suffix}/_mailbox/")
    if found:
        show()
        show("  Sign in as (fictional people, for this demonstration only)")
        for one in found:
            show(f"  {one.who:<34} {one.how}")
