from dimos.municipalities.models.configuration import ConfigurationModel
from dimos.municipalities.models.municipal import (
    MunicipalForeignKey,
    MunicipalManager,
    MunicipalModel,
    MunicipalQuerySet,
)
from dimos.municipalities.models.municipality import HostName, Municipality, Region, RegionalUnit
from dimos.municipalities.models.office import LocalHoliday, Office
from dimos.municipalities.models.profile import Profile

__all__ = [
    "ConfigurationModel",
    "HostName",
    "LocalHoliday",
    "MunicipalForeignKey",
    "MunicipalManager",
    "MunicipalModel",
    "MunicipalQuerySet",
    "Municipality",
    "Office",
    "Profile",
    "Region",
    "RegionalUnit",
]
