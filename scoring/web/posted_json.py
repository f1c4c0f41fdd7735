"""The only parser of the JSON that forms post: links, saved simulations, reset values.

It applies the same rules as the API's body parser, so that pages accept nothing that the API
rejects: no lone surrogates, no numbers beyond the range of doubles, no unlimited nesting.
"""

import orjson

from scoring.web.bounds import check_length, check_lines


class Unreadable(Exception):
    """Posted data does not have the expected form; the message, if any, is for the visitor."""


def read_json(field: str, text: str) -> object:
    """Parse the value of a field.

    Raises ``Unreadable`` for invalid JSON, ``TooLarge`` for more than a page renders.
    """
    check_length(field, text)
    value = parsed(text)
    check_lines(value)
    return value


def parsed(text: str) -> object:
    """Parse a text. Raises ``Unreadable``."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        raise Unreadable from None
