"""The catalogue's door."""

from dimos.catalogue.actions.adopt_national_services import adopt_national_services
from dimos.catalogue.actions.adopt_service import DefinitionIsUnknown, OfficeIsMissing, adopt_service
from dimos.catalogue.actions.close_service import close_service
from dimos.catalogue.actions.publish_definition import DEFINITIONS, publish_definition, publish_national_definitions
from dimos.catalogue.models import Adoption, DefinitionVersion
from dimos.catalogue.queries import (
    DefinitionVersionIsUnknown,
    OfferedService,
    ServiceIsClosed,
    ServiceIsNotOffered,
    definition_as_adopted,
    definition_of_version,
    find_services,
    latest_versions,
    offered_service,
    offered_services,
)
from dimos.catalogue.service.assessment import (
    Assessment,
    DocumentText,
    PrintedRow,
    ServiceIssuesNoDocument,
    assess,
    document_text,
)
from dimos.catalogue.service.definition import Citation, Deadline, Evidence, Lifecycle, Retention, ServiceDefinition
from dimos.catalogue.service.examples import ExampleResult, run_examples
from dimos.catalogue.service.facts import APPLICANT_FACTS, REGISTER_FACTS
from dimos.catalogue.service.loading import load_definition, parse_definition
from dimos.catalogue.service.mistakes import DefinitionIsMistaken, Mistake
from dimos.catalogue.service.names import SCHEMA_FILE, schema_text
from dimos.catalogue.service.outcomes import AnswerOutcome, CounterOutcome, DocumentOutcome, Outcome
from dimos.catalogue.service.overrides import Overrides
from dimos.catalogue.service.report import CatalogueReport, CheckedDefinition, check_catalogue

__all__ = [
    "APPLICANT_FACTS",
    "DEFINITIONS",
    "REGISTER_FACTS",
    "SCHEMA_FILE",
    "Adoption",
    "AnswerOutcome",
    "Assessment",
    "CatalogueReport",
    "CheckedDefinition",
    "Citation",
    "CounterOutcome",
    "Deadline",
    "DefinitionIsMistaken",
    "DefinitionIsUnknown",
    "DefinitionVersion",
    "DefinitionVersionIsUnknown",
    "DocumentOutcome",
    "DocumentText",
    "Evidence",
    "ExampleResult",
    "Lifecycle",
    "Mistake",
    "OfferedService",
    "OfficeIsMissing",
    "Outcome",
    "Overrides",
    "PrintedRow",
    "Retention",
    "ServiceDefinition",
    "ServiceIsClosed",
    "ServiceIsNotOffered",
    "ServiceIssuesNoDocument",
    "adopt_national_services",
    "adopt_service",
    "assess",
    "check_catalogue",
    "close_service",
    "definition_as_adopted",
    "definition_of_version",
    "document_text",
    "find_services",
    "latest_versions",
    "load_definition",
    "offered_service",
    "offered_services",
    "parse_definition",
    "publish_definition",
    "publish_national_definitions",
    "run_examples",
    "schema_text",
]
