"""`{% load ui %}`: the components of the design system as template tags. README.md lists the calls."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField
from django.forms.forms import BaseForm
from django.template.base import Template
from django.template.context import Context
from django.template.loader import get_template, render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from dimos.ui.components import Column, Crumb, Deadline, SummaryRow, Tab, Table, Tag, Task, TimelineEvent, Tone
from dimos.ui.fields import FieldView, view_of
from dimos.ui.forms import first_id_of
from dimos.ui.wording import deadline_state, deadline_text

register = template.Library()
Printed = dict[str, Any]

_ALERT_ICONS = {"info": "info", "success": "check", "warning": "overdue", "error": "error"}
_FOOTER_PAGES = (
    ("accessibility", _("Accessibility statement")),
    ("privacy", _("Privacy")),
    ("terms", _("Terms of use")),
    ("contact", _("Contact")),
)


def _component(name: str) -> str:
    return f"ui/components/{name}.html"


# Buttons and links


@register.inclusion_tag(_component("button"))
def button(
    text: str, *, kind: str = "primary", name: str = "", value: str = "", shortcut: str = "", form: str = ""
) -> Printed:
    """A submit button; `kind` is primary, secondary, warning or cta."""
    return {"text": text, "kind": kind, "name": name, "value": value, "shortcut": shortcut, "form": form}


@register.inclusion_tag(_component("link_button"))
def link_button(text: str, href: str, *, kind: str = "primary", icon: str = "", shortcut: str = "") -> Printed:
    """A link that looks like a button; `kind` is primary, secondary, warning or cta."""
    return {"text": text, "href": href, "kind": kind, "icon": icon, "shortcut": shortcut}


@register.inclusion_tag(_component("back_link"))
def back_link(href: str, text: str = "") -> Printed:
    """The way back, above everything else on a page."""
    return {"href": href, "text": text}


@register.inclusion_tag(_component("breadcrumbs"))
def breadcrumbs(*steps: str | Crumb) -> Printed:
    """Text, address, text, address, … and at last the text of this page; or Crumbs."""
    crumbs = [step for step in steps if isinstance(step, Crumb)]
    words = [step for step in steps if not isinstance(step, Crumb)]
    pairs = zip(words[0::2], [*words[1::2], ""], strict=False)
    return {"crumbs": [*crumbs, *(Crumb(text, str(href)) for text, href in pairs)]}


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """An icon that decorates a text; screen readers pass over it."""
    return render_to_string(_component("icon"), {"name": name, "size": size})


# Forms


@register.inclusion_tag(_component("error_summary"))
def error_summary(form: BaseForm | None) -> Printed:
    """What has to be corrected, each with a link to its field; nothing when the form is fine."""
    if form is None or not form.is_bound or not form.errors:
        return {"problems": []}
    problems = [("", str(error)) for error in form.non_field_errors()]
    for bound in form:
        problems += [(first_id_of(bound), str(error)) for error in bound.errors]
    return {"problems": problems}


@register.simple_tag
def field(bound: BoundField, label_as: str = "") -> SafeString:
    """One field with label, hint and error. `label_as="l"` makes the label the heading of the page."""
    view = view_of(bound, label_as=label_as)
    return render_to_string(view.template_name, {"field": view})


@register.inclusion_tag("ui/forms/form.html")
def form_fields(form: BaseForm) -> Printed:
    """All fields of a form, hidden ones too; neither `<form>` nor the CSRF token nor the error summary."""
    return {"form": form}


@register.filter
def as_field(bound: BoundField) -> FieldView:
    """The field as the components print it."""
    return view_of(bound)


@register.inclusion_tag(_component("locked_value"))
def locked_value(label: str, value: Any, source: str = "") -> Printed:
    """A value that a register knows, for pages without a form."""
    return {"label": label, "value": value, "source": source}


@register.inclusion_tag(_component("search_box"))
def search_box(action: str, *, label: str = "", value: str = "", name: str = "q", size: str = "") -> Printed:
    """A search field that works with GET; `size="compact"` for headers and toolbars."""
    return {"action": action, "label": label, "value": value or "", "name": name, "size": size}


# Lists


@register.inclusion_tag(_component("summary_list"))
def summary_list(rows: Sequence[SummaryRow]) -> Printed:
    """Keys and values with links to change them."""
    return {"rows": rows}


@register.inclusion_tag(_component("timeline"))
def timeline(events: Sequence[TimelineEvent]) -> Printed:
    """A history, in the order given."""
    return {"events": events}


@register.inclusion_tag(_component("task_list"))
def task_list(tasks: Sequence[Task]) -> Printed:
    """What there is to do, with the state of each."""
    return {"tasks": tasks}


@register.inclusion_tag(_component("table"))
def table(content: Table) -> Printed:
    """A table; on phones each row becomes a card."""
    columns = [column if isinstance(column, Column) else Column(column) for column in content.columns]
    rows = [list(zip(columns, row, strict=True)) for row in content.rows]
    return {"table": content, "columns": columns, "rows": rows}


@register.inclusion_tag(_component("tabs"))
def tabs(items: Sequence[Tab], label: str) -> Printed:
    """Views of one page that have addresses of their own; `label` names the group for screen readers."""
    return {"items": items, "label": label}


@register.inclusion_tag(_component("pagination"))
def pagination(*, previous_href: str = "", next_href: str = "") -> Printed:
    """Previous and next; without page numbers, as lists go by key and not by count."""
    return {"previous_href": previous_href, "next_href": next_href}


@register.inclusion_tag(_component("steps"))
def steps(current: int, total: int) -> Printed:
    """How far one is in a form of several pages; `current` counts from 1."""
    return {"current": current, "total": total, "marks": [number <= current for number in range(1, total + 1)]}


# Words with a colour


@register.inclusion_tag(_component("tag"))
def tag(text: str | Tag, tone: str = Tone.GREY) -> Printed:
    """A status as text and colour: grey, blue, green, yellow, red or purple."""
    return {"tag": text if isinstance(text, Tag) else Tag(text, Tone(tone))}


@register.inclusion_tag(_component("deadline"))
def deadline(due: Deadline) -> Printed:
    """When something is due, in working days."""
    state = deadline_state(due)
    return {"text": deadline_text(due), "state": state, "due": due}


@register.inclusion_tag(_component("warning_text"))
def warning_text(text: str) -> Printed:
    """A warning that must not be missed, such as the consequences of a false statement."""
    return {"text": text}


# Blocks


@register.simple_block_tag
def panel(content: str, title: str) -> SafeString:
    """`{% panel title %}…{% endpanel %}`: it is done."""
    return render_to_string(_component("panel"), {"content": content, "title": title})


@register.simple_block_tag
def notification(content: str, title: str = "", kind: str = "info") -> SafeString:
    """`{% notification %}…{% endnotification %}`: something the person must know; kind info or success."""
    return render_to_string(_component("notification"), {"content": content, "title": title, "kind": kind})


@register.simple_block_tag
def alert(content: str, title: str = "", kind: str = "info") -> SafeString:
    """`{% alert title kind="warning" %}…{% endalert %}`: info, success, warning or error, beside what it is about."""
    names = {"content": content, "title": title, "kind": kind, "icon_name": _ALERT_ICONS[kind]}
    return render_to_string(_component("alert"), names)


@register.simple_block_tag
def inset(content: str) -> SafeString:
    """`{% inset %}…{% endinset %}`: a passage set apart."""
    return render_to_string(_component("inset"), {"content": content})


@register.simple_block_tag
def details(content: str, summary: str) -> SafeString:
    """`{% details summary %}…{% enddetails %}`: what only some people need."""
    return render_to_string(_component("details"), {"content": content, "summary": summary})


@register.simple_block_tag
def card(content: str, title: str, href: str, heading: str = "h3") -> SafeString:
    """`{% card title href %}…{% endcard %}`: inside `<div class="dm-cards">`; the whole card is the link."""
    level = heading if heading in {"h2", "h3", "h4"} else "h3"
    return render_to_string(_component("card"), {"content": content, "title": title, "href": href, "level": level})


@register.simple_block_tag
def empty_state(content: str, title: str, icon_name: str = "folder") -> SafeString:
    """`{% empty_state title %}…{% endempty_state %}`: nothing here yet, and what to do about it."""
    return render_to_string(_component("empty_state"), {"content": content, "title": title, "icon_name": icon_name})


# The page itself


@register.simple_tag(takes_context=True)
def slot(context: Context, name: str) -> SafeString:
    """What a higher room puts here: the template named in `settings.DIMOS_UI_SLOTS[name]`, with the page's context."""
    template_name = getattr(settings, "DIMOS_UI_SLOTS", {}).get(name)
    if not template_name:
        return SafeString()
    found: Template = get_template(template_name).template  # type: ignore[attr-defined]
    return found.render(context)


@register.inclusion_tag(_component("footer_links"))
def footer_links() -> Printed:
    """Links to the pages every site owes its visitors, as far as a face has them under these URL names."""
    links = []
    for name, text in _FOOTER_PAGES:
        try:
            links.append((reverse(name), text))
        except NoReverseMatch:
            continue
    return {"links": links}
