"""Durability coefficient and intensity of use (textile.md 6)."""

from typing import NamedTuple

from scoring.engine.numbers import divide, round_half_up
from scoring.engine.records import Product
from scoring.engine.textile.query import Query

MINIMUM = 0.67
MAXIMUM = 1.45
_CHEAP_REPAIR = 0.33


class Durability(NamedTuple):
    """The coefficient that divides the impacts, its parts, and what it does to the use step."""

    coefficient: float
    physical: float
    non_physical: float
    references_index: float
    repairability_index: float
    days_of_wear: float
    care_cycles: float


def compute_durability(query: Query) -> Durability:
    """Apply textile.md 6 to a request; what it leaves out comes from its category."""
    product = query.product
    references = references_index(
        product.number_of_references
        if query.number_of_references is None
        else query.number_of_references
    )
    repairability = repairability_index(
        product.price if query.price is None else query.price,
        product.repair_cost,
        query.business or product.business,
    )
    weighted = 0.5 * references + 0.5 * repairability
    non_physical = round_half_up(100 * (MINIMUM + weighted * (MAXIMUM - MINIMUM))) / 100
    physical = MAXIMUM if query.physical_durability is None else query.physical_durability
    coefficient = min(physical, non_physical)
    cycles = base_cycles(product)
    return Durability(
        coefficient,
        physical,
        non_physical,
        references,
        repairability,
        round_half_up(product.days_of_wear * coefficient),
        round_half_up(cycles * coefficient),
    )


def references_index(number_of_references: int) -> float:
    """From 1 for a small range to 0 above 16000 references (textile.md 6.1)."""
    n = number_of_references
    if n <= 1000:
        return 1.0
    if n <= 7000:
        return 0.5 + 0.5 * (7000 - n) / 6000
    if n <= 16000:
        return 0.5 * (16000 - n) / 9000
    return 0.0


def repairability_index(price: float, repair_cost: float, business: str) -> float:
    """From 1 where repair is cheap beside the price to 0 where it costs more (textile.md 6.1)."""
    ratio = divide(repair_cost, price)
    if ratio < _CHEAP_REPAIR:
        index = 1.0
    elif ratio > 1:
        index = 0.0
    else:
        index = (price - repair_cost) / (repair_cost / _CHEAP_REPAIR - repair_cost)
    if business == "small-business":
        return index
    if business == "large-business-with-services":
        return 0.67 * index + 0.33
    return 0.67 * index


def base_cycles(product: Product) -> float:
    """Care cycles of a garment of neutral durability (textile.md 6.3)."""
    return round_half_up(product.days_of_wear / max(1, product.wears_per_cycle))
