"""Identity's door: who is there, what they may do, how much they may ask for."""

from dimos.identity.actions.create_staff import PasswordIsWeak, UsernameIsTaken, create_staff
from dimos.identity.actions.grant_role import grant_role, revoke_role
from dimos.identity.actions.limit import TooManyRequests, limit
from dimos.identity.actions.set_password import set_staff_password
from dimos.identity.actions.welcome_citizen import welcome_citizen
from dimos.identity.addresses import client_ip, client_network, safe_next
from dimos.identity.counterpart import DEMO_CLIENT_ID, DEMO_CLIENT_SECRET
from dimos.identity.gates import (
    citizen_required,
    ministry_required,
    signed_in_required,
    staff_account_required,
    staff_required,
)
from dimos.identity.models import Kind, Role, StaffMembership, User
from dimos.identity.personas import PERSONAS, Address, Persona, Relative
from dimos.identity.policy import (
    Person,
    actor_of,
    is_ministry_officer,
    may_administer,
    may_edit,
    may_supervise,
    may_work_cases,
    roles_here,
    second_factor_is_due,
)
from dimos.identity.queries import citizen_with_afm, staff_here
from dimos.identity.rules import AfmIsWrong, Claims, LegalPersonCannotSignIn, StaffAccountIsNeeded, valid_afm

__all__ = [
    "DEMO_CLIENT_ID",
    "DEMO_CLIENT_SECRET",
    "PERSONAS",
    "Address",
    "AfmIsWrong",
    "Claims",
    "Kind",
    "LegalPersonCannotSignIn",
    "PasswordIsWeak",
    "Person",
    "Persona",
    "Relative",
    "Role",
    "StaffAccountIsNeeded",
    "StaffMembership",
    "TooManyRequests",
    "User",
    "UsernameIsTaken",
    "actor_of",
    "citizen_required",
    "citizen_with_afm",
    "client_ip",
    "client_network",
    "create_staff",
    "grant_role",
    "is_ministry_officer",
    "limit",
    "may_administer",
    "may_edit",
    "may_supervise",
    "may_work_cases",
    "ministry_required",
    "revoke_role",
    "roles_here",
    "safe_next",
    "second_factor_is_due",
    "set_staff_password",
    "signed_in_required",
    "staff_account_required",
    "staff_here",
    "staff_required",
    "valid_afm",
    "welcome_citizen",
]
