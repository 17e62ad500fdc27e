"""A stand-in for TAXISnet: the same protocol over HTTP, with fictional people. For the demonstration and for tests."""

from typing import Final

DEMO_CLIENT_ID: Final = "dimos-demo"
DEMO_CLIENT_SECRET: Final = "only-for-the-demonstration"  # noqa: S105
