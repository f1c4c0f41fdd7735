"""Query parameters of the batch endpoints (api.md 6.2 and 6.3)."""

from typing import NamedTuple

from django.http import HttpRequest

from scoring.api.errors import ApiError

SUMMARY, STAGES = DETAILS = ("summary", "stages")
_YES_OR_NO = {"": False, "0": False, "false": False, "1": True, "true": True}


class Wanted(NamedTuple):
    """Whether responses include the stages, and whether they echo their request."""

    stages: bool = False
    echo: bool = False


def wanted_of(request: HttpRequest) -> Wanted:
    """Parse ``detail`` and ``echo``. Raises ``ApiError`` for an invalid value."""
    return Wanted(stages=has_stages(request), echo=yes_or_no(request, "echo"))


def has_stages(request: HttpRequest) -> bool:
    """Whether ``detail`` requests the stages. Raises ``ApiError`` for an invalid value."""
    detail = request.GET.get("detail", SUMMARY)
    if detail not in DETAILS:
        message = f"Le détail « {detail} » n'existe pas (détails : {', '.join(DETAILS)})."
        raise ApiError(400, {"detail": message})
    return detail == STAGES


def yes_or_no(request: HttpRequest, name: str) -> bool:
    """Parse a boolean parameter. Raises ``ApiError`` for an invalid value."""
    said = request.GET.get(name, "").lower()
    if said not in _YES_OR_NO:
        raise ApiError(400, {name: f"La valeur « {said} » n'est ni 0 ni 1."})
    return _YES_OR_NO[said]
