from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from dimos.audit.public import entries_about_subject
from dimos.catalogue.actions.adopt_service import DefinitionIsUnknown, OfficeIsMissing, adopt_service
from dimos.catalogue.actions.close_service import close_service
from dimos.catalogue.actions.publish_definition import publish_definition
from dimos.catalogue.models import Adoption
from dimos.catalogue.queries import (
    ServiceIsClosed,
    ServiceIsNotOffered,
    find_services,
    offered_service,
    offered_services,
)
from dimos.catalogue.service.overrides import Overrides
from dimos.catalogue.tests.factories import EDITOR, KALAMATA, MESSINI, MOMENT, TODAY, definition, join
from dimos.eforms.public import Text
from dimos.municipalities.public import ScopeIsNotOpen, municipality_scope

pytestmark = pytest.mark.django_db
RESIDENCE = "residence-certificate"


@pytest.fixture(autouse=True)
def _kalamata(db: None):
    join()
    with municipality_scope(KALAMATA):
        yield


def adopt(service: str = RESIDENCE, **more: Any) -> Adoption:
    return adopt_service(service=service, actor=EDITOR, at=MOMENT, **more)


def test_an_adopted_service_is_offered_by_the_office_the_definition_names() -> None:
    adoption = adopt()
    offered = offered_service(slug=RESIDENCE, today=TODAY)
    assert offered.slug == RESIDENCE
    assert offered.office_id == adoption.office_id
    assert offered.adoption.office.slug == "registry"
    [entry] = entries_about_subject(municipality_id=KALAMATA, subject=f"service:{RESIDENCE}")
    assert entry.action == "catalogue.adopt"


def test_a_service_that_was_not_adopted_is_not_offered() -> None:
    with pytest.raises(ServiceIsNotOffered):
        offered_service(slug=RESIDENCE, today=TODAY)
    with pytest.raises(ServiceIsNotOffered):
        close_service(service=RESIDENCE, actor=EDITOR, at=MOMENT)


def test_a_closed_service_says_so_and_opens_again_when_adopted_again() -> None:
    adopt()
    close_service(service=RESIDENCE, actor=EDITOR, at=MOMENT)
    with pytest.raises(ServiceIsClosed) as closed:
        offered_service(slug=RESIDENCE, today=TODAY)
    assert closed.value.offered.definition.title.en == "Permanent residence certificate"
    adopt()
    assert offered_service(slug=RESIDENCE, today=TODAY).is_open


@pytest.mark.parametrize(
    ("today", "is_open"),
    [(date(2026, 4, 30), False), (date(2026, 5, 1), True), (date(2026, 6, 30), True), (date(2026, 7, 1), False)],
)
def test_a_service_is_open_from_its_first_day_to_its_last(today: date, is_open: bool) -> None:
    adopt(opens_date=date(2026, 5, 1), closes_date=date(2026, 6, 30))
    [offered] = offered_services(today=today)
    assert offered.is_open is is_open


def test_a_service_cannot_close_before_it_opens() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        adopt(opens_date=date(2026, 5, 2), closes_date=date(2026, 5, 1))


def test_a_municipality_changes_named_parts_only_for_itself() -> None:
    words = Text(el="Βεβαίωση κατοικίας Καλαμάτας", en="Kalamata residence certificate")
    adopt(overrides=Overrides(title=words, fee_cents=300))
    assert offered_service(slug=RESIDENCE, today=TODAY).definition.title == words
    assert offered_service(slug=RESIDENCE, today=TODAY).definition.fee.cents == 300
    join(MESSINI)
    with municipality_scope(MESSINI):
        adopt()
        assert offered_service(slug=RESIDENCE, today=TODAY).definition.fee.cents == 0


def test_what_another_municipality_offers_is_not_seen() -> None:
    adopt()
    with municipality_scope(MESSINI):
        assert offered_services(today=TODAY) == ()


def test_without_a_municipality_nothing_is_answered() -> None:
    from dimos.municipalities.scope import entered_scope

    with entered_scope(None), pytest.raises(ScopeIsNotOpen):
        offered_services(today=TODAY)


def test_an_unknown_service_or_office_is_told() -> None:
    with pytest.raises(DefinitionIsUnknown):
        adopt("no-such-service")
    with pytest.raises(DefinitionIsUnknown):
        adopt(version_number=99)
    with pytest.raises(OfficeIsMissing, match="technical-services"):
        adopt("disabled-parking-place")


def test_a_municipality_may_stay_on_an_older_version() -> None:
    publish_definition(definition=definition(), actor=EDITOR, at=MOMENT)
    publish_definition(definition=definition(keywords=("new",)), actor=EDITOR, at=MOMENT)
    adopt("test-service", version_number=1)
    assert offered_service(slug="test-service", today=TODAY).version_number == 1
    adopt("test-service")
    assert offered_service(slug="test-service", today=TODAY).version_number == 2
    assert Adoption.objects.filter(service="test-service").count() == 1


def test_offered_services_take_one_query(django_assert_num_queries: Any) -> None:
    adopt()
    adopt("problem-report", office_slug="registry")
    offered_services(today=TODAY)
    with django_assert_num_queries(1):
        assert [service.slug for service in offered_services(today=TODAY)] == ["problem-report", RESIDENCE]


@pytest.mark.parametrize(
    "query", ["κατοικία", "ΒΕΒΑΙΩΣΗ μονιμησ", "katoikia", "bebaiwsh katoikias", "residence", "beba;ivsh", "διεύθυνση"]
)
def test_a_service_is_found_however_it_is_typed(query: str) -> None:
    adopt()
    adopt("problem-report", office_slug="registry")
    assert find_services(query=query, today=TODAY)[0].slug == RESIDENCE


def test_what_nothing_answers_finds_nothing() -> None:
    adopt()
    assert find_services(query="ελικόπτερο", today=TODAY) == ()
    assert find_services(query="  ", today=TODAY) == ()
    assert find_services(query="\x00" * 500, today=TODAY) == ()
