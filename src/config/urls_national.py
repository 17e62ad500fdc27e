"""The national face."""

from config import urls_common

urlpatterns = [*urls_common.urlpatterns]
