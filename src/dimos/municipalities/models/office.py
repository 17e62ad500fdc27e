"""The municipality's offices (υπηρεσίες) and its own holidays."""

from django.db import models

from dimos.municipalities.models.configuration import ConfigurationModel
from dimos.municipalities.models.municipal import MunicipalModel
from dimos.municipalities.models.municipality import BilingualName


class Office(BilingualName, MunicipalModel):
    """A unit of the municipality that works cases."""

    slug = models.SlugField(max_length=60)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    address = models.CharField(max_length=200, blank=True)

    class Meta(MunicipalModel.Meta):
        constraints = [models.UniqueConstraint(fields=["municipality", "slug"], name="office_slug")]


class LocalHoliday(BilingualName, ConfigurationModel):
    """A day on which this municipality alone does not work (its patron saint, its liberation)."""

    date = models.DateField()

    class Meta(ConfigurationModel.Meta):
        constraints = [models.UniqueConstraint(fields=["municipality", "date"], name="local_holiday_date")]
