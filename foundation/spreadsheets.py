"""Protection against formula injection in files opened with a spreadsheet."""

import unicodedata

# Compared after NFKC normalization: spreadsheets also accept the full-width forms of these signs.
_FORMULA_STARTS = frozenset("=+-@\N{MINUS SIGN}")
# Control, format and space characters, combining marks, and unassigned or private characters.
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Me", "Mn", "Zl", "Zp", "Zs"})
# Characters that Unicode classifies as letters or symbols but that render blank.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def guarded(text: str) -> str:
    """Prefix a text that would run as a formula; signs alone, such as ``---``, are safe.

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
