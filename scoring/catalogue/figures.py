"""The figures of a product that results contain (catalogue.md 3.1)."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from scoring.answers.breakdown import COMPARED_KG
from scoring.answers.levels import AGGREGATED, Impacts
from scoring.answers.sector import Computed
from scoring.answers.sectors import FOOD, OBJECT, TEXTILE, VELI
from scoring.answers.textile.stages import GARMENT_STAGES, STAGES_BY_STEP
from scoring.engine.impacts import Vector
from scoring.engine.numbers import divide
from scoring.engine.textile.results import compute_stages, compute_totals

SUMMARY: Final = "summary"
STAGES: Final = "stages"
DETAILS: Final = (SUMMARY, STAGES)

TEXTILE_COMPLEMENTS: Final = ("microfibers", "outOfEuropeEOL")

Figure = float | None
Named = Mapping[str, Figure]


class Figures(NamedTuple):
    """Points of the score and of its parts; None for a figure that is unknown or not finite.

    ``stages`` and ``complements`` are points before durability; a stage includes its complement, as
    in the API. ``uncounted`` are the stages that are not part of the score.
    """

    score: Figure
    pef: Figure
    score_per_100g: Figure = None
    durability: Figure = None
    without_durability: Figure = None
    stages: Named | None = None
    complements: Named | None = None
    uncounted: tuple[str, ...] = ()
    impacts: Impacts | None = None
    category: str | None = None


def figures_of(computed: Computed[Any, Any, Any], detail: str) -> Figures:
    """The figures of a product; ``detail`` is ``summary`` or ``stages``."""
    return _OF_SECTOR[computed.sector.name](computed, detail)


def _textile(garment: Computed[Any, Any, Any], detail: str) -> Figures:
    simulation, table = garment.simulation, garment.served.table
    trigrams = table.trigrams
    ecs = trigrams.index("ecs")
    stages: Named | None = None
    complements: Named | None = None
    uncounted: tuple[str, ...] = ()
    if detail == STAGES:
        totals, steps = compute_stages(simulation, table)
        points = [own[ecs] for own in steps]
        points += (totals.transport[ecs], totals.trims[ecs])
        stages = _finite(dict(zip(GARMENT_STAGES, points, strict=True)))
        complements = _finite(garment.complements)
        uncounted = tuple(
            [STAGES_BY_STEP[step.code] for step in simulation.steps if not step.enabled]
        )
    else:
        totals = compute_totals(simulation, table)
    score = totals.impacts[ecs]
    query = simulation.query
    return Figures(
        score=finite(score),
        pef=_pef(trigrams, totals.impacts),
        score_per_100g=finite(divide(score * COMPARED_KG, query.mass)),
        durability=simulation.durability.coefficient,
        without_durability=finite(totals.without_durability[ecs]),
        stages=stages,
        complements=complements,
        uncounted=uncounted,
        impacts=_details(garment, totals.impacts),
        category=query.product.id,
    )


def _food(recipe: Computed[Any, Any, Any], detail: str) -> Figures:
    # For recipes, the engine provides the figures per kg.
    per_kg = recipe.results.per_kg[recipe.served.table.trigrams.index("ecs")]
    return _of_total(recipe, detail, finite(per_kg * COMPARED_KG))


def _components(product: Computed[Any, Any, Any], detail: str) -> Figures:
    ecs = product.served.table.trigrams.index("ecs")
    per_100g = finite(product.for_mass(COMPARED_KG)[ecs]) if product.mass else None
    return _of_total(product, detail, per_100g)


def _of_total(product: Computed[Any, Any, Any], detail: str, per_100g: Figure) -> Figures:
    """The figures of sectors without durability, whose families are their stages."""
    trigrams = product.served.table.trigrams
    ecs = trigrams.index("ecs")
    stages: Named | None = None
    complements: Named | None = None
    if detail == STAGES:
        stages = {name: finite(vector[ecs]) for name, vector in product.families.items()}
        complements = _finite(product.complements)
    return Figures(
        score=finite(product.total[ecs]),
        pef=_pef(trigrams, product.total),
        score_per_100g=per_100g,
        stages=stages,
        complements=complements,
        impacts=_details(product, product.total),
    )


def _pef(trigrams: Sequence[str], total: Vector) -> Figure:
    """The PEF score; None if the version has none."""
    return finite(total[trigrams.index("pef")]) if "pef" in trigrams else None


def _details(product: Computed[Any, Any, Any], total: Vector) -> Impacts | None:
    if product.served.level == AGGREGATED:
        return None
    impacts = product.served.writer()(total)
    return {name: None if figure is None else finite(figure) for name, figure in impacts.items()}


def finite(figure: float) -> Figure:
    """A figure, or None if it is not finite, since JSON cannot represent it (api.md 9)."""
    return figure if math.isfinite(figure) else None


def _finite(figures: Mapping[str, float]) -> Named:
    if all(map(math.isfinite, figures.values())):
        return figures
    return {name: finite(figure) for name, figure in figures.items()}


_OF_SECTOR: Mapping[str, Callable[[Computed[Any, Any, Any], str], Figures]] = {
    TEXTILE.name: _textile,
    FOOD.name: _food,
    OBJECT.name: _components,
    VELI.name: _components,
}


def joined(texts: Iterable[str]) -> str:
    """Join several messages in one cell."""
    return " ; ".join(texts)
