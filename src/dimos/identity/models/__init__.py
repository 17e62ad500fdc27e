from dimos.identity.models.allowance import Allowance
from dimos.identity.models.membership import Role, StaffMembership
from dimos.identity.models.user import Kind, User

__all__ = ["Allowance", "Kind", "Role", "StaffMembership", "User"]
