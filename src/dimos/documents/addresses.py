"""The address that stands on a document and in its QR code."""

from dimos.municipalities.public import Municipality


def verification_address(*, municipality: Municipality, code: str) -> str:
    """Return the absolute address of the verification page of one code at its municipality's host."""
    return f"{municipality.address}/v/{code}"
