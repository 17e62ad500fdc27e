import csv
import io
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from procrastinate.contrib.django import app

from dimos.identity.public import User
from dimos.municipalities.public import municipality_scope
from dimos.registers import staging
from dimos.registers.actions import import_civil_register as module
from dimos.registers.actions.forget_uploads import forget_uploads
from dimos.registers.actions.perform_import import perform_import
from dimos.registers.actions.request_work import ImportIsNotReady, check_import, run_import
from dimos.registers.actions.upload_import import upload_import
from dimos.registers.columns import MappingIsIncomplete
from dimos.registers.models import CivilRecord, RegisterImport, State
from dimos.registers.queries import problems_of, sample_of
from dimos.registers.report import ImportReport
from dimos.registers.tables import FileIsNotReadable
from dimos.registers.tests.factories import HEADINGS, KALAMATA, MESSINI, MOMENT, csv_file, person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def connections_end_with_their_task(monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)


@pytest.fixture
def administrator():
    return User.objects.create_staff(username="admin.kalamata", password=None, first_name="Άννα")


def uploaded(administrator, content=None):
    content = content or csv_file([person(1), person(2), person(3, afm="123456781")])
    with municipality_scope(KALAMATA):
        return upload_import(
            file_name="../../δημότες.csv", content=content, size=len(content.getvalue()), uploaded_by=administrator,
            language="el", at=MOMENT,
        )  # fmt: skip


def check(register_import, **changes):
    with municipality_scope(KALAMATA):
        return check_import(import_id=register_import.pk, mapping=register_import.mapping | changes, at=MOMENT)


def run(register_import):
    with municipality_scope(KALAMATA):
        return run_import(import_id=register_import.pk, at=MOMENT)


def work_off_the_queue():
    with app.replace_connector(app.connector.get_worker_connector()) as worker_app:
        worker_app.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


def stored(register_import):
    with municipality_scope(KALAMATA):
        return RegisterImport.objects.get(id=register_import.pk)


def people():
    with municipality_scope(KALAMATA):
        return CivilRecord.objects.count()


def test_a_file_goes_from_upload_to_the_register(administrator):
    register_import = uploaded(administrator)
    assert (register_import.file_name, register_import.mapping) == ("δημότες.csv", HEADINGS)
    assert sample_of(register_import=register_import).rows[0][2] == "Παπαδοπούλου"

    check(register_import)
    work_off_the_queue()
    checked = stored(register_import)
    assert (checked.state, people()) == (State.CHECKED, 0)
    assert ImportReport.from_json(checked.report).inserted == 2

    run(register_import)
    work_off_the_queue()
    done = stored(register_import)
    assert (done.state, done.rows_done, people()) == (State.DONE, 3, 2)
    assert ImportReport.from_json(done.report).rejected == 1


def test_the_file_is_gone_once_it_is_in_and_the_errors_stay(administrator):
    register_import = uploaded(administrator)
    name = register_import.stored_as
    check(register_import)
    work_off_the_queue()
    run(register_import)
    work_off_the_queue()

    assert not default_storage.exists(name)
    with problems_of(register_import=stored(register_import)) as file:
        rows = list(csv.reader(io.TextIOWrapper(file, encoding="utf-8-sig"), delimiter=";"))
    assert rows[1][:4] == ["4", "Α.Φ.Μ.", "1•••••••1", "σφάλμα"]
    with pytest.raises(FileIsNotReadable):
        sample_of(register_import=stored(register_import))


def test_the_job_twice_does_it_once(administrator):
    register_import = uploaded(administrator)
    check(register_import)
    work_off_the_queue()
    run(register_import)

    for _ in range(2):
        perform_import(municipality_id=KALAMATA, import_id=register_import.pk, state="running", at=MOMENT)

    assert ImportReport.from_json(stored(register_import).report).inserted == 2


def test_nothing_runs_before_it_is_checked(administrator):
    register_import = uploaded(administrator)

    with pytest.raises(ImportIsNotReady):
        run(register_import)


