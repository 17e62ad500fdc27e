import io
from datetime import date, timedelta

import pytest

from dimos.audit.public import entries_about_subject
from dimos.municipalities.public import municipality_scope
from dimos.registers.actions import import_civil_register as module
from dimos.registers.columns import MappingIsIncomplete, MappingIsInvalid
from dimos.registers.models import CivilRecord
from dimos.registers.tables import FileIsNotReadable
from dimos.registers.tests.factories import (
    HEADINGS,
    KALAMATA,
    MESSINI,
    MOMENT,
    afm,
    amka,
    csv_file,
    imported,
    person,
    workbook_file,
)

pytestmark = pytest.mark.django_db


def records(municipality_id=KALAMATA):
    with municipality_scope(municipality_id):
        return list(CivilRecord.objects.order_by("id"))


def journal():
    with municipality_scope(KALAMATA):
        return list(entries_about_subject(municipality_id=KALAMATA, subject="register:civil"))


def figures(report):
    return (report.inserted, report.updated, report.unchanged, report.rejected)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1253", "iso8859-7", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_csv_file_of_any_usual_form_is_read(encoding, delimiter):
    rows = [person(1, last_name="Άνθη"), person(2, last_name="Ωραίου-Άλμα", address='Οδός "Α"; 2, ισόγειο')]

    report = imported(csv_file(rows, encoding=encoding, delimiter=delimiter))

    assert figures(report) == (2, 0, 0, 0)
    first, second = records()
    assert (first.last_name, second.last_name) == ("Άνθη", "Ωραίου-Άλμα")
    assert second.address == 'Οδός "Α"; 2, ισόγειο'
    assert (first.afm, first.birth_date, first.resident_since) == (afm(1), date(1980, 1, 31), date(1999, 9, 1))


def test_an_excel_workbook_is_read_with_its_dates_and_numbers():
    row = person(1, birth_date=date(1980, 1, 31), postal_code=24100, afm=int(afm(1)))

    report = imported(workbook_file([row]))

    assert figures(report) == (1, 0, 0, 0)
    (record,) = records()
    assert (record.birth_date, record.postal_code, record.afm) == (date(1980, 1, 31), "24100", afm(1))


def test_the_same_file_twice_changes_nothing():
    rows = [person(number) for number in range(1, 30)]
    imported(csv_file(rows))
    before = [(r.id, r.updated_at) for r in records()]

    report = imported(csv_file(rows), at=MOMENT + timedelta(days=1))

    assert figures(report) == (0, 0, 29, 0)
    assert [(r.id, r.updated_at) for r in records()] == before


def test_a_changed_row_updates_its_person():
    imported(csv_file([person(1), person(2)]))

    report = imported(csv_file([person(1), person(2, address="Φαρών 3")]), at=MOMENT + timedelta(days=1))

    assert figures(report) == (0, 1, 1, 0)
    assert [r.address for r in records()] == ["Αριστομένους 12", "Φαρών 3"]


def test_columns_that_the_file_lacks_are_left_alone():
    imported(csv_file([person(1)]))
    headings = {field: HEADINGS[field] for field in ("afm", "last_name", "first_name", "address")}

    report = imported(csv_file([person(1, address="Φαρών 3")], headings=headings))

    assert figures(report) == (0, 1, 0, 0)
    (record,) = records()
    assert (record.address, record.amka, record.postal_code) == ("Φαρών 3", amka(1), "24100")


def test_a_key_that_the_file_leaves_out_is_kept_and_one_it_brings_is_added():
    imported(csv_file([person(1, amka="")]))

    imported(csv_file([person(1)]))
    report = imported(csv_file([person(1, afm="")]))

    assert figures(report) == (0, 0, 1, 0)
    (record,) = records()
    assert (record.afm, record.amka) == (afm(1), amka(1))


def test_a_dry_run_counts_the_same_and_touches_nothing():
    imported(csv_file([person(1), person(2)]))
    before = [(r.id, r.address) for r in records()]
    rows = [person(1), person(2, address="Φαρών 3"), person(3), person(4, afm="123456781"), person(3)]

    dry = imported(csv_file(rows), dry_run=True)

    assert [(r.id, r.address) for r in records()] == before
    assert len(journal()) == 1
    assert figures(dry) == figures(imported(csv_file(rows))) == (1, 1, 1, 2)


@pytest.mark.parametrize(
    ("second", "code"),
    [
        (person(1, amka=""), "duplicate_afm"),
        (person(2, amka=amka(1)), "duplicate_amka"),
    ],
)
def test_a_person_twice_in_one_file_enters_once(second, code):
    report = imported(csv_file([person(1), second]))

    assert figures(report) == (1, 0, 0, 1)
    (problem,) = report.problems
    assert (problem.code, problem.row, problem.other_row) == (code, 3, 2)


