"""A visitor: our pages through Django's test client, the identity provider's over real HTTP."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import httpx
from django.test import Client

from dimos.identity.counterpart import DEMO_CLIENT_ID, DEMO_CLIENT_SECRET

KALAMATA_HOST = "kalamata.localhost"
PATRAS_HOST = "patras.localhost"
PASSWORD = "a long enough phrase"
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def point_at(settings: Any, address: str) -> None:
    """Take the server at this address for TAXISnet."""
    settings.DIMOS_TAXISNET = {
        "client_id": DEMO_CLIENT_ID,
        "client_secret": DEMO_CLIENT_SECRET,
        "base_url": address,
        "public_url": address,
    }


@dataclass
class Visitor:
    """Walks through the sign-in as a browser does."""

    client: Client
    provider: str

    def sign_in(self, persona: str, *, next_url: str = "", prefix: str = ""):
        """From our button to the page after the sign-in."""
        return self.come_back(self.choose(self.leave(next_url=next_url, prefix=prefix), persona))

    def leave(self, *, next_url: str = "", prefix: str = "") -> str:
        """Press our button; the provider's address the browser is sent to."""
        response = self.client.post(f"{prefix}/sign-in/taxisnet/", {"next": next_url})
        assert response.status_code == 302, response.content.decode()
        return response["Location"]

    def choose(self, authorize_url: str, persona: str, *, answer: str = "allow") -> str:
        """Choose a persona there (or deny); the address of ours the browser is sent back to."""
        page = httpx.get(authorize_url)
        ticket = re.search(r'name="ticket" value="([^"]+)"', page.text)
        assert ticket, page.text
        form = {"ticket": ticket[1], "persona": persona, "answer": answer}
        response = httpx.post(f"{self.provider}/oauth/authorize", data=form)
        assert response.status_code == 302
        return response.headers["location"]

    def come_back(self, callback_url: str):
        """Follow the way back to our callback."""
        parts = urlsplit(callback_url)
        return self.client.get(f"{parts.path}?{parts.query}")
