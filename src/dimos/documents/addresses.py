"""The address that stands on a document and in its QR code."""

from django.conf import settings

from dimos.municipalities.public import Municipality


def verification_address(*, municipality: Municipality, code: str) -> str:
    """Return the absolute address of the verification page of one code at its municipality's host."""
    if settings.SESSION_COOKIE_SECURE:
        return f"https://{municipality.host}/v/{code}"
    return f"http://{municipality.host}:{settings.DIMOS_PORT}/v/{code}"
