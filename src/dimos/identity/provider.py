"""TAXISnet as a provider of django-allauth, which looks for this module by name."""

from typing import Any

from allauth.socialaccount.providers.base import ProviderAccount
from allauth.socialaccount.providers.oauth2.provider import OAuth2Provider
from allauth.socialaccount.providers.oauth2.views import OAuth2Adapter
from django.conf import settings
from django.http import HttpRequest

from dimos.identity.adapters.taxisnet import Taxisnet
from dimos.identity.rules import Claims


def taxisnet() -> Taxisnet:
    """The provider as the settings name it."""
    return Taxisnet(**settings.DIMOS_TAXISNET)


class TaxisnetAdapter(OAuth2Adapter):  # type: ignore[misc]
    """The addresses; the calls themselves are made by `adapters.taxisnet`."""

    provider_id = "taxisnet"
    access_token_url = ""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.authorize_url = taxisnet().authorize_url


class TaxisnetProvider(OAuth2Provider):  # type: ignore[misc]
    """Authorization code with `scope=read`. Nothing of what it answers is kept beside the account."""

    id = "taxisnet"
    name = "TAXISnet"
    account_class = ProviderAccount
    oauth2_adapter_class = TaxisnetAdapter

    def get_scope(self) -> list[str]:
        return ["read"]

    def extract_uid(self, data: Claims) -> str:
        return data.afm

    def extract_extra_data(self, data: Claims) -> dict[str, Any]:
        return {}


provider_classes = [TaxisnetProvider]
