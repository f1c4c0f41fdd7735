"""What is left of the API's addresses: old ones, unknown ones, and malformed versions."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase

from scoring.api.base import ApiView
from scoring.api.errors import unknown_endpoint
from scoring.api.versions import MALFORMED, VersionError
from scoring.methods import installed_versions


class MovedToTextile(ApiView):
    """An address of before the sectors: a GET is sent on, with its query (api.md 1)."""

    schema = None

    def dispatch(
        self, request: HttpRequest, version: str | None = None, **kwargs: Any
    ) -> HttpResponseBase:
        """Redirect a GET; any other method is an unknown route, as is an unknown version."""
        known = version is None or version in installed_versions()
        if request.method not in ("GET", "HEAD") or not known:
            return super().dispatch(request, version, **kwargs)
        root, _, rest = request.get_full_path().partition("/api/")
        response = HttpResponseRedirect(f"{root}/api/textile/{rest}")
        # There is no body, and no type for one.
        del response.headers["Content-Type"]
        response.headers["Content-Length"] = "0"
        return response


class UnknownEndpoint(ApiView):
    """Every other address of the API."""

    schema = None

    def _handler(self, request: HttpRequest) -> Any:
        raise unknown_endpoint()


class MalformedVersion(ApiView):
    """An address of the API under what is no version."""

    schema = None

    def _handler(self, request: HttpRequest) -> Any:
        raise VersionError(MALFORMED)


def malformed_version_page(request: HttpRequest, version: str) -> HttpResponse:
    """A page under what is no version: JSON for who asks for it first, else the home page."""
    accepted = request.headers.get("Accept", "").partition(",")[0].partition(";")[0].strip()
    if accepted == "application/json":
        return MalformedVersion.as_view()(request)
    return HttpResponseRedirect("/")
