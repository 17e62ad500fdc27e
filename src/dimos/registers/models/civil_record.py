"""The municipality's own copy of the civil register: one row per person."""

from django.db import models
from django.db.models import Q

from dimos.municipalities.public import MunicipalModel


class CivilRecord(MunicipalModel):
    """A person as the municipality's register knows them; at least one of ΑΦΜ and ΑΜΚΑ is known.

    Check digits are verified on import; the database holds what can never be right out.
    `household_number` is the family record (οικογενειακή μερίδα) or whatever else the register groups people by.
    """

    afm = models.CharField(max_length=9, null=True)  # noqa: DJ001 - unknown, which must not collide
    amka = models.CharField(max_length=11, null=True)  # noqa: DJ001 - the same
    last_name = models.CharField(max_length=120)
    first_name = models.CharField(max_length=120)
    father_name = models.CharField(max_length=120, blank=True)
    mother_name = models.CharField(max_length=120, blank=True)
    birth_date = models.DateField(null=True)
    address = models.CharField(max_length=200, blank=True)
    postal_code = models.CharField(max_length=5, blank=True)
    settlement = models.CharField(max_length=120, blank=True)
    resident_since = models.DateField(null=True)
    household_number = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=120, blank=True)
    updated_at = models.DateTimeField()

    class Meta(MunicipalModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["municipality", "afm"], name="civil_record_afm"),
            models.UniqueConstraint(fields=["municipality", "amka"], name="civil_record_amka"),
            models.CheckConstraint(
                condition=Q(afm__isnull=False) | Q(amka__isnull=False), name="civil_record_has_a_key"
            ),
            models.CheckConstraint(
                condition=Q(afm__isnull=True) | (Q(afm__regex=r"^[0-9]{9}$") & ~Q(afm="000000000")),
                name="civil_record_afm_plausible",
            ),
            models.CheckConstraint(
                condition=Q(amka__isnull=True) | Q(amka__regex=r"^[0-9]{11}$"), name="civil_record_amka_plausible"
            ),
            models.CheckConstraint(condition=~Q(last_name="") & ~Q(first_name=""), name="civil_record_has_a_name"),
            models.CheckConstraint(
                condition=Q(postal_code="") | Q(postal_code__regex=r"^[0-9]{5}$"), name="civil_record_postal_code"
            ),
        ]
        indexes = [models.Index(fields=["municipality", "household_number"], name="civil_record_household")]

    def __str__(self) -> str:
        return f"civil record {self.pk}"
