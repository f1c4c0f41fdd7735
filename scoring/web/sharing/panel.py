"""The content of the share panel for the simulation on the page."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import orjson
from django.http import HttpRequest
from django.utils.translation import gettext as _

from foundation.addresses import site_origin
from scoring.answers.links import shared_link, versioned
from scoring.answers.sector import Sector


class Shared(NamedTuple):
    """A simulation to share: its link, its command, its parameters.

    ``name`` is that of the matching example, else a distinctive one. ``placeholder`` marks where
    the command needs a token, "" if it needs none. ``call`` is the command up to the parameters,
    which the page's script completes after each change.
    """

    sector: str
    version: str
    query: str
    pretty: str
    description: str
    name: str
    address: str
    command: str
    call: str
    placeholder: str


def shared(
    request: HttpRequest,
    *,
    sector: Sector[Any, Any, Any],
    version: str,
    query: Mapping[str, Any],
    description: str,
    name: str,
    impact: str = "ecs",
    detailed: bool = False,
) -> Shared:
    """Describe a computed simulation; ``query`` is its normalised request (api.md 4.4).

    The command requests what the page shows: the same version and, if the visitor may see the
    ``detailed`` impacts, with a token. The page does not know the token, so the command has a
    placeholder.
    """
    origin = site_origin(request)
    simulator = f"{versioned(origin, version)}/api/{sector.simulator}"
    placeholder = _("VOTRE-JETON") if detailed else ""
    compact = orjson.dumps(query).decode()
    return Shared(
        sector=sector.name,
        version=version,
        query=compact,
        pretty=orjson.dumps(query, option=orjson.OPT_INDENT_2).decode(),
        description=description,
        name=name,
        address=shared_link(origin, version, sector.page(impact), dict(query)),
        command=command(simulator, compact, token=placeholder),
        call=call(simulator, token=placeholder),
        placeholder=placeholder,
    )


def command(address: str, body: str, *, token: str = "") -> str:
    """A shell command that posts ``body``; apostrophes are written as JSON escapes."""
    safe = body.replace("'", "\\u0027")
    return f"{call(address, token=token)}-d '{safe}'"


def call(address: str, *, token: str = "") -> str:
    """The start of the command, before the body."""
    bearer = f'-H "authorization: Bearer {token}" ' if token else ""
    return (
        f"curl -sS -X POST {address} "
        f'-H "accept: application/json" -H "content-type: application/json" {bearer}'
    )
