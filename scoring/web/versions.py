"""The method version that a page shows."""

from typing import Any

from django.http import Http404, HttpRequest

from scoring.answers.sector import Sector
from scoring.answers.sectors import SECTORS
from scoring.engine.method import Method
from scoring.methods import default_method, installed_versions, method_of
from scoring.web.labels import language


class UnknownVersion(Http404):
    """The URL pins a version that is not installed, and no other is shown instead."""

    def __init__(self, version: str) -> None:
        self.version = version
        super().__init__(version)


class SectorAbsent(Http404):
    """The URL is that of a sector which the version does not have."""

    def __init__(self, method: Method, sector: Sector[Any, Any, Any]) -> None:
        self.method = method
        self.version = method.version
        self.sector = sector
        super().__init__(method.version, sector.name)


def explorer_of(request: HttpRequest, sector: Sector[Any, Any, Any]) -> str:
    """Base path of a sector's explorer, in the version of a page."""
    return f"{root_of(request)}explorateur/{SECTORS[sector.scope].pages}/"


def root_of(request: HttpRequest) -> str:
    """Base path of the pages: that of the version pinned by the URL, or the site's root."""
    version = request.resolver_match.kwargs.get("version") if request.resolver_match else None
    return f"/versions/{version}/" if version else "/"


def sector_method(version: str | None, sector: Sector[Any, Any, Any]) -> Method:
    """The method for a sector's page; 404 if the version lacks the sector."""
    method = page_method(version)
    if sector.scope not in method.sectors:
        raise SectorAbsent(method, sector)
    return method


def notices_of(method: Method, sector: str) -> list[str]:
    """A version's notices for the pages of a sector: what it is, what is unchecked."""
    manifest = method.dataset.manifest
    return [
        notice.text(language())
        for notice in (*manifest.notices, *manifest.unchecked)
        if notice.sector in ("", sector)
    ]


def page_method(version: str | None) -> Method:
    """The method of a pinned version, or the instance's default; 404 for an unknown version."""
    if version is None:
        return default_method()
    if version not in installed_versions():
        raise UnknownVersion(version)
    return method_of(version)
