"""Parsing of a link's token, as pasted from an e-mail, a chat or typed by hand."""

import re

_LENGTH = 43
_TOKEN = re.compile(r"[A-Za-z0-9_-]+")
_BLANKS = re.compile("[\\s\u200b\u2060\ufeff]+")


class CutShort(ValueError):
    """The token is truncated."""


class TooLong(ValueError):
    """The text is longer than a token, and where the token ends is ambiguous."""


def read_link_token(text: str) -> str:
    """Extract the token from a text, repairing it where there is no ambiguity.

    Characters around it are ignored, and a token wrapped over two lines is joined. Raises
    ``CutShort`` or ``TooLong``.

    >>> read_link_token("<" + 43 * "x" + ">.") == read_link_token(20 * "x" + "\\n " + 23 * "x")
    True
    """
    longest = []
    for form in (text, _BLANKS.sub("", text)):
        words: list[str] = _TOKEN.findall(form)
        tokens = {word for word in words if len(word) == _LENGTH}
        if len(tokens) == 1:
            return tokens.pop()
        longest.append(max(map(len, words), default=0))
    raise TooLong if min(longest) > _LENGTH else CutShort
