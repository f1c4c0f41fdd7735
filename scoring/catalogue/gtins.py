"""Product codes (GTIN, EAN): what the portal accepts (catalogue.md 2.5).

They do not affect the score, so an invalid one is a warning and not an error.
"""

import re
from collections.abc import Iterator

from scoring.catalogue.cells import Cell, is_blank, shown, text_of

_SEPARATORS = re.compile(r"[;,\n\r]+")
_ROUNDED = re.compile(r"[0-9]+(?:[.,][0-9]+)?[eE]\+?[0-9]{1,3}")
_LENGTHS = (8, 13)
_ZERO = ord("0")


def has_right_check_digit(digits: str) -> bool:
    """Whether the last digit of some ASCII ones is right: weights 3 and 1 from the right.

    >>> has_right_check_digit("3234567891000"), has_right_check_digit("3234567891001")
    (True, False)
    """
    codes = digits.encode()
    ones, threes = codes[-1::-2], codes[-2::-2]
    weighed = sum(ones) + 3 * sum(threes) - _ZERO * (len(ones) + 3 * len(threes))
    return weighed % 10 == 0


def numbers_in(cell: Cell) -> list[str]:
    """The codes in a cell, valid or not.

    >>> numbers_in("2234567891001, 3234567891000"), numbers_in(2234567891001.0), numbers_in(None)
    (['2234567891001', '3234567891000'], ['2234567891001'], [])
    """
    parts = (part.strip().strip("'\"") for part in _SEPARATORS.split(text_of(cell)))
    return [part for part in parts if part]


def remarks_on(cell: Cell) -> Iterator[str]:
    """What the portal would refuse of the numbers of a cell, one sentence each."""
    # Nearly all are as the portal wants them.
    if type(cell) is str and all(map(_is_accepted, cell.split(";"))):
        return iter(())
    return _remarks_on(cell)


def _is_accepted(found: str) -> bool:
    """Whether a text is one number that the portal takes."""
    return (
        len(found) in _LENGTHS
        and found.isascii()
        and found.isdigit()
        and has_right_check_digit(found)
    )


def _remarks_on(cell: Cell) -> Iterator[str]:
    if is_blank(cell):
        yield ("aucun GTIN : le portail en demande un, sauf pour les marques qui n'en ont pas")
        return
    text = text_of(cell)
    if _ROUNDED.fullmatch(text):
        yield (
            f"GTIN « {text} » : un tableur a arrondi ce nombre, ses derniers chiffres sont perdus"
        )
        return
    for found in numbers_in(cell):
        if not (found.isascii() and found.isdigit()):
            reason = "ce n'est pas une suite de chiffres"
        elif len(found) not in _LENGTHS:
            reason = f"{len(found)} chiffres, le portail en attend 8 ou 13"
            if len(found) == 12 and not isinstance(cell, str):
                reason += " (un tableur retire le zéro du début)"
        elif not has_right_check_digit(found):
            reason = "son chiffre de contrôle n'est pas le bon"
        else:
            continue
        yield f"GTIN « {shown(found)} » : {reason}"
