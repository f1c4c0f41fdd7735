"""The token of a link as it comes back from a mail program, a chat or a hand that copied it."""

import re

_LENGTH = 43
_TOKEN = re.compile(r"[A-Za-z0-9_-]+")
_BLANKS = re.compile("[\\s\u200b\u2060\ufeff]+")


class CutShort(ValueError):
    """Its end is missing."""


class TooLong(ValueError):
    """There is more than a token, and nothing says where it ends."""


def read_link_token(text: str) -> str:
    """The token that a text holds, mended where that is certain.

    Signs before and after it are left out; what a mail program broke over two lines is joined.
    Raises ``CutShort`` or ``TooLong``.

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
