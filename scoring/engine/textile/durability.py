"""Durability coefficient and intensity of use (textile.md 6)."""

from typing import NamedTuple

from scoring.engine.numbers import divide, round_half_up
from scoring.engine.records import Product
from scoring.engine.textile.resolve import (
    MAXIMUM_DURABILITY,
    MINIMUM_DURABILITY,
    Garment,
)
from scoring.engine.trace.data import constant, datum
from scoring.engine.trace.recorder import Recorder

_CHEAP_REPAIR = 0.33
_SECONDS_A_DAY = 86400


class Durability(NamedTuple):
    """The coefficient that divides the impacts, its parts, and its effect on the use step."""

    coefficient: float
    physical: float
    non_physical: float
    references_index: float
    repairability_index: float
    days_of_wear: float
    care_cycles: float


def compute_durability(garment: Garment, trace: Recorder | None = None) -> Durability:
    """Apply textile.md 6 to a garment."""
    product = garment.query.product
    references = references_index(garment.number_of_references)
    repair = repair_index(garment.price, product.repair_cost)
    repairability = with_services(repair, garment.business)
    weighted = 0.5 * references + 0.5 * repairability
    non_physical = (
        round_half_up(
            100 * (MINIMUM_DURABILITY + weighted * (MAXIMUM_DURABILITY - MINIMUM_DURABILITY))
        )
        / 100
    )
    coefficient = min(garment.physical_durability, non_physical)
    cycles = base_cycles(product)
    found = Durability(
        coefficient,
        garment.physical_durability,
        non_physical,
        references,
        repairability,
        # Converted to seconds and back, as the reference stores durations, so that halves round the
        # same way (textile.md 6.3).
        round_half_up(product.days_of_wear * _SECONDS_A_DAY * coefficient / _SECONDS_A_DAY),
        round_half_up(cycles * coefficient),
    )
    if trace is not None:
        _record_coefficient(trace, garment, found, repair)
        _record_use(trace, product, found, cycles)
    return found


def references_index(number_of_references: int) -> float:
    """From 1 for a small range to 0 above 16000 references (textile.md 6.1).

    >>> [references_index(n) for n in (1000, 4000, 7000, 16000, 16001)]
    [1.0, 0.75, 0.5, 0.0, 0.0]
    """
    n = number_of_references
    if n <= 1000:
        return 1.0
    if n <= 7000:
        return 0.5 + 0.5 * (7000 - n) / 6000
    if n <= 16000:
        return 0.5 * (16000 - n) / 9000
    return 0.0


_REFERENCES = (
    "if(n <= 1000, 1, if(n <= 7000, 0.5 + 0.5 * (7000 - n) / 6000, "
    "if(n <= 16000, 0.5 * (16000 - n) / 9000, 0)))"
)


def repair_index(price: float, repair_cost: float) -> float:
    """From 1 where repair is cheap beside the price to 0 where it costs more (textile.md 6.1).

    >>> repair_index(100, 10), repair_index(100, 100), repair_index(10, 100), repair_index(0, 10)
    (1.0, 0.0, 0.0, 0.0)
    """
    ratio = divide(repair_cost, price)
    if ratio < _CHEAP_REPAIR:
        return 1.0
    if ratio > 1:
        return 0.0
    return (price - repair_cost) / (repair_cost / _CHEAP_REPAIR - repair_cost)


_REPAIR = (
    "if(cost / price < cheap, 1, if(cost / price > 1, 0, (price - cost) / (cost / cheap - cost)))"
)


def with_services(repair: float, business: str) -> float:
    """The repairability index, from the price and the business's services (textile.md 6.1).

    >>> with_services(1, "small-business"), with_services(1, "large-business-without-services")
    (1, 0.67)
    >>> with_services(0, "large-business-with-services")
    0.33
    """
    if business == "small-business":
        return repair
    if business == "large-business-with-services":
        return 0.67 * repair + 0.33
    return 0.67 * repair


_WITH_SERVICES = {
    "small-business": "repair",
    "large-business-with-services": "0.67 * repair + 0.33",
    "large-business-without-services": "0.67 * repair",
}


def base_cycles(product: Product) -> float:
    """Care cycles of a garment of neutral durability (textile.md 6.3)."""
    return round_half_up(product.days_of_wear / max(1, product.wears_per_cycle))


def _record_coefficient(
    trace: Recorder, garment: Garment, found: Durability, repair: float
) -> None:
    product = garment.query.product
    cost = datum(f"products.{product.id}.economics.repairCost", product.repair_cost, "€")
    trace.line("durability.references", _REFERENCES, found.references_index, n="numberOfReferences")
    trace.line(
        "durability.repair",
        _REPAIR,
        repair,
        cost=cost,
        price="price",
        cheap=constant(_CHEAP_REPAIR, "6.1", "cheapRepair"),
    )
    trace.line(
        "durability.repairability",
        _WITH_SERVICES[garment.business],
        found.repairability_index,
        repair="durability.repair",
        business="business",
    )
    trace.line(
        "durability.non_physical",
        "round(100 * (least + (0.5 * references + 0.5 * repairability) * (most - least))) / 100",
        found.non_physical,
        least=constant(MINIMUM_DURABILITY, "6.1", "minimumDurability"),
        most=constant(MAXIMUM_DURABILITY, "6.1", "maximumDurability"),
        references="durability.references",
        repairability="durability.repairability",
    )
    trace.line(
        "durability",
        "min(physical, non_physical)",
        found.coefficient,
        physical="physicalDurability",
        non_physical="durability.non_physical",
    )


def _record_use(trace: Recorder, product: Product, found: Durability, cycles: float) -> None:
    path = f"products.{product.id}.use"
    days = datum(f"{path}.daysOfWear", product.days_of_wear, "jours")
    trace.line(
        "use.days",
        "round(days * seconds * durability / seconds)",
        found.days_of_wear,
        days=days,
        seconds=constant(_SECONDS_A_DAY, "6.3", "secondsPerDay", "s/jour"),
        durability="durability",
    )
    trace.line(
        "use.base_cycles",
        "round(days / max(1, wears))",
        cycles,
        days=days,
        wears=datum(f"{path}.wearsPerCycle", product.wears_per_cycle),
    )
    trace.line(
        "use.cycles",
        "round(cycles * durability)",
        found.care_cycles,
        cycles="use.base_cycles",
        durability="durability",
    )
