"""Texts in files that a spreadsheet opens: none of them may run as a formula."""

import unicodedata

# As they are once written in their plain form: a spreadsheet takes full-width signs for these.
_FORMULA_STARTS = frozenset("=+-@\N{MINUS SIGN}")
# Control, format and white characters, lone accents, and what no font draws.
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Me", "Mn", "Zl", "Zp", "Zs"})
# Letters and a symbol to Unicode, and blank to see.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula; signs alone, such as ``---``, are none.

    >>> guarded("=1+1"), guarded("＝1+1"), guarded("Coton")
    ("'=1+1", "'＝1+1", 'Coton')
    """
    if text[:1].isascii() and text[:1].isalnum():
        return text
    seen = text.lstrip("".join({mark for mark in text if _is_unseen(mark)}))
    starts = text.startswith(("\t", "\r", "\n")) or _begins_a_formula(seen)
    return f"'{text}" if starts and any(mark.isalnum() for mark in text) else text


def _is_unseen(mark: str) -> bool:
    return mark in _BLANK or unicodedata.category(mark) in _UNSEEN


def _begins_a_formula(text: str) -> bool:
    return unicodedata.normalize("NFKC", text[:1])[:1] in _FORMULA_STARTS
