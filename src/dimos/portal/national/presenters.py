"""What the national pages print."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from dimos.kernel.greek import fold
from dimos.municipalities.public import Municipality
from dimos.portal.addresses import in_page_language
from dimos.portal.national.search import find_municipalities


@dataclass(frozen=True, slots=True, kw_only=True)
class MunicipalityLine:
    """One municipality; without an address it is not served here yet."""

    name: str
    href: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitBlock:
    """The municipalities of one regional unit."""

    name: str
    municipalities: tuple[MunicipalityLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionBlock:
    """One region, with its units."""

    anchor: str
    name: str
    count: str
    href: str
    units: tuple[UnitBlock, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalHomePage:
    """The national home."""

    joined: tuple[MunicipalityLine, ...]
    regions: tuple[RegionBlock, ...]
    figures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryPage:
    """The directory: everything by region, or an answer to what was typed."""

    typed: str
    found: tuple[MunicipalityLine, ...]
    suggestions: tuple[MunicipalityLine, ...]
    regions: tuple[RegionBlock, ...]
    summary: str


def national_home_page(*, municipalities: Sequence[Municipality]) -> NationalHomePage:
    """Those that are served here, largest first; all others by region."""
    joined = sorted((m for m in municipalities if m.joined_at), key=lambda m: -m.population_2021)
    people = sum(m.population_2021 for m in municipalities)
    return NationalHomePage(
        joined=tuple(_line(municipality) for municipality in joined),
        regions=_regions(municipalities),
        figures=(
            (str(len(municipalities)), _("municipalities in the directory")),
            (str(len(joined)), ngettext("serves its people here", "serve their people here", len(joined))),
            (number_format(people, use_l10n=True, force_grouping=True), _("inhabitants, census of 2021")),
        ),
    )


def directory_page(*, municipalities: Sequence[Municipality], typed: str) -> DirectoryPage:
    """All by region without a query; else what was found, or what comes close to it."""
    query = typed.strip()
    found = find_municipalities(municipalities=municipalities, typed=query)
    count = len(found.municipalities)
    summary = ngettext("%(count)s municipality", "%(count)s municipalities", count) % {"count": count} if query else ""
    return DirectoryPage(
        typed=query,
        found=tuple(_line(municipality) for municipality in found.municipalities),
        suggestions=tuple(_line(municipality) for municipality in found.suggestions),
        regions=() if query else _regions(municipalities),
        summary=summary,
    )


def _line(municipality: Municipality) -> MunicipalityLine:
    home = f"{municipality.address}{in_page_language('/')}" if municipality.joined_at else ""
    return MunicipalityLine(name=municipality.name, href=home, detail=_unit(municipality.regional_unit.name))


def _regions(municipalities: Sequence[Municipality]) -> tuple[RegionBlock, ...]:
    ordered = sorted(
        municipalities,
        key=lambda m: (m.regional_unit.region_id, fold(m.regional_unit.name), m.regional_unit_id, fold(m.name)),
    )
    blocks = []
    for region_id, of_region in groupby(ordered, key=lambda m: m.regional_unit.region_id):
        rows = list(of_region)
        units = tuple(
            UnitBlock(name=_unit(name), municipalities=tuple(_line(municipality) for municipality in of_unit))
            for name, of_unit in groupby(rows, key=lambda m: m.regional_unit.name)
        )
        count = ngettext("%(count)s municipality", "%(count)s municipalities", len(rows)) % {"count": len(rows)}
        anchor = f"region-{region_id}"
        blocks.append(
            RegionBlock(
                anchor=anchor,
                name=rows[0].regional_unit.region.name,
                count=count,
                href=f"{reverse('municipalities')}#{anchor}",
                units=units,
            )
        )
    return tuple(blocks)


def _unit(name: str) -> str:
    """The regional unit in few letters: «Π.Ε. Μεσσηνίας», "Messenia"."""
    if get_language() != "en":
        return name.replace("Περιφερειακή Ενότητα", "Π.Ε.")
    short = name.removeprefix("Regional Unit of ")
    return short[:1].upper() + short[1:]
