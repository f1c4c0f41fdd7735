"""Cautions about the figures of a garment (api.md 5.5)."""

from collections.abc import Iterator

from scoring.engine.cautions import NOT_FINITE, Amounts, Caution
from scoring.engine.numbers import all_finite
from scoring.engine.records import Product
from scoring.engine.textile.query import Query
from scoring.engine.textile.simulate import Simulation
from scoring.engine.textile.tables import TextileTables
from scoring.engine.usual import FAR_MASS, FAR_PRICE
from scoring.engine.vocabulary import textile as vocabulary

# Shares such as 0.6 + 0.3 + 0.1 do not add up to 1 exactly in doubles.
_SHARE_TOLERANCE = 1e-10
# Usual range of a fabric's density, in threads per cm (web.md 3.4).
THINNEST, THICKEST = 10, 80


def cautions_of(
    tables: TextileTables, simulation: Simulation, *impacts: float | None
) -> list[Caution]:
    """The cautions to show; usually empty.

    ``impacts`` are those of the response; None is an unknown impact, which is reported elsewhere.
    """
    found: list[Caution] = []
    query = simulation.query
    shares = sum_of_shares(query)
    if not is_whole(shares):
        found.append(Caution("materials-sum", "materials", {"total": shares}))
    if simulation.trims_mass > query.mass:
        found.append(Caution("trims-heavier-than-garment", "trims"))
    if not all_finite(impacts):
        found.append(NOT_FINITE)
    _add_suspicious_values(found, tables, simulation)
    return found


def sum_of_shares(query: Query) -> float:
    """The sum of the material shares; 1 for a complete composition."""
    total = 0.0
    for item in query.materials:
        total += item.share
    return total


def is_whole(shares: float) -> bool:
    """Whether shares add up to 1, within floating-point error.

    >>> is_whole(0.6 + 0.3 + 0.1), is_whole(0.99)
    (True, False)
    """
    return abs(shares - 1) < _SHARE_TOLERANCE


def unusual_mass(tables: TextileTables, product: Product, mass_kg: float) -> Iterator[Caution]:
    """Warn about a mass far from those of the category's published garments."""
    usual = tables.usual[product.id].mass
    if usual is not None and usual.is_far(mass_kg, FAR_MASS):
        yield Caution(
            "mass-unusual",
            "mass",
            {"mass": Amounts((mass_kg,), "kg"), "usual": Amounts(tuple(usual), "kg")},
        )


def _add_suspicious_values(
    found: list[Caution], tables: TextileTables, simulation: Simulation
) -> None:
    """Warn about figures far outside the category's published range, or implausible fabric."""
    query = simulation.query
    usual = tables.usual[query.product.id]
    found.extend(unusual_mass(tables, query.product, query.mass))
    if query.price is not None and usual.price.is_far(query.price, FAR_PRICE):
        values = {"price": Amounts((query.price,), "€"), "usual": Amounts(tuple(usual.price), "€")}
        found.append(Caution("price-unusual", "price", values))
    if query.surface_mass is None and query.yarn_size is None:
        return
    fabric = simulation.steps[vocabulary.STEPS.index(vocabulary.FABRIC)]
    density = fabric.work.thread_density if fabric.enabled else None
    if density is not None and not THINNEST <= density <= THICKEST:
        field = "yarnSize" if query.surface_mass is None else "surfaceMass"
        values = {"density": Amounts((density,), "fils/cm")}
        found.append(Caution("thread-density-unusual", field, values))
