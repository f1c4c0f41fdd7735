"""URL configuration of the site."""

from django.contrib import admin
from django.urls import include, path, re_path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from ecobalyse_site.documentation import api_documentation
from scoring.api.fallback import malformed_version_page
from scoring.web.detailed_impacts import detailed_impacts
from scoring.web.pages import home

_VERSION = r"v[0-9]+\.[0-9]+\.[0-9]+"

urlpatterns = [
    # First, since these are requested most often.
    path("", include("scoring.api.urls")),
    path("", home, name="home"),
    # It only sets a language cookie, so it needs no CSRF protection.
    path("langue/", csrf_exempt(set_language), name="set_language"),
    path("documentation-api/", api_documentation, name="api-documentation"),
    path("pages/impacts-detailles/", detailed_impacts, name="detailed-impacts"),
    path("", include("scoring.web.editorial.urls")),
    path("", include("scoring.web.documentation.urls")),
    path("", include("operation.urls")),
    path("", include("accounts.urls")),
    path("administration/", admin.site.urls),
    path("", include("scoring.web.explorer.urls")),
    re_path(rf"^versions/(?P<version>{_VERSION})/", include("scoring.web.explorer.urls")),
    path("", include("scoring.web.method.urls")),
    re_path(rf"^versions/(?P<version>{_VERSION})/", include("scoring.web.method.urls")),
    path("", include("scoring.web.sharing.urls")),
    re_path(rf"^versions/(?P<version>{_VERSION})/", include("scoring.web.sharing.urls")),
    path("", include("scoring.web.catalogue.urls")),
    re_path(rf"^versions/(?P<version>{_VERSION})/", include("scoring.web.catalogue.urls")),
    path("", include("scoring.web.urls")),
    re_path(rf"^versions/(?P<version>{_VERSION})/", include("scoring.web.urls")),
    re_path(rf"^versions/(?P<version>{_VERSION})/?$", home, name="version-home"),
    re_path(
        rf"^versions/(?!{_VERSION}(?:/|$))(?P<version>[^/]+)",
        malformed_version_page,
        name="malformed-version",
    ),
]

handler400 = "ecobalyse_site.errors.bad_request"
handler403 = "ecobalyse_site.errors.permission_denied"
handler404 = "ecobalyse_site.errors.not_found"
handler500 = "ecobalyse_site.errors.server_fault"
