"""Walking through a step as a browser does: open its page, send its form."""

import re
from typing import Any

from dimos.cases.public import Case, Step
from dimos.desk.tests.factories import AT
from dimos.identity.public import actor_of


def hidden(page: Any) -> dict[str, str]:
    """What the form of a page sends by itself."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.content.decode())
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def post(client: Any, case: Case, route: str, **data: Any) -> Any:
    """Open the page of a step and send its form."""
    url = f"/en/desk/cases/{case.pk}/{route}/"
    return client.post(url, hidden(client.get(url)) | data)


def by(client: Any) -> Step:
    return Step(actor=actor_of(client.user), at=AT)
