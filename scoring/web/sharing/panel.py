"""What the share panel of a simulator shows of the simulation on the page."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import orjson
from django.http import HttpRequest

from scoring.api.addresses import encode_query, site_root

# The simulator of each sector: its route, and its place in the fragment and in the API.
ROUTES = {"textile": "textile", "food": "alimentaire", "object": "objet", "veli": "veli"}
_FRAGMENTS = {
    "textile": "textile/simulator",
    "food": "food",
    "object": "object/simulator",
    "veli": "veli/simulator",
}
_API = {
    "textile": "textile/simulator",
    "food": "food",
    "object": "object/simulator",
    "veli": "veli/simulator",
}


class Shared(NamedTuple):
    """A simulation to share: its link, its command, its parameters.

    ``name`` is that of the example or saved simulation it comes from, else its description.
    """

    sector: str
    version: str
    query: str
    pretty: str
    description: str
    name: str
    address: str
    command: str


def shared(
    request: HttpRequest,
    *,
    sector: str,
    version: str,
    query: Mapping[str, Any],
    description: str,
    name: str = "",
    impact: str = "ecs",
) -> Shared:
    """Describe a computed simulation; ``query`` is its normalised request (api.md 4.4)."""
    root = site_root(request)
    compact = orjson.dumps(query).decode()
    return Shared(
        sector,
        version,
        compact,
        orjson.dumps(query, option=orjson.OPT_INDENT_2).decode(),
        description,
        name or description,
        f"{root}/#/{_FRAGMENTS[sector]}/{impact}/{encode_query(dict(query))}",
        command(f"{root}/api/{_API[sector]}", compact),
    )


def command(address: str, body: str) -> str:
    """A command for a shell that posts ``body``; an apostrophe in it is written as JSON can."""
    safe = body.replace("'", "\\u0027")
    return (
        f"curl -sS -X POST {address} "
        '-H "accept: application/json" -H "content-type: application/json" '
        f"-d '{safe}'"
    )
