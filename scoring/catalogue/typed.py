"""Parses cells into the types of request fields (catalogue.md 2.3, 2.4, 2.8)."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from scoring.catalogue import cells
from scoring.catalogue.cells import Cell, shown
from scoring.catalogue.faults import CellFault
from scoring.catalogue.remembering import Noted
from scoring.catalogue.vocabulary.labels import Labels
from scoring.engine.decoding import DecodingError, Proportion
from scoring.engine.numbers import notation

LOWEST_PRICE: Final = 1
HIGHEST_PRICE: Final = 1000


def word(labels: Labels, kind: str) -> Callable[[Cell], Any]:
    """Build a parser for the words of a list."""

    def read(cell: Cell) -> Any:
        code, shorter = labels.code(kind, cells.text_of(cell))
        if shorter is None:
            return code
        return Noted(code, "label-shortened", f"« {shown(cell)} » est lu « {shorter} »")

    return read


def amount(cell: Cell) -> Any:
    """A number, with a warning if it may be read with a thousands separator."""
    value = cells.number(cell)
    if cells.readable_as_thousands(cell):
        message = f"« {shown(cell)} » est lu {notation(value).replace('.', ',')}"
        return Noted(value, "number-read", f"{message} : les milliers se séparent d'une espace")
    return value


def whole(cell: Cell) -> Any:
    """A whole number."""
    value = amount(cell)
    plain = value.value if type(value) is Noted else value
    if type(plain) is not int:
        raise CellFault(f"« {shown(cell)} » n'est pas un nombre entier")
    return value


def quantity(cell: Cell) -> int:
    """A number of pieces, possibly 0."""
    try:
        value = cells.number(cell)
    except CellFault as fault:
        raise CellFault(f"{fault} de pièces") from None
    if type(value) is not int or value < 0:
        raise CellFault(f"« {shown(cell)} » n'est pas un nombre entier de pièces, 0 ou plus")
    return value


def percent(maximum: float = 1.0) -> Callable[[Cell], Any]:
    """Build a parser for ratios: percentages in text, fractions in spreadsheet numbers.

    A number above 1 is returned unchanged: its meaning depends on the whole row.
    """
    accepted = Proportion(maximum)

    def read(cell: Cell) -> Any:
        if not isinstance(cell, str):
            value = cells.number(cell)
            return value if value > 1 else within(accepted, value)
        return within(accepted, cells.percentage(cell))

    return read


def within(accepted: Proportion, value: float) -> float:
    """Check that the method accepts a ratio. Raises ``CellFault`` with the method's message."""
    try:
        return accepted.decode(value)
    except DecodingError as error:
        raise CellFault(error.message) from None


def as_percentage(value: float) -> float:
    """Convert a number meant as a percentage to a ratio."""
    return float(Decimal(repr(value)) / 100)


def price_within(price: float) -> tuple[float, str | None]:
    """The price in euros to compute with, and a warning if it was clamped.

    >>> price_within(30), price_within(1500)[0], price_within(0.5)[0]
    ((30, None), 1000, 1)
    """
    if LOWEST_PRICE <= price <= HIGHEST_PRICE:
        return price, None
    used = HIGHEST_PRICE if price > HIGHEST_PRICE else LOWEST_PRICE
    side = "au-dessus de 1000" if price > HIGHEST_PRICE else "au-dessous de 1"
    found = notation(price).replace(".", ",")
    return used, f"le prix de {found} € est {side} € : il est compté pour {used} €"


def not_a_fraction(value: float) -> str:
    """The error message for a spreadsheet number that is not a ratio."""
    found = notation(value).replace(".", ",")
    return (
        f"« {found} » est un nombre supérieur à 1 : dans un tableur, écrivez la fraction (0,2) "
        "ou un texte en pour cent (« 20 % »)"
    )
