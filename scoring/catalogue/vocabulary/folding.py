"""Normalises text as the portal does to compare it: no case, accents, or some punctuation."""

import re
import unicodedata

_IN_PARENTHESES = re.compile(r"\([^()]*\)")
# Both apostrophes, all dashes, and invisible characters.
_DROPPED = re.compile(r"[\s/'\u2018\u2019\u02bc\-\u2010-\u2015()\u200b\u2060\ufeff\u00ad]+")


def folded(text: str) -> str:
    """Normalise a value, keeping the text in parentheses (catalogue.md 2.3).

    >>> folded("Région - Europe de l’Ouest"), folded("Caleçon (tissé)")
    ('regioneuropedelouest', 'calecontisse')
    """
    return _DROPPED.sub("", _without_accents(text.casefold()))


def folded_header(text: str) -> str:
    """Normalise a header, without the text in parentheses (catalogue.md 2.2).

    >>> folded_header(" Prix (en euros, TTC)"), folded_header("GTINs/EANS")
    ('prix', 'gtinseans')
    """
    return folded(_IN_PARENTHESES.sub("", text))


def _without_accents(text: str) -> str:
    if text.isascii():
        return text
    letters = unicodedata.normalize("NFKD", text).replace("œ", "oe").replace("æ", "ae")
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
