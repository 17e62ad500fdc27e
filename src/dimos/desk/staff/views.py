"""List, add, change: administrators only. Accounts are national, roles are not: what touches the account is guarded."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dimos.desk.staff.forms import ROLES, NewPersonForm, PasswordForm, RoleForm
from dimos.identity.public import (
    PasswordIsWeak,
    Role,
    StaffMembership,
    User,
    UsernameIsTaken,
    actor_of,
    create_staff,
    grant_role,
    revoke_role,
    set_staff_password,
    staff_here,
    staff_required,
)
from dimos.kernel.clock import now
from dimos.municipalities.public import current_municipality_id, everywhere

administrators = staff_required(Role.ADMINISTRATOR)


@require_safe
@never_cache
@administrators
def staff(request: HttpRequest) -> HttpResponse:
    """Who works here."""
    people: dict[int, dict[str, object]] = {}
    for membership in staff_here():
        person = people.setdefault(membership.user_id, {"user": membership.user, "roles": []})
        person["roles"].append(_role_text(membership))  # type: ignore[attr-defined]
    return render(request, "desk/staff/staff.html", {"people": list(people.values())})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@administrators
def add(request: HttpRequest) -> HttpResponse:
    """A new account with its first role."""
    form = NewPersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            user = create_staff(
                username=data["username"],
                password=data["password"],
                first_name=data["first_name"],
                last_name=data["last_name"],
                email=data["email"],
                actor=actor_of(request.user),
                at=now(),
            )
        except UsernameIsTaken:
            form.add_error("username", _("This user name is taken. Choose another."))
        except PasswordIsWeak as weak:
            form.add_error("password", weak.reasons)
        else:
            _grant(request, user, data)
            messages.success(request, _("%(name)s can sign in now.") % {"name": user.get_full_name()})
            return redirect("desk:staff")
    context = {"form": form, "heading": _("Add a member of staff"), "submit_label": _("Add")}
    return render(request, "desk/staff/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@administrators
def person(request: HttpRequest, user_id: int) -> HttpResponse:
    """One person's roles here: give one, take one."""
    user, memberships = _colleague(user_id)
    form = RoleForm(request.POST if request.POST.get("do") == "grant" else None)
    if request.method == "POST" and request.POST.get("do") == "revoke":
        return _revoke(request, user, request.POST.get("role", ""))
    if form.is_bound and form.is_valid():
        _grant(request, user, form.cleaned_data)
        messages.success(request, _("The role was given."))
        return redirect("desk:staff_person", user_id=user.pk)
    roles = [{"value": membership.role, "text": _role_text(membership)} for membership in memberships]
    context = {"person": user, "roles": roles, "form": form, "may_set_password": _works_only_here(user)}
    return render(request, "desk/staff/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@administrators
def password(request: HttpRequest, user_id: int) -> HttpResponse:
    """A new password for somebody who works at this municipality alone."""
    user, _memberships = _colleague(user_id)
    if not _works_only_here(user):
        raise PermissionDenied
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            set_staff_password(
                user=user, password=form.cleaned_data["password"], actor=actor_of(request.user), at=now()
            )
        except PasswordIsWeak as weak:
            form.add_error("password", weak.reasons)
        else:
            messages.success(request, _("The password was changed. Whoever was signed in with the old one is out."))
            return redirect("desk:staff_person", user_id=user.pk)
    heading = _("New password for %(name)s") % {"name": user.get_full_name()}
    context = {"form": form, "heading": heading, "submit_label": _("Change the password"), "person": user}
    return render(request, "desk/staff/form.html", context)


def _colleague(user_id: int) -> tuple[User, list[StaffMembership]]:
    memberships = list(staff_here().filter(user_id=user_id))
    if not memberships:
        raise Http404
    return memberships[0].user, memberships


def _works_only_here(user: User) -> bool:
    if user.is_ministry_officer:
        return False
    here = current_municipality_id()
    with everywhere(reason="whether an account belongs to one municipality alone"):
        return not StaffMembership.objects.filter(user=user).exclude(municipality_id=here).exists()


def _grant(request: HttpRequest, user: User, data: dict[str, object]) -> None:
    role, office = Role(str(data["role"])), data["office"]
    bound = office if role in {Role.CLERK, Role.SUPERVISOR} else None
    grant_role(user=user, role=role, office=bound, actor=actor_of(request.user), at=now())  # type: ignore[arg-type]


def _revoke(request: HttpRequest, user: User, name: str) -> HttpResponse:
    if name not in Role.values:
        raise Http404
    if user == request.user and name == Role.ADMINISTRATOR:
        messages.error(request, _("You cannot take the administrator's role from yourself: ask another administrator."))
        return redirect("desk:staff_person", user_id=user.pk)
    revoke_role(user=user, role=Role(name), actor=actor_of(request.user), at=now())
    messages.success(request, _("The role was taken."))
    still_here = staff_here().filter(user=user).exists()
    return redirect("desk:staff_person", user_id=user.pk) if still_here else redirect("desk:staff")


def _role_text(membership: StaffMembership) -> str:
    text = str(ROLES[Role(membership.role)]).partition(":")[0]
    return f"{text} ({membership.office.name})" if membership.office else text
