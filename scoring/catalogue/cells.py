"""Parsing of cells: numbers, percentages, booleans, identifiers (catalogue.md 2.3 and 2.4).

Cells of text files are strings; those of spreadsheets and data frames may be numbers, booleans or
dates. Nothing is guessed: a cell that cannot be parsed raises ``CellFault``.
"""

import math
import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from scoring.catalogue.faults import CellFault
from scoring.catalogue.vocabulary.folding import folded

Cell = Any

_SPACES = re.compile(r"[\s\u200b\u2060\ufeff]+")
_NUMBER = re.compile(r"[+\-\u2212]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_GROUPED = re.compile(r"[+\-\u2212]?[0-9]{1,3}(?:\s[0-9]{3})+(?:[.,][0-9]*)?")
# Ambiguous: 1.5 in some countries, 1500 in others.
_EITHER = re.compile(r"[+\-\u2212]?[1-9][0-9]{0,2}[.,][0-9]{3}")
_TRUE: Final = frozenset({"oui", "yes", "true", "vrai", "1"})
_FALSE: Final = frozenset({"non", "no", "false", "faux", "0"})
_SHOWN = 60
_LONGEST = 400
_DATES = (date, datetime, time, timedelta)


def shown(cell: Cell) -> str:
    """The excerpt of a cell that a message repeats."""
    text = text_of(cell)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def is_blank(cell: Cell) -> bool:
    """Whether a cell is empty: None, whitespace only, or NaN.

    >>> [is_blank(cell) for cell in (None, " ", float("nan"), 0, "0")]
    [True, True, True, False, False]
    """
    if cell is None:
        return True
    if isinstance(cell, str):
        return not cell or not _SPACES.sub("", cell)
    return isinstance(cell, float) and math.isnan(cell)


def text_of(cell: Cell) -> str:
    """A cell as text; whole numbers are written without decimals.

    >>> text_of(2234567891001.0), text_of("REF 1 "), text_of(True)
    ('2234567891001', 'REF 1', 'true')
    """
    if isinstance(cell, str):
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e16:
        return str(int(cell))
    return str(cell)


def decimal_of(text: str) -> Decimal:
    """Parse a number: decimal comma or point, spaces between thousands. Raises ``CellFault``.

    >>> decimal_of("1 234,5"), decimal_of("0.55")
    (Decimal('1234.5'), Decimal('0.55'))
    """
    return Decimal(_notation_of(text))


def _notation_of(text: str) -> str:
    """Convert a number to Python's notation. Raises ``CellFault``."""
    typed = text.strip()
    if len(typed) <= _LONGEST:
        if _NUMBER.fullmatch(typed):
            return typed.replace(",", ".").replace("\u2212", "-")
        if _GROUPED.fullmatch(typed):
            return _SPACES.sub("", typed).replace(",", ".").replace("\u2212", "-")
    raise CellFault(f"« {shown(text)} » n'est pas un nombre")


def number(cell: Cell) -> int | float:
    """The number in a cell; a whole number is returned as an int. Raises ``CellFault``.

    >>> number("0,55"), number("9 000"), number(100.0)
    (0.55, 9000, 100)
    """
    if isinstance(cell, str):
        return _number_of(cell)
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise CellFault(_not_a_number(cell))
    if isinstance(cell, float):
        if not math.isfinite(cell):
            raise CellFault(f"« {cell} » n'est pas un nombre fini")
        return int(cell) if cell.is_integer() else cell
    return cell


def readable_as_thousands(cell: Cell) -> bool:
    """Whether the text is ambiguous, such as ``1,500`` and ``1.500``."""
    return isinstance(cell, str) and bool(_EITHER.fullmatch(cell.strip()))


def percentage(cell: str) -> int | float:
    """Parse a percentage, with or without its sign, as a ratio of 1. Raises ``CellFault``.

    >>> percentage("90"), percentage("90,00 %"), percentage("33.3%")
    (0.9, 0.9, 0.333)
    """
    typed = _SPACES.sub(" ", cell).strip()
    return _plain(decimal_of(typed.removesuffix("%")) / 100)


def ratio(cell: Cell) -> int | float:
    """The ratio of 1 in a cell: a fraction, or text with a percent sign. Raises ``CellFault``.

    >>> ratio("0,9"), ratio("90 %"), ratio(0.9)
    (0.9, 0.9, 0.9)
    """
    if isinstance(cell, str) and cell.strip().endswith("%"):
        return percentage(cell)
    return number(cell)


def ratio_text(value: float) -> str:
    """A fraction from a spreadsheet written as a percentage, as text files do (catalogue.md 2.4).

    >>> ratio_text(0.9), ratio_text(0.333)
    ('90 %', '33,3 %')
    """
    percent = (Decimal(repr(value)) * 100).normalize()
    return f"{percent:f} %".replace(".", ",")


def boolean(cell: Cell) -> bool:
    """Parse a yes or no, in French or in English. Raises ``CellFault``.

    >>> boolean("Oui"), boolean("FAUX"), boolean(1)
    (True, False, True)
    """
    if isinstance(cell, bool):
        return cell
    word = folded(text_of(cell))
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    raise CellFault(f"« {shown(cell)} » ne se lit ni oui ni non")


def _number_of(text: str) -> int | float:
    """The nearest double, or an int if the number is whole, however many digits it has."""
    written = _notation_of(text)
    found = float(written)
    # A double with a fractional part is not a whole number; check the digits of the others.
    return _plain(Decimal(written)) if found.is_integer() or not math.isfinite(found) else found


def _plain(value: Decimal) -> int | float:
    if value == value.to_integral_value():
        if value.adjusted() > 300:
            raise CellFault("ce nombre est trop grand")
        return int(value)
    found = float(value)
    if not math.isfinite(found):
        raise CellFault("ce nombre est trop grand")
    return found


def _not_a_number(cell: Cell) -> str:
    if isinstance(cell, _DATES):
        return f"« {shown(cell)} » est une date ou une heure : le tableur y attend un nombre"
    return f"« {shown(cell)} » n'est pas un nombre"
