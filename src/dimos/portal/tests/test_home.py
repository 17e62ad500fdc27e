import pytest
from django.test import Client


@pytest.mark.parametrize("path", ["/", "/en/", "/verify/", "/contact/", "/accessibility/", "/privacy/", "/terms/"])
def test_pages_open(visitor: Client, path: str) -> None:
    assert visitor.get(path).status_code == 200
