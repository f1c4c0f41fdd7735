"""The routes of the endpoints of objects and light vehicles (api.md 6.1)."""

from typing import Any

from scoring.answers.components import OBJECT, VELI
from scoring.answers.sector import Sector
from scoring.api.objects.lists import (
    ObjectComponents,
    ObjectProcesses,
    VeliComponents,
    VeliProcesses,
)
from scoring.api.objects.views import ObjectSimulator, VeliSimulator


def _routes(
    sector: Sector[Any, Any, Any], components: Any, processes: Any, simulator: Any
) -> tuple[tuple[str, Any, str], ...]:
    views = (("components", components), ("processes", processes), ("simulator", simulator))
    return tuple((f"{sector.name}/{name}", view, f"{sector.name}-{name}") for name, view in views)


ROUTES = (
    *_routes(OBJECT, ObjectComponents, ObjectProcesses, ObjectSimulator),
    *_routes(VELI, VeliComponents, VeliProcesses, VeliSimulator),
)
