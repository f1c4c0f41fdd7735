"""The normalised request: what responses echo and what shared links contain (food.md 1).

The order of the keys shows in URLs, so it is the reference's.
"""

from typing import Any

from scoring.engine.food.query import IngredientLine, ProcessLine, Query
from scoring.engine.numbers import plain
from scoring.engine.units import GRAMS_PER_KG
from scoring.engine.vocabulary import food as vocabulary


def echo(query: Query) -> dict[str, Any]:
    """Echo the request, without the fields it omits."""
    fields: dict[str, Any] = {"ingredients": [_ingredient(line) for line in query.ingredients]}
    if query.transform is not None:
        fields["transform"] = _process(query.transform)
    if query.packaging:
        fields["packaging"] = [_process(line) for line in query.packaging]
    if query.distribution is not None:
        fields["distribution"] = query.distribution
    if query.preparation:
        fields["preparation"] = list(query.preparation)
    return fields


def grams(mass: float) -> int | float:
    """Convert kilograms to grams with the reference's double.

    283 g is read as 0.28300000000000003 kg, which converts back to slightly more.

    >>> grams(0.28300000000000003), grams(0.12)
    (283.00000000000006, 120)
    """
    return plain(GRAMS_PER_KG * mass)


def _ingredient(line: IngredientLine) -> dict[str, Any]:
    fields: dict[str, Any] = {"id": line.ingredient.id, "mass": grams(line.mass)}
    if line.country is not None:
        fields["country"] = line.country.code
    if line.by_plane is not None:
        fields["byPlane"] = vocabulary.BY_PLANE if line.by_plane else vocabulary.NO_PLANE
    return fields


def _process(line: ProcessLine) -> dict[str, Any]:
    return {"id": line.process.id, "mass": grams(line.mass)}
