"""The normalised request that pages keep: used in their links and to reopen them.

It is the API's echo, with one exception: the echo drops a material's unknown country, so that the
material's own default country would apply instead. A link must keep it.
"""

from typing import Any

from scoring.engine.textile.echo import echo
from scoring.engine.textile.query import Query
from scoring.engine.vocabulary import textile as vocabulary


def reopening(query: Query) -> dict[str, Any]:
    """The request that reproduces the garment."""
    body = echo(query)
    for position, item in enumerate(query.materials):
        if item.country is not None and item.country.code == vocabulary.UNKNOWN_COUNTRY:
            line = body["materials"][position]
            body["materials"][position] = {"country": item.country.code} | line
    return body
