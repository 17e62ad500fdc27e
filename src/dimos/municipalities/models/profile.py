"""What a municipality says of itself on its pages and documents."""

from django.db import models

from dimos.municipalities.models.municipal import MunicipalModel


class Profile(MunicipalModel):
    """Contact data and arms; one row per municipality that has joined."""

    address_el = models.CharField(max_length=200, blank=True)
    address_en = models.CharField(max_length=200, blank=True)
    place_el = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    arms = models.CharField(max_length=200, blank=True)
    signatory_el = models.CharField(max_length=120, default="Με εντολή Δημάρχου")

    class Meta(MunicipalModel.Meta):
        constraints = [models.UniqueConstraint(fields=["municipality"], name="profile_once")]

    def __str__(self) -> str:
        return f"profile of {self.municipality_id}"
