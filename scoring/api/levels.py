"""Which impacts a caller is served, and how the answer says so (design.md, "Detailed impacts")."""

from typing import NamedTuple

from django.http import HttpRequest

from scoring.engine.impacts import ImpactTable
from scoring.engine.method import Method

AGGREGATED = "aggregated"
HEADER = "X-Ecobalyse-Impacts"


class Served(NamedTuple):
    """The level of a caller, and the impacts that go with it."""

    level: str
    table: ImpactTable


def served_to(request: HttpRequest, method: Method) -> Served:
    """Anyone gets the two aggregated scores."""
    return Served(AGGREGATED, method.scores)
