"""The page's product in the other versions of the method, and the form that opens it there."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.http import QueryDict

from scoring.answers.links import page_fragment
from scoring.answers.sector import Sector
from scoring.answers.versions.identifiers import in_ids_of
from scoring.engine.method import Method
from scoring.methods import method_of, offered_versions

# Field names: the version that a form comes from, and the one to compare a product with.
FROM = "from-version"
WITH = "with-version"


class Elsewhere(NamedTuple):
    """The page of a sector in another version; ``fragment`` opens the product there, if known."""

    version: str
    address: str
    fragment: str = ""

    @property
    def link(self) -> str:
        """The address that opens the product in that version."""
        return f"{self.address}#{self.fragment}" if self.fragment else self.address


def elsewhere(
    sector: Sector[Any, Any, Any],
    method: Method,
    query: Mapping[str, Any] | None,
    impact: str = "ecs",
) -> list[Elsewhere]:
    """The other published versions that have the sector, with the product in their ids."""
    found = []
    for version in offered_versions():
        other = method_of(version)
        if version == method.version or sector.scope not in other.sectors:
            continue
        fragment = ""
        if query is not None:
            body = in_ids_of(sector.request, query, method, other).body
            fragment = page_fragment(version, impact, body)
        found.append(Elsewhere(version, f"/versions/{version}/{sector.pages}/", fragment))
    return found


def asked_version(data: QueryDict, method: Method, sector: Sector[Any, Any, Any]) -> Method | None:
    """The version to compare with, else the newest other one; None if there is none."""
    others = {one.version: method_of(one.version) for one in elsewhere(sector, method, None)}
    asked = data.get(WITH, "")
    return others.get(asked) if asked else next(iter(others.values()), None)
