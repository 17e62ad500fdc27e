"""`{% load desk %}`: the way around the desk."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django import template
from django.template.context import Context
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy

from dimos.identity.public import Person, may_administer, may_work_cases
from dimos.ui.components import Text

register = template.Library()


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of the desk: who may enter, and which addresses belong to it (`prefix`, or all others)."""

    text: Text
    address: str
    icon: str
    key: str
    may_enter: Callable[[Person], bool]
    prefix: str = ""


PARTS: Final = (
    Part(text=gettext_lazy("Inbox"), address="desk:inbox", icon="inbox", key="i", may_enter=may_work_cases),
    Part(
        text=gettext_lazy("Registers"), address="desk:registers", icon="folder", key="g",
        may_enter=may_administer, prefix="desk:register",
    ),
    Part(
        text=gettext_lazy("Staff"), address="desk:staff", icon="person", key="s",
        may_enter=may_administer, prefix="desk:staff",
    ),
)  # fmt: skip


@register.inclusion_tag("desk/nav.html", takes_context=True)
def desk_nav(context: Context) -> dict[str, Any]:
    """The parts of the desk that this person may enter."""
    request = context["request"]
    here = request.resolver_match.view_name if request.resolver_match else ""
    current = next((part for part in PARTS if part.prefix and here.startswith(part.prefix)), PARTS[0])
    open_parts = [part for part in PARTS if part.may_enter(request.user) and _address_of(part)]
    links = [
        {"text": part.text, "href": _address_of(part), "icon": part.icon, "key": part.key, "is_here": part is current}
        for part in open_parts
    ]
    return {"links": links}


@register.simple_tag
def registers_address() -> str:
    """Where registers are imported; empty where that part is not installed."""
    return _address_of(PARTS[1])


def _address_of(part: Part) -> str:
    try:
        return reverse(part.address)
    except NoReverseMatch:
        return ""
