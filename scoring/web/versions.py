"""Which method version a page shows."""

from typing import Any

from django.http import Http404, HttpRequest

from scoring.answers.sector import Sector
from scoring.engine.method import Method
from scoring.methods import default_method, installed_versions, method_of


def explorer_of(request: HttpRequest, sector: Sector[Any, Any, Any]) -> str:
    """Where the explorer of a sector starts, in the version of a page."""
    return f"{root_of(request)}explorateur/{sector.pages}/"


def root_of(request: HttpRequest) -> str:
    """Where the pages start: those of the version that the address pins, or the instance's own."""
    version = request.resolver_match.kwargs.get("version") if request.resolver_match else None
    return f"/versions/{version}/" if version else "/"


def page_method(version: str | None) -> Method:
    """The method of a pinned version, or the instance's own; an unknown version is no page."""
    if version is None:
        return default_method()
    if version not in installed_versions():
        raise Http404
    return method_of(version)
