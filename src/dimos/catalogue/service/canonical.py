"""The one spelling of a definition, and its digest."""

import hashlib
from typing import Any

from dimos.catalogue.service.definition import ServiceDefinition
from dimos.eforms.public import canonical_json


def content_of(definition: ServiceDefinition) -> dict[str, Any]:
    """The definition as plain JSON. What has its default value is left out, so that a new key changes no old digest."""
    return definition.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def digest_of(definition: ServiceDefinition) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical_json(content_of(definition)).encode()).hexdigest()
