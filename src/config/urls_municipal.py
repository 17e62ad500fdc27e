"""A municipality's face."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from config import urls_common

demonstration = [path("", include("dimos.portal.mailbox.urls"))] if settings.DIMOS_DEMO else []

urlpatterns = [
    *urls_common.urlpatterns,
    *i18n_patterns(
        path("", include("dimos.portal.home.urls")),
        path("", include("dimos.portal.services.urls")),
        path("", include("dimos.portal.apply.urls")),
        path("", include("dimos.portal.follow.urls")),
        path("", include("dimos.portal.cases.urls")),
        path("desk/", include("dimos.desk.urls")),
        *urls_common.in_each_language,
        *demonstration,
        prefix_default_language=False,
    ),
]

handler400 = "dimos.portal.errors.bad_request"
handler403 = "dimos.portal.errors.forbidden"
handler404 = "dimos.portal.errors.not_found"
handler500 = "dimos.portal.errors.server_error"
