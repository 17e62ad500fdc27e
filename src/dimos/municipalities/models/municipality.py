"""Reference data: the 332 municipalities, their regions and hosts. National rows, visible to all."""

from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import get_language


class BilingualName(models.Model):
    """A name in Greek and English; `name` is the one in the reader's language."""

    name_el = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_en if get_language() == "en" else self.name_el


class Region(BilingualName):
    """One of the 13 regions (περιφέρειες)."""

    id = models.PositiveSmallIntegerField(primary_key=True)


class RegionalUnit(BilingualName):
    """One of the 74 regional units (περιφερειακές ενότητες)."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="units")


class Municipality(BilingualName):
    """A municipality. Its id is its ELSTAT code as a number, the same in every installation."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    slug = models.SlugField(max_length=63, unique=True)
    genitive_el = models.CharField(max_length=120)
    regional_unit = models.ForeignKey(RegionalUnit, on_delete=models.PROTECT, related_name="municipalities")
    population_2021 = models.PositiveIntegerField()
    population_2011 = models.PositiveIntegerField(null=True)
    joined_at = models.DateTimeField(null=True)
    # New with every change of its settings: see `configuration`.
    configuration = models.UUIDField(db_default=RandomUUID(), editable=False)

    class Meta:
        verbose_name_plural = "municipalities"

    @property
    def host(self) -> str:
        """Its host below the installation's own (`kalamata.localhost`)."""
        return f"{self.slug}.{settings.DIMOS_BASE_HOST}"

    @property
    def address(self) -> str:
        """Where its site begins, without the last slash (`http://kalamata.localhost:8000`)."""
        return f"{settings.DIMOS_SCHEME}://{self.host}{settings.DIMOS_PORT_SUFFIX}"


class HostName(models.Model):
    """A further host under which a municipality answers (`www.kalamata.gr`)."""

    host = models.CharField(max_length=253)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="host_names")

    class Meta:
        constraints = [models.UniqueConstraint(Lower("host"), name="host_name_once")]

    def __str__(self) -> str:
        return self.host
