"""A citizen signs in against the counterpart, over real HTTP."""

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken

from dimos.audit.public import JournalEntry
from dimos.identity.models import User
from dimos.identity.tests.browser import Visitor
from dimos.municipalities.public import municipality_scope

pytestmark = pytest.mark.django_db


def test_a_citizen_signs_in_and_has_an_account(visitor: Visitor) -> None:
    response = visitor.sign_in("eleni")

    assert response.status_code == 302
    assert response["Location"] == "/cases/"
    eleni = User.objects.get()
    assert (eleni.kind, eleni.afm, eleni.username) == ("citizen", "000001010", "afm:000001010")
    assert (eleni.first_name, eleni.last_name) == ("ΕΛΕΝΗ", "ΠΑΡΑΔΕΙΓΜΑΤΙΔΟΥ")
    assert (eleni.father_name, eleni.mother_name, eleni.birth_year) == ("ΘΕΟΔΩΡΟΣ", "ΑΓΓΕΛΙΚΗ", 1985)
    assert not eleni.has_usable_password()
    assert visitor.client.get("/cases/").status_code == 200
