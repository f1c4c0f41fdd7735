"""What the settings of this instance say of its answers: sectors shown, details served."""

from pathlib import Path

from django.conf import settings

from scoring.answers import official, own
from scoring.answers.levels import Details, Served
from scoring.answers.levels import served_to as served_with
from scoring.answers.sectors import SECTORS
from scoring.engine.method import Method


def served_to(method: Method, *, entitled: bool) -> Served:
    """What this instance serves to a caller: details to those entitled, the scores to anyone."""
    if not entitled:
        return served_with(method, None)
    directory = Path(settings.DATA_DIR)
    licensed = official.official_details(method, directory)
    # Own figures beside a licensed file are not even read.
    figures = None if licensed is not None else own.own_details(method, directory)
    details = Details(official=licensed, open_figures=settings.INDICATIVE_IMPACTS, own=figures)
    return served_with(method, details)


def details_path(version: str) -> Path:
    """Where this instance keeps the official figures of a version, imported or not."""
    return official.details_path(Path(settings.DATA_DIR), version)


def own_path(version: str) -> Path:
    """Where this instance keeps the operator's own figures of a version, imported or not."""
    return own.own_path(Path(settings.DATA_DIR), version)


def is_shown(sector: str) -> bool:
    """Whether this instance has pages and documentation for a sector; textile always has.

    Its API answers all the same (api.md 1).
    """
    known = SECTORS.get(sector)
    return known is None or not known.setting or bool(getattr(settings, known.setting))
