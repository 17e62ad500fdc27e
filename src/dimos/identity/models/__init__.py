from dimos.identity.models.membership import Role, StaffMembership
from dimos.identity.models.user import Kind, User

__all__ = ["Kind", "Role", "StaffMembership", "User"]
