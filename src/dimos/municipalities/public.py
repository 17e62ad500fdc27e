"""The municipalities' door: tenants, hosts, the scope and the wall."""

from dimos.municipalities.actions.join_municipality import (
    STARTING_OFFICES,
    OfficeData,
    ProfileData,
    join_municipality,
)
from dimos.municipalities.calendar import local_holidays, national_holidays
from dimos.municipalities.configuration import kept_while_unchanged
from dimos.municipalities.hosts import UnknownHost, forget_hosts, municipality_for_host, municipality_here
from dimos.municipalities.models import (
    ConfigurationModel,
    HostName,
    LocalHoliday,
    MunicipalForeignKey,
    Municipality,
    MunicipalManager,
    MunicipalModel,
    MunicipalQuerySet,
    Office,
    Profile,
    Region,
    RegionalUnit,
)
from dimos.municipalities.operations import AppendOnly, WallOff
from dimos.municipalities.queries import all_municipalities, joined_municipalities, profile_here
from dimos.municipalities.scope import (
    ScopeIsNotOpen,
    current_municipality_id,
    current_scope,
    everywhere,
    municipality_scope,
)

__all__ = [
    "STARTING_OFFICES",
    "AppendOnly",
    "ConfigurationModel",
    "HostName",
    "LocalHoliday",
    "MunicipalForeignKey",
    "MunicipalManager",
    "MunicipalModel",
    "MunicipalQuerySet",
    "Municipality",
    "Office",
    "OfficeData",
    "Profile",
    "ProfileData",
    "Region",
    "RegionalUnit",
    "ScopeIsNotOpen",
    "UnknownHost",
    "WallOff",
    "all_municipalities",
    "current_municipality_id",
    "current_scope",
    "everywhere",
    "forget_hosts",
    "join_municipality",
    "joined_municipalities",
    "kept_while_unchanged",
    "local_holidays",
    "municipality_for_host",
    "municipality_here",
    "municipality_scope",
    "national_holidays",
    "profile_here",
]
