"""The person's own page: how they want to be reached."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dimos.identity.addresses import safe_next
from dimos.identity.forms import ContactForm
from dimos.identity.gates import signed_in_required
from dimos.identity.models import User


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_required
def account(request: HttpRequest) -> HttpResponse:
    """Names as the state knows them (not to be changed here), and e-mail, phone, language."""
    person = User.objects.get(username=request.user.get_username())
    form = ContactForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your contact details were saved."))
        return HttpResponseRedirect(safe_next(request) or request.path)
    context = {"form": form, "person": request.user, "next_url": safe_next(request)}
    return render(request, "identity/account.html", context, status=422 if form.errors else 200)
