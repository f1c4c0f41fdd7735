"""A URL of each route of the site, found by walking the URL configuration."""

import itertools
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.utils.regex_helper import normalize

# Values for the parameters in URLs: one, or all those that make a difference.
VALUES = {
    "version": ["v7.0.0"],
    "impact": ["ecs"],
    "sector": ["textile"],
    "dataset": ["pays"],
    "identifier": ["FR", "6a2da9ff-9120-4a47-91ad-a8e72be45f4a"],
    "form": ["csv", "excel.csv", "json", "xlsx"],
    "slug": ["demarrer"],
    "route": ["textile", "textile/lot", "textile/parties", "alimentaire", "objet", "veli"],
    "written": ["csv-tableur", "erreurs"],
    "vocabulary": ["portail"],
    "ending": ["csv", "xlsx"],
    "pk": ["1"],
    "object_id": ["1"],
    "content_type_id": ["1"],
    "app_label": ["accounts"],
    "url": ["nulle-part"],
}
# For routes whose regular expression only excludes values, or has alternatives.
ODD = ["/api/materials", "/api/nulle-part", "/versions/abc"]


class Address(NamedTuple):
    """A route, and a path that leads to it."""

    route: str
    path: str

    @property
    def stores(self) -> bool:
        """Whether submitted data may be stored: only the accounts' routes use the database."""
        return self.path.startswith(("/compte/", "/administration/"))


def every_address() -> list[Address]:
    """All routes; fails with the name of a route for which no URL is known."""
    found: dict[str, Address] = {}
    for route, expression in _routes(get_resolver()):
        paths = [path for path in [*_paths(expression), *ODD] if _leads_to(path) == route]
        assert paths, f"no address is known for the route {route!r}: add its values"
        found |= {path: Address(route, path) for path in paths}
    return list(found.values())


def of_each_view(addresses: Iterable[Address]) -> list[Address]:
    """One address of each view and of its parameters: those of a pinned version have the same."""
    found: dict[str, Address] = {}
    for address in addresses:
        match = resolve(address.path)
        values = {name: value for name, value in match.kwargs.items() if name != "version"}
        found.setdefault(f"{match.func!r} {values}", address)
    return list(found.values())


def _routes(resolver: URLResolver, route: str = "", before: str = "") -> Iterator[tuple[str, str]]:
    for pattern in resolver.url_patterns:
        part = str(pattern.pattern)
        whole = route + part.removeprefix("^") if route else part
        expression = before + pattern.pattern.regex.pattern.removeprefix("^").removesuffix("\\Z")
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern, whole, expression)
        elif isinstance(pattern, URLPattern):
            yield whole, expression


def _paths(expression: str) -> Iterator[str]:
    for template, names in normalize(expression):
        for values in itertools.product(*(VALUES.get(name, []) for name in names)):
            yield f"/{template % dict(zip(names, values, strict=True))}"


def _leads_to(path: str) -> str | None:
    try:
        return str(resolve(path).route)
    except Exception:
        return None
