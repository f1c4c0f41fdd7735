"""Which impacts a caller of the API is served, by its token (api.md 3)."""

from django.http import HttpRequest

from scoring.engine.method import Method
from scoring.levels import Served, served_to

HEADER = "X-Ecobalyse-Impacts"


def served_to_caller(request: HttpRequest, method: Method) -> Served:
    """Anyone gets the two aggregated scores."""
    return served_to(method, entitled=False)
