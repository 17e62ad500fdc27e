"""`{% load portal %}`: what the portal's templates share."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dimos.portal import navigation
from dimos.portal.addresses import canonical

register = template.Library()


@register.simple_tag(takes_context=True)
def canonical_link(context: Context) -> SafeString:
    """`<link rel="canonical">` of this page."""
    return format_html('<link rel="canonical" href="{}">', canonical(context["request"]))


@register.inclusion_tag("portal/slots/nav_links.html", takes_context=True)
def main_navigation(context: Context) -> dict[str, Any]:
    """The links of the bar under the header, the current one marked."""
    request: HttpRequest = context["request"]
    return {"links": navigation.links(request=request, user=context.get("user"))}


@register.inclusion_tag("portal/slots/account_links.html", takes_context=True)
def account_links(context: Context) -> dict[str, Any]:
    """Sign in; or the person's name with what is theirs, and sign out."""
    request: HttpRequest = context["request"]
    return {"account": navigation.account(request=request, user=context.get("user"))}


@register.inclusion_tag("portal/slots/search_box.html", takes_context=True)
def site_search(context: Context) -> dict[str, Any]:
    """The small search field of the bar; the pages that have a large one leave it out."""
    return {"search": navigation.search(request=context["request"])}


@register.inclusion_tag("portal/verification/banner.html")
def verdict_banner(page: Any) -> dict[str, Any]:
    """The verdict in large."""
    return {"page": page}
