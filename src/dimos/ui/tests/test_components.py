"""What the tags print: escaped, labelled, and never by colour alone."""

from datetime import date

import pytest
from django.template import Context, Template
from django.utils.translation import override

from dimos.ui.components import Cell, Column, Crumb, Deadline, SummaryRow, Tab, Table, Tag, Task, TimelineEvent, Tone

HOSTILE = '"><script>alert(1)</script>'


def printed(source, **names):
    with override("en"):
        return Template("{% load ui %}" + source).render(Context(names))


@pytest.mark.parametrize(
    "call",
    [
        "{% button x name=x value=x shortcut=x %}",
        "{% link_button x x icon=x %}",
        "{% back_link x x %}",
        "{% breadcrumbs x x x %}",
        "{% icon x %}",
        "{% search_box x label=x value=x name=x %}",
        "{% locked_value x x x %}",
        "{% tag x %}",
        "{% warning_text x %}",
        "{% panel x %}{{ x }}{% endpanel %}",
        "{% notification x %}{{ x }}{% endnotification %}",
        "{% alert x %}{{ x }}{% endalert %}",
        "{% inset %}{{ x }}{% endinset %}",
        "{% details x %}{{ x }}{% enddetails %}",
        "{% card x x %}{{ x }}{% endcard %}",
        "{% card x x heading=x %}{{ x }}{% endcard %}",
        "{% empty_state x x %}{{ x }}{% endempty_state %}",
        "{% pagination previous_href=x next_href=x %}",
    ],
)
def test_hostile_text_is_printed_as_text(call):
    page = printed(call, x=HOSTILE)
    assert "<script" not in page
    assert '""' not in page


def test_hostile_text_in_lists_is_printed_as_text():
    x = HOSTILE
    page = printed(
        "{% summary_list rows %}{% timeline events %}{% task_list tasks %}{% tabs items x %}{% table table %}",
        x=x,
        rows=[SummaryRow(x, x, x, x, x)],
        events=[TimelineEvent(x, text=x, by=x, link_text=x, link_href=x)],
        tasks=[Task(x, Tag(x), x, x)],
        items=[Tab(x, x)],
        table=Table(x, [Column(x), x], [[Cell(x, href=x, hint=x, shortcut=x), x]]),
    )
    assert "<script" not in page


def test_a_safe_block_keeps_its_markup():
    assert "<p>fine</p>" in printed("{% inset %}<p>fine</p>{% endinset %}")


@pytest.mark.parametrize(
    ("deadline", "text", "state"),
    [
        (Deadline(working_days=23), "Due in 23 working days", ""),
        (Deadline(working_days=1), "Due in 1 working day", "soon"),
        (Deadline(working_days=0), "Due today", "soon"),
        (Deadline(working_days=-1), "Overdue by 1 working day", "overdue"),
        (Deadline(working_days=-4), "Overdue by 4 working days", "overdue"),
        (Deadline(working_days=3, is_stopped=True), "The clock is stopped", "stopped"),
        (Deadline(), "No deadline", ""),
    ],
)
def test_a_deadline_says_in_words_what_its_colour_says(deadline, text, state):
    page = printed("{% deadline due %}", due=deadline)
    assert text in page
    assert f"dm-deadline--{state}" in page if state else "dm-deadline--" not in page


def test_a_tag_keeps_its_text_whatever_its_tone():
    for tone in Tone:
        assert "Approved" in printed("{% tag status %}", status=Tag("Approved", tone))


def test_an_unknown_tone_is_refused():
    with pytest.raises(ValueError, match="mauve"):
        printed('{% tag "Approved" "mauve" %}')


def test_breadcrumbs_take_pairs_or_crumbs():
    pairs = printed('{% breadcrumbs "Home" "/" "Here" %}')
    crumbs = printed("{% breadcrumbs a b %}", a=Crumb("Home", "/"), b=Crumb("Here"))
    assert pairs == crumbs
    assert pairs.count("<a ") == 1
    assert 'aria-current="page">Here' in pairs


def test_table_cells_name_their_column_for_phones():
    page = printed("{% table t %}", t=Table("Cases", ["Case", Column("Fee", is_numeric=True)], [["1/2026", "0,00 €"]]))
    assert 'data-label="Fee"' in page
    assert '<th scope="row"' in page


def test_an_empty_table_says_so():
    assert "No cases" in printed("{% table t %}", t=Table("Cases", ["Case"], empty_text="No cases"))


def test_summary_values_may_be_dates_tags_and_lines():
    rows = [
        SummaryRow("Born", date(1985, 3, 27), "/change"),
        SummaryRow("Status", Tag("Approved", Tone.GREEN)),
        SummaryRow("Address", "Faron 12\nKalamata"),
    ]
    page = printed("{% summary_list rows %}", rows=rows)
    assert "27 March 1985" in page
    assert "dm-tag--green" in page
    assert "Faron 12<br>Kalamata" in page
    assert page.count("Change<span") == 1


def test_pagination_without_neighbours_prints_nothing():
    assert printed("{% pagination %}").strip() == ""


def test_steps_say_how_far_one_is():
    assert "Step 2 of 5" in printed("{% steps 2 5 %}")


def test_a_slot_prints_what_a_higher_room_put_there(settings):
    settings.DIMOS_UI_SLOTS = {"account": "ui/components/inset.html"}
    assert "Maria" in printed('{% slot "account" %}', content="Maria")


def test_a_slot_that_nobody_fills_is_empty(settings):
    settings.DIMOS_UI_SLOTS = {}
    assert printed('{% slot "account" %}') == ""
