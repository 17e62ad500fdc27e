import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from dimos.audit.public import NATION, entries_about_subject
from dimos.catalogue.actions.publish_definition import publish_definition, publish_national_definitions
from dimos.catalogue.models import DefinitionVersion
from dimos.catalogue.queries import DefinitionVersionIsUnknown, definition_of_version, latest_versions
from dimos.catalogue.service.canonical import digest_of
from dimos.catalogue.service.loading import parse_definition
from dimos.catalogue.service.mistakes import DefinitionIsMistaken
from dimos.catalogue.tests.factories import EDITOR, MOMENT, YAML, definition

pytestmark = pytest.mark.django_db


def test_a_definition_is_published_as_version_one_and_journaled() -> None:
    version = publish_definition(definition=definition(), actor=EDITOR, at=MOMENT)
    assert (version.service, version.number) == ("test-service", 1)
    assert definition_of_version(version_id=version.id) == definition()
    [entry] = entries_about_subject(municipality_id=NATION, subject="service:test-service")
    assert entry.action == "catalogue.publish"


def test_publishing_the_same_again_changes_nothing() -> None:
    first = publish_definition(definition=definition(), actor=EDITOR, at=MOMENT)
    assert publish_definition(definition=definition(), actor=EDITOR, at=MOMENT) == first
    assert DefinitionVersion.objects.filter(service="test-service").count() == 1


def test_a_change_is_a_new_version_and_the_old_one_stays() -> None:
    first = publish_definition(definition=definition(), actor=EDITOR, at=MOMENT)
    second = publish_definition(definition=definition(office="other-office"), actor=EDITOR, at=MOMENT)
    assert second.number == 2
    assert definition_of_version(version_id=first.id).office == "registry"
    assert second in latest_versions()
    assert first not in latest_versions()


def test_the_order_of_keys_changes_no_digest() -> None:
    lines = YAML.splitlines(keepends=True)
    moved = "".join([lines[0], *lines[2:6], lines[1], *lines[6:]])
    assert moved != YAML
    assert digest_of(parse_definition(text=moved)) == digest_of(definition())


def test_a_definition_whose_example_fails_is_not_published() -> None:
    wrong = parse_definition(text=YAML.replace("missing: [why]", "missing: []"))
    with pytest.raises(DefinitionIsMistaken, match=r"Red needs a reason.*fails"):
        publish_definition(definition=wrong, actor=EDITOR, at=MOMENT)
    assert not DefinitionVersion.objects.filter(service="test-service").exists()


def test_the_national_definitions_are_there_after_every_migration() -> None:
    services = {version.service for version in latest_versions()}
    assert {"residence-certificate", "disabled-parking-place", "problem-report"} <= services


def test_publishing_the_national_definitions_again_changes_nothing() -> None:
    before = DefinitionVersion.objects.count()
    publish_national_definitions(at=MOMENT)
    assert DefinitionVersion.objects.count() == before


def test_a_published_version_cannot_be_changed_or_removed() -> None:
    version = publish_definition(definition=definition(), actor=EDITOR, at=MOMENT)
    for statement in ("UPDATE catalogue_definitionversion SET number = 9", "DELETE FROM catalogue_definitionversion"):
        with pytest.raises(DatabaseError) as refusal, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
        assert isinstance(refusal.value.__cause__, psycopg.errors.InsufficientPrivilege)
    version.refresh_from_db()
    assert version.number == 1


def test_an_unknown_version_is_told() -> None:
    with pytest.raises(DefinitionVersionIsUnknown):
        definition_of_version(version_id=999_999)


def test_a_version_of_an_earlier_release_is_still_read() -> None:
    newest = DefinitionVersion.objects.filter(service="problem-report").order_by("-number").first()
    assert newest is not None
    content = newest.content | {"given_up": 1}
    content["steps"][0]["fields"][0]["given_up"] = True
    old = DefinitionVersion.objects.create(
        service="problem-report",
        number=newest.number + 1,
        sha256="0" * 64,
        content=content,
        published_at=newest.published_at,
    )

    assert definition_of_version(version_id=old.pk).id == "problem-report"
