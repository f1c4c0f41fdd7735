"""The method versions installed on this instance, each loaded once and shared by all requests."""

from functools import cache
from pathlib import Path

from django.conf import settings

from scoring.engine.errors import InvalidData
from scoring.engine.manifest import DRAFT
from scoring.engine.method import Method, load_method


def default_method() -> Method:
    """The version that ``/api`` serves. Raises ``InvalidData`` when it cannot be loaded."""
    return method_of(settings.METHOD_VERSION)


@cache
def method_of(version: str) -> Method:
    """Load an installed version. Raises ``InvalidData`` when it is absent or unusable."""
    directory = installed_versions().get(version)
    if directory is None:
        places = ", ".join(str(place) for place in settings.METHOD_DIRECTORIES)
        raise InvalidData(version, [f"cette version n'est installée dans aucun dossier : {places}"])
    return load_method(directory)


def load_all() -> None:
    """Load every installed version, so that bad data show at the start and not at a request."""
    default_method()
    for version in installed_versions():
        method_of(version)


@cache
def installed_versions() -> dict[str, Path]:
    """Directories of the versions found, by version; the shipped ones win over added ones."""
    found: dict[str, Path] = {}
    for place in settings.METHOD_DIRECTORIES:
        if place.is_dir():
            for manifest in sorted(place.glob("v*/manifest.toml")):
                found.setdefault(manifest.parent.name, manifest.parent)
    return found


def published_versions() -> list[str]:
    """The versions to offer, the newest first; a draft is served to those who know its name."""
    published = [
        version
        for version in installed_versions()
        if method_of(version).dataset.manifest.status != DRAFT
    ]
    return sorted(published, key=_numbers, reverse=True)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version[1:].split("."))
