"""Settings of this instance that affect responses: sectors shown, level of detail served."""

from pathlib import Path

from django.conf import settings

from scoring.answers import official, own
from scoring.answers.levels import Details, Served
from scoring.answers.levels import served_to as served_with
from scoring.answers.sectors import SECTORS
from scoring.engine.method import Method


def served_to(method: Method, *, entitled: bool) -> Served:
    """Return what a caller gets: detailed impacts if entitled, else only the scores."""
    if not entitled:
        return served_with(method, None)
    directory: Path = settings.DATA_DIR
    licensed = official.official_details(method, directory)
    # Own figures beside a licensed file are not even read.
    figures = None if licensed is not None else own.own_details(method, directory)
    details = Details(official=licensed, open_figures=settings.INDICATIVE_IMPACTS, own=figures)
    return served_with(method, details)


def details_path(version: str) -> Path:
    """Return the path of the official figures of a version, which may not exist."""
    return official.details_path(settings.DATA_DIR, version)


def own_path(version: str) -> Path:
    """Where this instance keeps the operator's own figures of a version, imported or not."""
    return own.own_path(settings.DATA_DIR, version)


def is_shown(sector: str) -> bool:
    """Return whether a sector has pages and documentation here; textile always has.

    The API serves every sector, shown or not (api.md 1).
    """
    known = SECTORS.get(sector)
    return known is None or not known.setting or bool(getattr(settings, known.setting))
