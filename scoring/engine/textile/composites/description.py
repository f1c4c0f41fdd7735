"""One French sentence about a set or a garment in parts (api.md 5.1)."""

from scoring.engine.french import NBSP, decimal
from scoring.engine.textile.composites.combination import Combination
from scoring.engine.textile.composites.parts import mass_of
from scoring.engine.textile.composites.query import GarmentQuery, SetQuery
from scoring.engine.textile.description import describe


def describe_set(combination: Combination[SetQuery]) -> str:
    """Describe each item, after the number of garments."""
    units = combination.query.units
    told = [
        f"{piece.number} × {describe(piece.simulation)}"
        if piece.number != 1
        else describe(piece.simulation)
        for piece in combination.pieces
    ]
    articles = "article" if units == 1 else "articles"
    return f"Lot de {units} {articles} : {' ; '.join(told)}"


def describe_garment(combination: Combination[GarmentQuery]) -> str:
    """Describe each part, marking the main one, or the simplified form."""
    query = combination.query
    if query.simplification is not None:
        form = query.simplification
        (piece,) = combination.pieces
        return f"{describe(piece.simulation)}, forme simplifiée {form}"
    told = []
    for position, piece in enumerate(combination.pieces):
        part = describe(piece.simulation)
        told.append(f"partie principale {part}" if position == query.main else f"partie {part}")
    count = len(query.parts)
    parts = "partie" if count == 1 else "parties"
    mass = f"{decimal(mass_of(query), 3)}{NBSP}kg"
    name = query.main_part.product.name
    return f"{name} en {count} {parts} de {mass} en tout : {' ; '.join(told)}"
