"""The method versions installed on this instance, each loaded once and shared by all requests.

A damaged version is not served, and stops no other one: the instance starts as long as its own
version is sound. Who starts it, and ``doctor``, are told of the damaged ones.
"""

import logging
from functools import cache
from pathlib import Path

from django.conf import settings

from scoring.engine.errors import InvalidData
from scoring.engine.manifest import DRAFT, VERSION_PATTERN
from scoring.engine.method import Method, load_method

logger = logging.getLogger("ecobalyse.methods")


def default_method() -> Method:
    """The version that ``/api`` serves. Raises ``InvalidData`` when it cannot be loaded."""
    return method_of(settings.METHOD_VERSION)


@cache
def method_of(version: str) -> Method:
    """Load an installed version. Raises ``InvalidData`` when it is absent or unusable."""
    directory = _directories().get(version)
    if directory is None:
        places = ", ".join(str(place) for place in settings.METHOD_DIRECTORIES)
        raise InvalidData(version, [f"cette version n'est installée dans aucun dossier : {places}"])
    try:
        method = load_method(directory)
    except InvalidData:
        raise
    except Exception as error:
        # Data of a shape that nobody foresaw must not stop the versions that are sound.
        raise InvalidData(
            str(directory), [f"lecture impossible ({type(error).__name__} : {error})"]
        ) from error
    if method.version != version:
        raise InvalidData(str(directory), [f"ce dossier contient la version {method.version}"])
    return method


def load_all() -> None:
    """Load every installed version, so that bad data show at the start and not at a request.

    Raises ``InvalidData`` when the instance's own cannot be loaded; another one is left out.
    """
    default_method()
    installed_versions()


def installed_versions() -> dict[str, Path]:
    """Directories of the versions that are served, by version."""
    damaged = damaged_versions()
    return {name: place for name, place in _directories().items() if name not in damaged}


@cache
def damaged_versions() -> dict[str, InvalidData]:
    """What is wrong with each version that cannot be loaded; the log has it once a process."""
    found = {}
    for version, directory in _directories().items():
        try:
            method_of(version)
        except InvalidData as error:
            found[version] = error
            logger.error(  # noqa: TRY400 - the faults say all
                "%s est inutilisable (%d fautes) et n'est pas servie ; voyez manage.py doctor.",
                directory,
                len(error.faults),
            )
    return found


def forget_versions() -> None:
    """Look for the versions anew."""
    for known in (_directories, method_of, damaged_versions):
        known.cache_clear()


@cache
def _directories() -> dict[str, Path]:
    """Directories of the versions found, by version; the shipped ones win over added ones."""
    found: dict[str, Path] = {}
    for place in settings.METHOD_DIRECTORIES:
        if place.is_dir():
            for directory in sorted(place.glob("v*")):
                if VERSION_PATTERN.fullmatch(directory.name) and directory.is_dir():
                    found.setdefault(directory.name, directory)
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
