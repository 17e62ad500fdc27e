"""Every address of a URLconf, by its name."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Address:
    name: str
    arguments: tuple[str, ...]


def addresses_of(urlconf: str) -> dict[str, Address]:
    """Name → address; one without a name goes by its route."""
    found = {address.name: address for address in _walk(get_resolver(urlconf), "", ())}
    assert found, urlconf
    return found


def _walk(resolver: URLResolver, namespace: str, above: tuple[str, ...]) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        arguments = (*above, *pattern.pattern.converters)
        if isinstance(pattern, URLPattern):
            yield Address(namespace + (pattern.name or f"/{pattern.pattern}"), arguments)
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern, inner, arguments)
