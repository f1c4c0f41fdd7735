"""The mass of the food at the plant, in its packaging and on the plate (food.md 3)."""

from typing import NamedTuple

from scoring.engine.food.query import IngredientLine, Query
from scoring.engine.food.resolve import Dish
from scoring.engine.numbers import divide
from scoring.engine.trace.data import constant, datum
from scoring.engine.trace.recorder import Recorder
from scoring.engine.units import LITRES_PER_M3
from scoring.engine.vocabulary import food as vocabulary


class Masses(NamedTuple):
    """Masses in kg.

    ``raw`` is what was bought and ``edible`` what is left of it without the inedible part; both are
    informative and used in no formula. ``transformed`` is the mass leaving the plant, ``total``
    includes packaging, ``prepared`` is the mass on the plate.
    """

    raw: float
    edible: float
    transformed: float
    packaging: float
    total: float
    prepared: float
    cooked_at_plant: bool
    cooked_at_home: bool


def compute_masses(query: Query, cooking: str, trace: Recorder | None = None) -> Masses:
    """Apply food.md 3; ``cooking`` is the id of the only transform that cooks.

    The raw-to-cooked ratio is applied at most once: at the plant, or else at home, where the
    inedible part is not subtracted (as in the reference).
    """
    cooked_at_plant = query.transform is not None and query.transform.process.id == cooking
    cooked_at_home = not vocabulary.COOKING_PREPARATIONS.isdisjoint(query.preparation)
    raw = edible = transformed = cooked = 0.0
    for position, line in enumerate(query.ingredients):
        ratio = line.ingredient.raw_to_cooked_ratio
        mass = line.mass
        eaten = mass * (1 - line.ingredient.inedible_part)
        kept = eaten * ratio if cooked_at_plant else eaten
        served = mass * ratio
        raw += mass
        edible += eaten
        transformed += kept
        cooked += served
        if trace is not None:
            _record_ingredient(trace, position, line, eaten)
            if cooked_at_plant:
                _record_cooking(trace, "transformed", position, line, kept)
            elif cooked_at_home:
                _record_cooking(trace, "cooked", position, line, served)
    packaging = 0.0
    for piece in query.packaging:
        packaging += piece.mass
    masses = Masses(
        raw,
        edible,
        transformed,
        packaging,
        transformed + packaging,
        cooked if cooked_at_home and not cooked_at_plant else transformed,
        cooked_at_plant,
        cooked_at_home,
    )
    if trace is not None:
        _record_sums(trace, query, masses, cooking)
    return masses


def volume_of(dish: Dish, mass: float, trace: Recorder | None = None) -> float:
    """Volume in m3 of ``mass`` kg of food in the shop, excluding its packaging (food.md 6.1)."""
    volume = divide(mass, dish.density * LITRES_PER_M3)
    if trace is not None:
        trace.line(
            "retail.volume",
            "mass / (density * 1000)",
            volume,
            mass="mass.transformed",
            density="density",
        )
    return volume


def _record_ingredient(trace: Recorder, position: int, line: IngredientLine, eaten: float) -> None:
    ingredient = line.ingredient
    mass = trace.line(
        "mass.raw.ingredient",
        "0.001 * grams",
        line.mass,
        at=position,
        subject=ingredient.name,
        grams=f"ingredients.{position}.mass",
    )
    trace.line(
        "mass.edible.ingredient",
        "mass * (1 - inedible)",
        eaten,
        at=position,
        subject=ingredient.name,
        mass=mass,
        inedible=datum(f"ingredients.{ingredient.id}.inediblePart", ingredient.inedible_part),
    )


def _record_cooking(
    trace: Recorder, name: str, position: int, line: IngredientLine, cooked: float
) -> None:
    """Record the raw-to-cooked ratio: of the edible mass at the plant, of all of it at home."""
    ingredient = line.ingredient
    before = "edible" if name == "transformed" else "raw"
    ratio = ingredient.raw_to_cooked_ratio
    trace.line(
        f"mass.{name}.ingredient",
        "mass * ratio",
        cooked,
        at=position,
        subject=ingredient.name,
        mass=f"mass.{before}.ingredient.{position}",
        ratio=datum(f"ingredients.{ingredient.id}.rawToCookedRatio", ratio),
    )


def _record_sums(trace: Recorder, query: Query, masses: Masses, cooking: str) -> None:
    positions = range(len(query.ingredients))
    trace.sum("mass.raw", [f"mass.raw.ingredient.{n}" for n in positions], masses.raw)
    trace.sum("mass.edible", [f"mass.edible.ingredient.{n}" for n in positions], masses.edible)
    why = {}
    if query.transform is not None:
        trace.line(
            "mass.transform",
            "0.001 * grams",
            query.transform.mass,
            subject=query.transform.process.name,
            grams="transform.mass",
        )
        why = {
            "transform": trace.known("transform.id"),
            "cooking": constant(cooking, "9", "food_cooking"),
        }
    kept = "transformed" if masses.cooked_at_plant else "edible"
    terms = [f"mass.{kept}.ingredient.{n}" for n in positions]
    trace.sum("mass.transformed", terms, masses.transformed, more=why)
    for position, piece in enumerate(query.packaging):
        trace.line(
            "mass.packaging.piece",
            "0.001 * grams",
            piece.mass,
            at=position,
            subject=piece.process.name,
            grams=f"packaging.{position}.mass",
        )
    pieces = [f"mass.packaging.piece.{n}" for n in range(len(query.packaging))]
    trace.sum("mass.packaging", pieces, masses.packaging)
    trace.line(
        "mass.total",
        "food + packaging",
        masses.total,
        food="mass.transformed",
        packaging="mass.packaging",
    )
    for position in range(len(query.preparation)):
        why[f"preparation_{position + 1}"] = trace.known(f"preparation.{position}")
    if masses.cooked_at_home and not masses.cooked_at_plant:
        terms = [f"mass.cooked.ingredient.{n}" for n in positions]
        trace.sum("mass.prepared", terms, masses.prepared, more=why)
    else:
        trace.line("mass.prepared", "mass", masses.prepared, mass="mass.transformed", more=why)
