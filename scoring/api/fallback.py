"""Fallback routes under the API's prefix: old URLs, unknown URLs, and malformed versions."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase

from scoring.api.base import ApiView
from scoring.api.errors import unknown_endpoint
from scoring.api.versions import MALFORMED, VersionError
from scoring.methods import installed_versions


class MovedToTextile(ApiView):
    """A URL from before sectors existed: GET is redirected, with its query string (api.md 1)."""

    schema = None

    def dispatch(
        self, request: HttpRequest, version: str | None = None, **kwargs: Any
    ) -> HttpResponseBase:
        """Redirect a GET; any other method or an unknown version is an unknown route."""
        known = version is None or version in installed_versions()
        if request.method not in ("GET", "HEAD") or not known:
            return super().dispatch(request, version, **kwargs)
        root, _, rest = request.get_full_path().partition("/api/")
        response = HttpResponseRedirect(f"{root}/api/textile/{rest}")
        # The response has no body, so no content type either.
        del response.headers["Content-Type"]
        response.headers["Content-Length"] = "0"
        return response


class UnknownEndpoint(ApiView):
    """Every other URL of the API."""

    schema = None

    def _handler(self, request: HttpRequest) -> Any:
        raise unknown_endpoint()


class MalformedVersion(ApiView):
    """An API URL under a malformed version."""

    schema = None

    def _handler(self, request: HttpRequest) -> Any:
        raise VersionError(MALFORMED)


def malformed_version_page(request: HttpRequest, version: str) -> HttpResponse:
    """A page under a malformed version: JSON for clients that prefer it, else the home page."""
    accepted = request.headers.get("Accept", "").partition(",")[0].partition(";")[0].strip()
    if accepted == "application/json":
        return MalformedVersion.as_view()(request)
    return HttpResponseRedirect("/")