def test_two_rows_about_one_person_of_the_register_are_found_by_either_key():
    imported(csv_file([person(1)]))

    report = imported(csv_file([person(1, amka=""), person(1, afm="", address="Φαρών 3")]))

    assert figures(report) == (0, 0, 1, 1)
    assert report.by_code == {"duplicate_person": 1}


def test_keys_of_two_people_never_become_one():
    imported(csv_file([person(1, amka=""), person(2, afm="")]))

    report = imported(csv_file([person(1, amka=amka(2))]))

    assert figures(report) == (0, 0, 0, 1)
    assert report.by_code == {"keys_of_two_people": 1}


def test_a_person_does_not_change_keys():
    imported(csv_file([person(1)]))

    report = imported(csv_file([person(1, amka=amka(2)), person(2, amka=amka(1))]))

    assert report.by_code == {"other_amka": 1, "other_afm": 1}
    assert records()[0].amka == amka(1)


def test_duplicates_are_found_across_chunks(monkeypatch):
    monkeypatch.setattr(module, "CHUNK", 2)
    heard = []

    report = imported(
        csv_file([person(n) for n in (1, 2, 3, 1)]), progress=lambda done, total: heard.append((done, total))
    )

    assert figures(report) == (3, 0, 0, 1)
    assert heard == [(2, 4), (4, 4)]


def test_a_failure_in_a_late_chunk_leaves_nothing_of_the_first(monkeypatch):
    monkeypatch.setattr(module, "CHUNK", 2)
    content = csv_file([person(n) for n in (1, 2, 3)]).getvalue() + b'"never closed' + b"x" * 140_000

    with pytest.raises(FileIsNotReadable):
        imported(io.BytesIO(content))

    assert records() == []


def test_errors_are_written_row_by_row_with_masked_values():
    problems = io.StringIO()
    rows = [person(1), person(2, afm="123456781", birth_date="31/02/1980"), person(3, postal_code="241")]

    report = imported(csv_file(rows), problems_to=problems)

    lines = problems.getvalue().splitlines()
    assert lines[0] == "\ufeffΓραμμή;Στήλη;Τιμή;Είδος;Τι συμβαίνει;Τι να κάνετε"
    assert lines[1].startswith("3;Α.Φ.Μ.;1•••••••1;σφάλμα;")
    assert lines[2].startswith("3;Ημ/νία γέννησης;3••••••••0;σφάλμα;Δεν υπάρχει τέτοια ημέρα.;")
    assert lines[3].startswith("4;Τ.Κ.;2•1;προειδοποίηση;")
    assert "123456781" not in problems.getvalue()
    assert (report.rejected, report.warnings) == (1, 1)


def test_a_heading_that_is_a_formula_does_no_harm_in_the_file_of_errors():
    problems = io.StringIO()
    headings = HEADINGS | {"address": "=HYPERLINK(1)"}
    mapping = headings

    imported(csv_file([person(1, address="=1+1")], headings=headings), mapping=mapping, problems_to=problems)

    assert ";'=HYPERLINK(1);" in problems.getvalue()


def test_the_journal_has_the_figures():
    imported(csv_file([person(1), person(2, afm="1", amka="")]))

    (entry,) = journal()
    assert entry.detail == {"rows": 2, "inserted": 1, "updated": 0, "unchanged": 0, "rejected": 1}
    assert entry.actor_label == "Υπάλληλος"


def test_a_municipality_does_not_touch_anothers_people():
    imported(csv_file([person(1)]))

    report = imported(csv_file([person(1, address="Φαρών 3")]), municipality_id=MESSINI)

    assert figures(report) == (1, 0, 0, 0)
    assert records()[0].address == "Αριστομένους 12"
    assert records(MESSINI)[0].address == "Φαρών 3"


def test_a_file_without_the_needed_columns_is_refused():
    headings = {"afm": "ΑΦΜ", "last_name": "Επώνυμο"}

    with pytest.raises(MappingIsIncomplete) as refused:
        imported(csv_file([person(1)], headings=headings))

    assert refused.value.missing == ("first_name",)


@pytest.mark.parametrize(
    "mapping",
    [{"afm": "No such"}, {"shoe_size": "Επώνυμο"}, {"last_name": "Επώνυμο", "first_name": "Επώνυμο", "afm": "Α.Φ.Μ."}],
)
def test_a_mapping_that_does_not_fit_is_refused(mapping):
    with pytest.raises(MappingIsInvalid):
        imported(csv_file([person(1)]), mapping=mapping)


def test_the_mapping_of_the_caller_wins():
    rows = [person(1, last_name="Όνομα", first_name="Επώνυμο")]
    mapping = {"afm": "Α.Φ.Μ.", "last_name": "Όνομα", "first_name": "Επώνυμο"}

    report = imported(csv_file(rows), mapping=mapping)

    assert (records()[0].last_name, records()[0].first_name) == ("Επώνυμο", "Όνομα")
    assert "ΑΜΚΑ" in report.ignored
