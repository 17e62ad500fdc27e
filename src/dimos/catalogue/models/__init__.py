from dimos.catalogue.models.adoption import Adoption
from dimos.catalogue.models.definition_version import DefinitionVersion

__all__ = ["Adoption", "DefinitionVersion"]
