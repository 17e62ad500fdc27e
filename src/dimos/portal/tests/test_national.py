import pytest
from django.test import Client


@pytest.mark.parametrize("path", ["/", "/en/", "/municipalities/", "/en/municipalities/", "/verify/", "/terms/"])
def test_pages_open(national_visitor: Client, path: str) -> None:
    assert national_visitor.get(path).status_code == 200
