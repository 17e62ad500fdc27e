"""A file of people on its way into the civil register: brought, its columns confirmed, checked, imported."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dimos.desk.access import person_of
from dimos.desk.registers import presenters
from dimos.desk.registers.forms import ColumnsForm, UploadForm
from dimos.identity.public import Role, staff_required
from dimos.kernel.clock import now
from dimos.registers.public import (
    FileIsNotReadable,
    ImportIsNotReady,
    ImportReport,
    MappingIsIncomplete,
    MappingIsInvalid,
    RegisterImport,
    State,
    check_import,
    count_of_records,
    explanation,
    import_history,
    problems_of,
    run_import,
    sample_of,
    upload_import,
)
from dimos.ui.bodies import takes_bodies_of

SHOWN = 50
# The file of 100 MB, and what stands around it.
LARGEST_UPLOAD = 101 * 2**20

keepers = staff_required(Role.ADMINISTRATOR, Role.SUPERVISOR)


@require_safe
@never_cache
@keepers
def history(request: HttpRequest) -> HttpResponse:
    """How many people the register knows, and the files it was filled from."""
    imports = list(import_history()[:SHOWN])
    context = {
        "people": presenters.number(count_of_records()),
        "table": presenters.history_table(imports) if imports else None,
    }
    return render(request, "desk/registers/history.html", context)


@takes_bodies_of(LARGEST_UPLOAD)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@keepers
def upload(request: HttpRequest) -> HttpResponse:
    """Bring a file."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            register_import = upload_import(
                file_name=file.name,
                content=file.file,
                size=file.size,
                uploaded_by=person_of(request),
                language=get_language() or "el",
                at=now(),
            )
        except FileIsNotReadable as refused:
            wording = explanation(refused.code)
            form.add_error("file", f"{wording.what} {wording.remedy}")
        else:
            return redirect("desk:register_columns", register_import.pk)
    return render(request, "desk/registers/upload.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@keepers
def columns(request: HttpRequest, import_id: int) -> HttpResponse:
    """Confirm which column is what, and have the file checked."""
    register_import = _found(import_id)
    if register_import.is_at_work or register_import.state == State.DONE:
        return redirect("desk:register_import", import_id)
    try:
        sample = sample_of(register_import=register_import)
    except FileIsNotReadable as refused:
        return _start_over(request, refused)
    typed = request.POST if request.method == "POST" else None
    form = ColumnsForm(typed, sample=sample, mapping=register_import.mapping)
    if request.method == "POST" and form.is_valid():
        try:
            check_import(import_id=import_id, mapping=form.mapping, at=now())
        except (MappingIsIncomplete, MappingIsInvalid) as refused:
            form.refuse(refused)
        except (ImportIsNotReady, FileIsNotReadable):
            return redirect("desk:register_import", import_id)
        else:
            return redirect("desk:register_import", import_id)
    context = {"form": form, "import": register_import, "sample": presenters.sample_table(sample)}
    return render(request, "desk/registers/columns.html", context)


@require_safe
@never_cache
@keepers
def show(request: HttpRequest, import_id: int) -> HttpResponse:
    """Where the import stands: progress while it is at work, then what came of it."""
    register_import = _found(import_id)
    if register_import.state == State.UPLOADED:
        return redirect("desk:register_columns", import_id)
    context = {"import": register_import, "state": presenters.STATES[State(register_import.state)]}
    if register_import.is_at_work:
        context["progress"] = presenters.progress(register_import)
        is_part = "HX-Request" in request.headers
        template = "_progress" if is_part else "progress"
        return render(request, f"desk/registers/{template}.html", context)
    if "HX-Request" in request.headers:
        # The work has ended: the whole page is another one now.
        return HttpResponse(headers={"HX-Refresh": "true"})
    if register_import.state == State.FAILED:
        context["failure"] = explanation(register_import.failure)
        return render(request, "desk/registers/failed.html", context)
    report = ImportReport.from_json(register_import.report)
    context |= {
        "report": report,
        "figures": presenters.figures(report),
        "problems": presenters.problem_table(report.problems),
        "is_checked": register_import.state == State.CHECKED,
        "has_news": report.inserted + report.updated > 0,
    }
    return render(request, "desk/registers/result.html", context)


@require_POST
@keepers
def run(request: HttpRequest, import_id: int) -> HttpResponse:
    """Import what was checked. A second click finds it at work."""
    _found(import_id)
    try:
        run_import(import_id=import_id, at=now())
    except ImportIsNotReady:
        messages.info(request, _("The import has been started already, or the file has to be checked first."))
    return redirect("desk:register_import", import_id)


@require_safe
@never_cache
@keepers
def problems(request: HttpRequest, import_id: int) -> HttpResponseBase:
    """The rows with errors or warnings, as a CSV file."""
    file = problems_of(register_import=_found(import_id))
    if file is None:
        raise Http404
    return FileResponse(file, as_attachment=True, filename=f"problems-{import_id}.csv", content_type="text/csv")


def _found(import_id: int) -> RegisterImport:
    found = import_history().filter(id=import_id).first()
    if found is None:
        raise Http404
    return found


def _start_over(request: HttpRequest, refused: FileIsNotReadable) -> HttpResponse:
    wording = explanation(refused.code)
    messages.warning(request, f"{wording.what} {wording.remedy}")
    return redirect("desk:register_upload")
