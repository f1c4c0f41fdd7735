"""What the share panel of a simulator shows of the simulation on the page."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import orjson
from django.http import HttpRequest

from foundation.addresses import site_root
from scoring.answers.links import shared_link
from scoring.answers.sector import Sector


class Shared(NamedTuple):
    """A simulation to share: its link, its command, its parameters.

    ``name`` is that of the example it is, else one that tells it from others.
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
    sector: Sector[Any, Any, Any],
    version: str,
    query: Mapping[str, Any],
    description: str,
    name: str,
    impact: str = "ecs",
) -> Shared:
    """Describe a computed simulation; ``query`` is its normalised request (api.md 4.4)."""
    root = site_root(request)
    compact = orjson.dumps(query).decode()
    return Shared(
        sector=sector.name,
        version=version,
        query=compact,
        pretty=orjson.dumps(query, option=orjson.OPT_INDENT_2).decode(),
        description=description,
        name=name,
        address=shared_link(root, sector.page(impact), dict(query)),
        command=command(f"{root}/api/{sector.simulator}", compact),
    )


def command(address: str, body: str) -> str:
    """A command for a shell that posts ``body``; an apostrophe in it is written as JSON can."""
    safe = body.replace("'", "\\u0027")
    return (
        f"curl -sS -X POST {address} "
        '-H "accept: application/json" -H "content-type: application/json" '
        f"-d '{safe}'"
    )
