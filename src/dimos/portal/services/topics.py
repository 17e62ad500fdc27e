"""What services are filed under: the subjects of the municipality's work, and events in a person's life."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from dimos.ui.components import Text


@dataclass(frozen=True, slots=True)
class Topic:
    """A heading of the directory. The order of the mapping is the order on the page."""

    title: Text
    icon: str


SUBJECTS: Mapping[str, Topic] = {
    "civil-status": Topic(_("Certificates and civil status"), "document"),
    "revenue": Topic(_("Municipal fees and payments"), "euro"),
    "traffic": Topic(_("Traffic and parking"), "car"),
    "everyday-life": Topic(_("Everyday life and the neighbourhood"), "lamp"),
    "social": Topic(_("Social support"), "heart"),
    "children": Topic(_("Children and school"), "school"),
    "business": Topic(_("Business and public space"), "shop"),
    "works": Topic(_("Building and technical works"), "house"),
    "environment": Topic(_("Environment and animals"), "tree"),
    "cemeteries": Topic(_("Cemeteries"), "place"),
    "rights": Topic(_("Information, complaints and rights"), "scales"),
}
LIFE_EVENTS: Mapping[str, Topic] = {
    "moving": Topic(_("Moving house"), "house"),
    "birth": Topic(_("Having a child"), "heart"),
    "school": Topic(_("Nursery and school"), "school"),
    "marriage": Topic(_("Marriage and partnership"), "person"),
    "vehicle": Topic(_("Car and parking"), "car"),
    "disability": Topic(_("Living with a disability"), "heart"),
    "neighbourhood": Topic(_("In your neighbourhood"), "lamp"),
    "business": Topic(_("Running a business"), "shop"),
    "hardship": Topic(_("In financial need"), "euro"),
    "death": Topic(_("When someone dies"), "place"),
}
OTHER = Topic(_("Other services"), "folder")
