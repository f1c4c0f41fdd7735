"""The routes of the API, defined once for serving and documenting."""

import re
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from django.urls import URLPattern, path, re_path

from scoring.api import explanations, version_differences
from scoring.api.batch import catalogue
from scoring.api.batch import views as batch
from scoring.api.composites import views as composites
from scoring.api.food import routes as food
from scoring.api.objects import routes as objects
from scoring.api.textile import decisions
from scoring.api.textile import routes as textile
from scoring.instance import is_shown

VERSION = r"^(?:versions/(?P<version>v[0-9]+\.[0-9]+\.[0-9]+)/)?api"


class Route(NamedTuple):
    """A path under ``/api``, such as ``textile/simulator/<impact>``, and its view."""

    address: str
    view: Any
    name: str


# The order matters: "batch" and "detailed" must not match as an impact.
ROUTES: Sequence[Route] = tuple(
    Route(*route)
    for route in (
        *batch.ROUTES,
        *catalogue.ROUTES,
        *textile.ROUTES,
        *composites.ROUTES,
        *decisions.ROUTES,
        *food.ROUTES,
        *objects.ROUTES,
        *explanations.ROUTES,
        *version_differences.ROUTES,
    )
)


def served_patterns() -> list[URLPattern]:
    """Each route with and without a trailing slash, and under a pinned version too."""
    return [
        re_path(
            rf"{VERSION}/{_expression(route.address)}/?$", route.view.as_view(), name=route.name
        )
        for route in ROUTES
    ]


def documented_routes(sectors: Collection[str]) -> list[Route]:
    """The routes of a version's sectors that this instance shows; all of them are served."""
    return [
        route
        for route in ROUTES
        if route.view.operation.tag in sectors and is_shown(route.view.operation.tag)
    ]


def documented_patterns(sectors: Collection[str]) -> list[URLPattern]:
    """Each documented route in its plain form."""
    return [
        path(f"api/{route.address}", route.view.as_view()) for route in documented_routes(sectors)
    ]


def _expression(address: str) -> str:
    return re.sub(r"<(\w+)>", r"(?P<\1>[^/]+)", address)