def test_while_it_is_at_work_it_takes_no_other_order(administrator):
    register_import = uploaded(administrator)
    check(register_import)

    with pytest.raises(ImportIsNotReady):
        check(register_import)


def test_a_mapping_without_names_is_refused_before_the_queue_sees_it(administrator):
    register_import = uploaded(administrator)
    mapping = {field: heading for field, heading in HEADINGS.items() if field != "last_name"}

    with municipality_scope(KALAMATA), pytest.raises(MappingIsIncomplete):
        check_import(import_id=register_import.pk, mapping=mapping, at=MOMENT)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 lies about its type", "not_a_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "old_excel"),
        (b"PK\x03\x04 no archive", "damaged_workbook"),
        (b"a;b\n\x00\x01\x02", "not_a_table"),
    ],
)
def test_a_file_that_is_no_table_is_not_kept(administrator, content, code):
    with pytest.raises(FileIsNotReadable) as refused:
        uploaded(administrator, io.BytesIO(content))

    assert refused.value.code == code


def test_a_file_that_is_too_large_is_refused(administrator):
    with municipality_scope(KALAMATA), pytest.raises(FileIsNotReadable) as refused:
        upload_import(
            file_name="x.csv",
            content=io.BytesIO(),
            size=200 * 2**20,
            uploaded_by=administrator,
            language="el",
            at=MOMENT,
        )

    assert refused.value.code == "file_too_large"


def test_a_file_that_breaks_in_the_middle_changes_nothing_and_says_why(administrator):
    content = io.BytesIO(csv_file([person(n) for n in range(5)]).getvalue() + b'"never closed' + b"x" * 140_000)
    register_import = uploaded(administrator, content)
    check(register_import)
    work_off_the_queue()

    failed = stored(register_import)
    assert (failed.state, failed.failure, people()) == (State.FAILED, "unclosed_quote", 0)


def test_an_accident_leaves_the_register_as_it_was(administrator, monkeypatch):
    register_import = uploaded(administrator)
    check(register_import)
    work_off_the_queue()
    run(register_import)

    def fail(*args, **kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr(module, "_journal", fail)
    with pytest.raises(ZeroDivisionError):
        perform_import(municipality_id=KALAMATA, import_id=register_import.pk, state="running", at=MOMENT)

    assert (stored(register_import).failure, people()) == ("interrupted", 0)


def test_progress_is_seen_while_the_work_goes_on(administrator, monkeypatch):
    monkeypatch.setattr(module, "CHUNK", 1)
    register_import = uploaded(administrator)
    seen = []
    compare = staging.Staging.compare

    def watched(self, **lines):
        other = connection.copy()
        try:
            with other.cursor() as cursor:
                cursor.execute("SELECT set_config('app.municipality', %s, false)", [str(KALAMATA)])
                cursor.execute("SELECT rows_done FROM registers_registerimport")
                seen.append(cursor.fetchone()[0])
        finally:
            other.close()
        return compare(self, **lines)

    monkeypatch.setattr(staging.Staging, "compare", watched)
    check(register_import)
    perform_import(municipality_id=KALAMATA, import_id=register_import.pk, state="checking", at=MOMENT)

    assert seen == [0, 1, 2]


def test_another_municipality_sees_none_of_it(administrator):
    register_import = uploaded(administrator)

    with municipality_scope(MESSINI), pytest.raises(RegisterImport.DoesNotExist):
        check_import(import_id=register_import.pk, mapping=HEADINGS, at=MOMENT)
    perform_import(municipality_id=MESSINI, import_id=register_import.pk, state="uploaded", at=MOMENT)
    assert stored(register_import).state == State.UPLOADED


def test_what_nobody_went_on_with_is_let_go_after_a_week(administrator):
    register_import = uploaded(administrator)
    name = register_import.stored_as

    assert forget_uploads(municipality_id=KALAMATA, at=MOMENT + timedelta(days=6)) == 0
    assert forget_uploads(municipality_id=KALAMATA, at=MOMENT + timedelta(days=8)) == 1
    assert not default_storage.exists(name)
