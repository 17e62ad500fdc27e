"""What an administrator fills in about a member of staff."""

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from dimos.identity.public import Role
from dimos.municipalities.public import Office
from dimos.ui.forms import GovGrForm

ROLES = {
    Role.CLERK: _("Clerk: works cases"),
    Role.SUPERVISOR: _("Supervisor: works cases, assigns, reopens, revokes"),
    Role.EDITOR: _("Editor: writes the municipality's pages"),
    Role.ADMINISTRATOR: _("Administrator: staff, registers, settings; opens no cases"),
}


class RoleForm(GovGrForm, forms.Form):
    """A role, and the office it is bound to."""

    role = forms.ChoiceField(label=_("Role"), choices=list(ROLES.items()), widget=forms.RadioSelect)
    office: "forms.ModelChoiceField[Office]" = forms.ModelChoiceField(
        label=_("Office"),
        queryset=None,
        required=False,
        empty_label=_("All offices"),
        help_text=_("Clerks and supervisors see the cases of their office only."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = Office.objects.order_by("name_el")  # type: ignore[attr-defined]


class PasswordForm(GovGrForm, forms.Form):
    """A first or a new password, handed over in person."""

    password = forms.CharField(
        label=_("Password"),
        help_text=_(
            "At least 12 characters. Hand it over in person; the second factor is set up at the first sign-in."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        max_length=128,
        strip=False,
    )


class NewPersonForm(RoleForm, PasswordForm):
    """A new account with its first role."""

    username = forms.CharField(
        label=_("User name"),
        help_text=_("For example a.papadaki. Letters, digits and @ . + - _ only."),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    first_name = forms.CharField(label=_("First name"), max_length=120)
    last_name = forms.CharField(label=_("Last name"), max_length=120)
    email = forms.EmailField(label=_("E-mail at work"), required=False)

    field_order = ("first_name", "last_name", "email", "username", "password", "role", "office")
