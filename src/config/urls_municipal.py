"""A municipality's face."""

from config import urls_common

urlpatterns = [*urls_common.urlpatterns]
