"""What the address of a batch says of the answers wanted (api.md 6.2)."""

from typing import NamedTuple

from django.http import HttpRequest

from scoring.api.errors import ApiError

SUMMARY, STAGES = DETAILS = ("summary", "stages")
_YES_OR_NO = {"": False, "0": False, "false": False, "1": True, "true": True}


class Wanted(NamedTuple):
    """Whether answers hold the stages, and whether they repeat their request."""

    stages: bool = False
    echo: bool = False


def wanted_of(request: HttpRequest) -> Wanted:
    """Read ``detail`` and ``echo``. Raises ``ApiError`` for what is neither of their values."""
    detail = request.GET.get("detail", SUMMARY)
    if detail not in DETAILS:
        message = f"Le détail « {detail} » n'existe pas (détails : {', '.join(DETAILS)})."
        raise ApiError(400, {"detail": message})
    echo = request.GET.get("echo", "").lower()
    if echo not in _YES_OR_NO:
        raise ApiError(400, {"echo": f"La valeur « {echo} » n'est ni 0 ni 1."})
    return Wanted(stages=detail == STAGES, echo=_YES_OR_NO[echo])
