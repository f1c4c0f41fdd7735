"""The method versions installed on this instance, each loaded once and shared by all requests.

A damaged version is not served, and stops no other one: the instance starts as long as its own
version is sound. Who starts it, and ``doctor``, are told of the damaged ones. A reload of the
server looks for the versions anew (``reload_versions``).
"""

import logging
from pathlib import Path

from django.conf import settings

from scoring.engine.errors import InvalidData
from scoring.engine.manifest import DRAFT, VERSION_PATTERN
from scoring.engine.method import Method, load_method

logger = logging.getLogger("ecobalyse.methods")


class _Found:
    """The versions in the folders at one time, each read when it is first asked for."""

    def __init__(self) -> None:
        self.directories = _directories()
        self.methods: dict[str, Method] = {}
        self.damaged: dict[str, InvalidData] | None = None

    def method(self, version: str) -> Method:
        """Read a version, once; a damaged one is read again."""
        method = self.methods.get(version)
        if method is None:
            method = self.methods[version] = _read(version, self.directories.get(version))
        return method

    def damages(self) -> dict[str, InvalidData]:
        """Read all the versions, and log what is wrong with any, once."""
        if self.damaged is not None:
            return self.damaged
        found = {}
        for version, directory in self.directories.items():
            try:
                self.method(version)
            except InvalidData as error:
                found[version] = error
                logger.error(  # noqa: TRY400 - the faults say all
                    "%s est inutilisable (%d fautes) et n'est pas servie ; voyez manage.py doctor.",
                    directory,
                    len(error.faults),
                )
        self.damaged = found
        return found


_found: list[_Found] = []


def default_method() -> Method:
    """The version that ``/api`` serves. Raises ``InvalidData`` when it cannot be loaded."""
    return method_of(settings.METHOD_VERSION)


def method_of(version: str) -> Method:
    """An installed version. Raises ``InvalidData`` when it is absent or unusable."""
    return _versions().method(version)


def load_all() -> None:
    """Load every installed version, so that bad data show at the start and not at a request.

    Raises ``InvalidData`` when the instance's own cannot be loaded; another one is left out.
    """
    default_method()
    damaged_versions()


def reload_versions() -> bool:
    """Look for the versions anew, once for all processes that are made next.

    When the instance's own cannot be loaded any more, those of before stay, and False is given.
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
    """Directories of the versions that are served, by version."""
    versions = _versions()
    damaged = versions.damages()
    return {name: place for name, place in versions.directories.items() if name not in damaged}


def damaged_versions() -> dict[str, InvalidData]:
    """What is wrong with each version that cannot be loaded; the log has it once a process."""
    return _versions().damages()


def published_versions() -> list[str]:
    """The versions to offer, the newest first; a draft is served to those who know its name."""
    published = [
        version
        for version in installed_versions()
        if method_of(version).dataset.manifest.status != DRAFT
    ]
    return sorted(published, key=_numbers, reverse=True)


def offered_versions() -> list[str]:
    """The versions as pages list them: the instance's own first, then the newest."""
    return sorted(published_versions(), key=lambda version: version != settings.METHOD_VERSION)


def other_version(version: str) -> str:
    """The newest published version that is another, or the same where there is no other."""
    others = (other for other in published_versions() if other != version)
    return next(others, version)


def forget_versions() -> None:
    """Look for the versions anew when one is next asked for."""
    _found.clear()


def _versions() -> _Found:
    if not _found:
        _found.append(_Found())
    return _found[0]


def _directories() -> dict[str, Path]:
    """Directories of the versions found, by version; the shipped ones win over added ones."""
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
        # Data of a shape that nobody foresaw must not stop the versions that are sound.
        raise InvalidData(
            str(directory), [f"lecture impossible ({type(error).__name__} : {error})"]
        ) from error
    if method.version != version:
        raise InvalidData(str(directory), [f"ce dossier contient la version {method.version}"])
    return method


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version[1:].split("."))
