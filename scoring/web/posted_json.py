"""The one reader of the JSON that forms post: links, saved simulations, what "reset" goes back to.

It reads as the API reads its bodies, so that nothing comes in here that could not come in there:
no lone half of a character, no number beyond all doubles, no bottomless nesting.
"""

import orjson

from scoring.web.bounds import check_length, check_lines


class Unreadable(Exception):
    """What was posted has not the expected form; its text, if any, is for the visitor."""


def read_json(field: str, text: str) -> object:
    """The value that a field holds.

    Raises ``Unreadable`` for what is no JSON, ``TooLarge`` for more than a page draws.
    """
    check_length(field, text)
    value = parsed(text)
    check_lines(value)
    return value


def parsed(text: str) -> object:
    """The value of a text. Raises ``Unreadable``."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        raise Unreadable from None
