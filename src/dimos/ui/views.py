"""The gallery of components; mounted at `/_gallery/` in development and in the demonstration only."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dimos.ui.gallery import sample_content


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state; `?face=desk` and `?face=form` show them in the other page layouts."""
    face = request.GET.get("face", "public")
    names = {"desk": "ui/gallery_desk.html", "form": "ui/gallery_form.html"}
    return render(request, names.get(face, "ui/gallery.html"), sample_content())
