"""How names are searched, on every page: as people type, and the best matches first (web.md 6).

Lists that a browser filters follow the same rule, in ``static/js/searching.js``; one table of
cases tests both.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

_LETTERS = {"œ": "oe", "æ": "ae", "ß": "ss"} | dict.fromkeys("’‘ʼ′`´", "'")
_WORDS = re.compile(r"[^\W_]+")
_SHORTEST_PLURAL = 4
# Plurals that are more than a letter added, in both languages: bocaux, tomatoes, cherries, peaches.
_PLURALS = {
    "aux": "al",
    "oes": "o",
    "ies": "y",
    "ches": "ch",
    "shes": "sh",
    "sses": "ss",
    "xes": "x",
}
# How well a word is found: the word itself, its beginning, inside another one, across two of
# them, or only in what is said beside the name.
_WHOLE, _BEGINNING, _INSIDE, _ACROSS, _BESIDE = range(5)


class Searched(NamedTuple):
    """A name ready to be searched: its words, their singulars, and what is beside."""

    words: tuple[str, ...]
    singulars: tuple[frozenset[str], ...]
    beside: str


# The worst match of the words, their sum, where the first one stands, and the length of the name.
Rank = tuple[int, int, int, int]


def folded(text: str) -> str:
    """A text without accents, capitals or ligatures, its apostrophes all alike.

    >>> folded("Œuf DÉCOQUILLÉ d’élevage")
    "oeuf decoquille d'elevage"
    """
    decomposed = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    return "".join(_LETTERS.get(mark, mark) for mark in plain)


def words_of(text: str) -> list[str]:
    """The words of a text, folded."""
    return _WORDS.findall(folded(text))


def searched(name: str, beside: str = "") -> Searched:
    """A name, and a text that is found after all names."""
    words = words_of(name)
    return Searched(tuple(words), tuple(map(_singulars, words)), folded(beside))


def rank(wanted: Sequence[str], item: Searched) -> Rank | None:
    """How well an item holds all the words, the lower the better; None if it lacks one."""
    found = [_match(word, item) for word in wanted]
    matches = [match for match in found if match is not None]
    if len(matches) < len(found):
        return None
    if not matches:
        return (0, 0, 0, 0)
    kinds = [kind for kind, _place in matches]
    return max(kinds), sum(kinds), matches[0][1], len(item.words)


def _match(word: str, item: Searched) -> tuple[int, int] | None:
    """How a word is found, and where."""
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
    """What a word may be the plural of; itself when it is none."""
    if len(word) < _SHORTEST_PLURAL or word[-1] not in "sx":
        return frozenset({word})
    others = {
        word.removesuffix(ending) + singular
        for ending, singular in _PLURALS.items()
        if word.endswith(ending)
    }
    return frozenset({word[:-1], *others})
