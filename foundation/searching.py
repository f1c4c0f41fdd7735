"""Name search, the same on every page: tolerant matching, best matches first (web.md 6).

Lists filtered in the browser follow the same rules, in ``static/js/searching.js``; both
implementations are tested against one table of cases.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

_LETTERS = {"œ": "oe", "æ": "ae", "ß": "ss"} | dict.fromkeys("’‘ʼ′`´", "'")
_WORDS = re.compile(r"[^\W_]+")
_SHORTEST_PLURAL = 4
# Plurals that do more than add a letter, in both languages: bocaux, tomatoes, cherries, peaches.
_PLURALS = {
    "aux": "al",
    "oes": "o",
    "ies": "y",
    "ches": "ch",
    "shes": "sh",
    "sses": "ss",
    "xes": "x",
}
# How well a word matches: a whole word, a prefix, a substring, a substring of the words joined
# together, or only in the secondary text.
_WHOLE, _BEGINNING, _INSIDE, _ACROSS, _BESIDE = range(5)


class Searched(NamedTuple):
    """A name prepared for searching: its words, their singular forms, and its secondary text."""

    words: tuple[str, ...]
    singulars: tuple[frozenset[str], ...]
    beside: str


# The worst match among the words, the sum of the matches, the position of the first one, and the
# number of words in the name.
Rank = tuple[int, int, int, int]


def folded(text: str) -> str:
    """Return a text in lower case, without accents or ligatures, and with uniform apostrophes.

    >>> folded("Œuf DÉCOQUILLÉ d’élevage")
    "oeuf decoquille d'elevage"
    """
    decomposed = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    return "".join(_LETTERS.get(mark, mark) for mark in plain)


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded."""
    return _WORDS.findall(folded(text))


def searched(name: str, beside: str = "") -> Searched:
    """Prepare a name for searching, with a secondary text that ranks after all names."""
    words = words_of(name)
    return Searched(tuple(words), tuple(map(_singulars, words)), folded(beside))


def rank(wanted: Sequence[str], item: Searched) -> Rank | None:
    """Return how well an item matches all the words, lower being better; None if one is missing."""
    found = [_match(word, item) for word in wanted]
    matches = [match for match in found if match is not None]
    if len(matches) < len(found):
        return None
    if not matches:
        return (0, 0, 0, 0)
    kinds = [kind for kind, _place in matches]
    return max(kinds), sum(kinds), matches[0][1], len(item.words)


def _match(word: str, item: Searched) -> tuple[int, int] | None:
    """Return how a word matches, and its position."""
    singulars = _singulars(word)
    best = None
    for place, (known, known_singulars) in enumerate(zip(item.words, item.singulars, strict=True)):
        if not singulars.isdisjoint(known_singulars):
            return _WHOLE, place
        if word in known:
            match = (_BEGINNING if known.startswith(word) else _INSIDE, place)
            best = match if best is None else min(best, match)
    if best is not None:
        return best
    if word in "".join(item.words):
        return _ACROSS, 0
    return (_BESIDE, 0) if any(one in item.beside for one in singulars) else None


def _singulars(word: str) -> frozenset[str]:
    """Return the possible singular forms of a word; the word itself if it is not a plural."""
    if len(word) < _SHORTEST_PLURAL or word[-1] not in "sx":
        return frozenset({word})
    others = {
        word.removesuffix(ending) + singular
        for ending, singular in _PLURALS.items()
        if word.endswith(ending)
    }
    return frozenset({word[:-1], *others})
