"""The normalised request that pages keep: what their links hold and what they open with.

It is the API's echo, but for one thing: the echo drops the unknown country of a material, which
then stands for another one, the material's own. A link must not lose it.
"""

from typing import Any

from scoring.engine.textile import vocabulary
from scoring.engine.textile.echo import echo
from scoring.engine.textile.query import Query


def reopening(query: Query) -> dict[str, Any]:
    """The request that gives the same garment again."""
    body = echo(query)
    for position, item in enumerate(query.materials):
        if item.country is not None and item.country.code == vocabulary.UNKNOWN_COUNTRY:
            line = body["materials"][position]
            body["materials"][position] = {"country": item.country.code} | line
    return body
