"""Protection against formula injection in files opened with a spreadsheet.

A spreadsheet configured for another separator than the file's splits a text into cells wherever it
contains that separator, so each part is checked too.
"""

import re
import unicodedata

# Compared after NFKC normalization: spreadsheets also accept the full-width forms of these signs.
_FORMULA_STARTS = frozenset("=+-@\N{MINUS SIGN}")
# Control, format and space characters, combining marks, and unassigned or private characters.
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Me", "Mn", "Zl", "Zp", "Zs"})
# Characters that Unicode classifies as letters or symbols but that render blank.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
# Nearly all texts: nothing in them can start a formula, wherever a cell starts.
_PLAIN = re.compile(r"[0-9A-Za-z][^,;\t\r\n]*|[0-9]+,[0-9]+")
# Where a spreadsheet may start a cell, whatever the file's own separator is.
_SEPARATOR = re.compile(r"([,;\t\r\n]+)")


def guarded(text: str) -> str:
    """Prefix a text that would run as a formula; signs alone, such as ``---``, are safe.

    >>> guarded("=1+1"), guarded("＝1+1"), guarded("Coton"), guarded("Nord, =A1")
    ("'=1+1", "'＝1+1", 'Coton', "Nord,' =A1")
    """
    if _PLAIN.fullmatch(text):
        return text
    if _SEPARATOR.search(text):
        first, *others = _SEPARATOR.split(text)
        text = first + "".join(map(_guarded_part, others))
    if text[:1].isascii() and text[:1].isalnum():
        return text
    starts = text.startswith(("\t", "\r", "\n")) or _begins_a_formula(text)
    return f"'{text}" if starts and any(mark.isalnum() for mark in text) else text


def _guarded_part(part: str) -> str:
    """Escape the part after a separator; one without letters cannot be a formula."""
    named = any(mark.isalpha() for mark in part)
    return f"'{part}" if named and _begins_a_formula(part.replace('"', "")) else part


def _is_unseen(mark: str) -> bool:
    return mark in _BLANK or unicodedata.category(mark) in _UNSEEN


def _begins_a_formula(text: str) -> bool:
    """Return whether the first visible character can start a formula."""
    for mark in text:
        if not _is_unseen(mark):
            return unicodedata.normalize("NFKC", mark)[:1] in _FORMULA_STARTS
    return False
