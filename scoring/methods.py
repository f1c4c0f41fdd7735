"""The method versions installed on this instance, each loaded once and shared by all requests.

A damaged version is not served but does not affect the others: the instance starts as long as its
own version is valid. ``serve`` and ``doctor`` report damaged ones. Reloading the server rescans
the directories (``reload_versions``).
"""

import logging
from pathlib import Path

from django.conf import settings

from scoring.engine.errors import InvalidData
from scoring.engine.manifest import DRAFT, VERSION_PATTERN
from scoring.engine.method import Method, load_method

logger = logging.getLogger("ecobalyse.methods")


class _Found:
    """The versions found by one scan of the directories, each loaded on first use."""

    def __init__(self) -> None:
        self.directories = _directories()
        self.methods: dict[str, Method] = {}
        self.damaged: dict[str, InvalidData] | None = None

    def method(self, version: str) -> Method:
        """Load a version once; a failed load is not cached."""
        method = self.methods.get(version)
        if method is None:
            method = self.methods[version] = _read(version, self.directories.get(version))
        return method

    def damages(self) -> dict[str, InvalidData]:
        """Load all versions, and return and log the damaged ones; done once."""
        if self.damaged is not None:
            return self.damaged
        found = {}
        for version, directory in self.directories.items():
            try:
                self.method(version)
            except InvalidData as error:
                found[version] = error
                logger.error(  # noqa: TRY400 - the faults are enough
                    "%s est inutilisable (%d fautes) et n'est pas servie ; voyez manage.py doctor.",
                    directory,
                    len(error.faults),
                )
        self.damaged = found
        return found


_found: list[_Found] = []


def default_method() -> Method:
    """Return the version that ``/api`` serves. Raises ``InvalidData`` if it cannot be loaded."""
    return method_of(settings.METHOD_VERSION)


def method_of(version: str) -> Method:
    """Return an installed version. Raises ``InvalidData`` if it is missing or unusable."""
    return _versions().method(version)


def load_all() -> None:
    """Load every installed version, so that invalid data are detected at startup.

    Raises ``InvalidData`` if the instance's own version cannot be loaded; others are skipped.
    """
    default_method()
    damaged_versions()


def reload_versions() -> bool:
    """Rescan the directories, once for all worker processes forked afterwards.

    If the instance's own version can no longer be loaded, keep the previous ones and return False.
    """
    found = _Found()
    try:
        found.method(settings.METHOD_VERSION)
    except InvalidData:
        logger.exception(
            "%s ne peut plus être lue : les versions d'avant restent servies.",
            settings.METHOD_VERSION,
        )
        return False
    found.damages()
    _found[:] = [found]
    return True


def installed_versions() -> dict[str, Path]:
    """Return the directories of the served versions, by version."""
    versions = _versions()
    damaged = versions.damages()
    return {name: place for name, place in versions.directories.items() if name not in damaged}


def damaged_versions() -> dict[str, InvalidData]:
    """Return the error of each version that cannot be loaded; logged once per process."""
    return _versions().damages()


def published_versions() -> list[str]:
    """Return the versions to list, newest first; drafts are served but not listed."""
    published = [
        version
        for version in installed_versions()
        if method_of(version).dataset.manifest.status != DRAFT
    ]
    return sorted(published, key=_numbers, reverse=True)


def offered_versions() -> list[str]:
    """The versions as pages list them: the instance's own first, then newest first."""
    return sorted(published_versions(), key=lambda version: version != settings.METHOD_VERSION)


def other_version(version: str) -> str:
    """The newest published version other than this one; the same if there is none."""
    others = (other for other in published_versions() if other != version)
    return next(others, version)


def forget_versions() -> None:
    """Drop the cache: the next access rescans the directories."""
    _found.clear()


def _versions() -> _Found:
    if not _found:
        _found.append(_Found())
    return _found[0]


def _directories() -> dict[str, Path]:
    """Return the version directories found; shipped versions take precedence over added ones."""
    found: dict[str, Path] = {}
    for place in settings.METHOD_DIRECTORIES:
        if place.is_dir():
            for directory in sorted(place.glob("v*")):
                if VERSION_PATTERN.fullmatch(directory.name) and directory.is_dir():
                    found.setdefault(directory.name, directory)
    return found


def _read(version: str, directory: Path | None) -> Method:
    if directory is None:
        places = ", ".join(str(place) for place in settings.METHOD_DIRECTORIES)
        raise InvalidData(version, [f"cette version n'est installée dans aucun dossier : {places}"])
    try:
        method = load_method(directory)
    except InvalidData:
        raise
    except Exception as error:
        # An unexpected data structure must not affect the valid versions.
        raise InvalidData(
            str(directory), [f"lecture impossible ({type(error).__name__} : {error})"]
        ) from error
    if method.version != version:
        raise InvalidData(str(directory), [f"ce dossier contient la version {method.version}"])
    return method


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version[1:].split("."))
