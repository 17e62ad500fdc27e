"""`{% load desk %}`: the way around the desk."""

from typing import Any

from django import template
from django.template.context import Context
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from dimos.identity.public import may_administer, may_work_cases

register = template.Library()


@register.inclusion_tag("desk/nav.html", takes_context=True)
def desk_nav(context: Context) -> dict[str, Any]:
    """The rooms of the desk that this person may enter."""
    request = context["request"]
    here = request.resolver_match.view_name if request.resolver_match else ""
    links = []
    if may_work_cases(request.user):
        is_here = here.startswith("desk:") and not here.startswith("desk:register")
        links.append(
            {"text": _("Inbox"), "href": reverse("desk:inbox"), "icon": "inbox", "is_here": is_here, "key": "i"}
        )
    registers = _registers_address()
    if registers and may_administer(request.user):
        is_here = here.startswith("desk:register")
        links.append({"text": _("Registers"), "href": registers, "icon": "folder", "is_here": is_here, "key": "g"})
    return {"links": links}


@register.simple_tag
def registers_address() -> str:
    """Where registers are imported; empty where that room is not there."""
    return _registers_address()


def _registers_address() -> str:
    try:
        return reverse("desk:registers")
    except NoReverseMatch:
        return ""
