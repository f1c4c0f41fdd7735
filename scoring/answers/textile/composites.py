"""Sets, and garments in several parts: their sectors and their responses (catalogue.md 6)."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TypeVar

from scoring.answers import breakdown
from scoring.answers.breakdown import Complements, Families, total
from scoring.answers.marking import N_
from scoring.answers.sector import Computed, Sector, compute_query
from scoring.answers.textile.breakdown import complements_of, families_of
from scoring.answers.textile.reopening import reopening
from scoring.answers.textile.sector import TEXTILE, Garment
from scoring.answers.textile.stages import (
    garment_figures,
    written_complements,
    written_stages,
)
from scoring.engine.cautions import Caution
from scoring.engine.dataset import Dataset
from scoring.engine.decoding import Record
from scoring.engine.impacts import ImpactTable, Vector
from scoring.engine.numbers import divide, running_sum
from scoring.engine.textile.composites.cautions import cautions_of_garment, cautions_of_set
from scoring.engine.textile.composites.combination import (
    Combination,
    CombinedResults,
    compute_combined,
    equivalent_durability,
    portal_score,
    simulate_garment,
    simulate_set,
    total_of,
)
from scoring.engine.textile.composites.description import describe_garment, describe_set
from scoring.engine.textile.composites.echo import echo_garment, echo_set
from scoring.engine.textile.composites.explain import explain_garment, explain_set
from scoring.engine.textile.composites.fields import GARMENT, SET, SIMPLIFICATIONS
from scoring.engine.textile.composites.query import (
    GarmentQuery,
    SetQuery,
    parse_garment,
    parse_set,
)
from scoring.engine.textile.query import SCOPE
from scoring.engine.textile.tables import TextileTables
from scoring.engine.trace.lines import Trace

_Query = TypeVar("_Query", SetQuery, GarmentQuery)

Anyone = Combination[Any]
TextileSet = Computed[SetQuery, Combination[SetQuery], CombinedResults]
GarmentInParts = Computed[GarmentQuery, Combination[GarmentQuery], CombinedResults]

# Tolerance for the same figure computed in another order.
_SAME = 1e-9
PORTAL_REASON = N_(
    "Pour une partie qui n'est pas la principale, le portail retranche la confection avant "
    "durabilité d'un total après durabilité ; ici elle est retranchée avant la division, comme le "
    "veut la méthode."
)


def families_of_all(combination: Anyone, results: CombinedResults, table: ImpactTable) -> Families:
    """The parts that add up to the total, after durability."""
    found = [
        families_of(piece.simulation, figures, table)
        for piece, figures in zip(combination.pieces, results.pieces, strict=True)
        for _ in range(piece.number)
    ]
    return {
        family: total((each[family] for each in found), table.zero) for family in breakdown.FAMILIES
    }


def complements_of_all(combination: Anyone) -> Complements:
    """The complements of all pieces, before durability."""
    found = [complements_of(piece.simulation) for piece in combination.units()]
    return {name: running_sum(each[name] for each in found) for name in found[0]}


def _sector(
    *,
    name: str,
    pages: str,
    simulator: str,
    request: Record,
    parse: Callable[[Dataset, object], _Query],
    simulate: Callable[[TextileTables, _Query], Combination[_Query]],
    echo: Callable[..., dict[str, Any]],
    describe: Callable[[Combination[_Query]], str],
    explain: Callable[[Dataset, TextileTables, _Query, ImpactTable, str], Trace],
    cautions: Callable[..., list[Caution]],
) -> Sector[_Query, Combination[_Query], CombinedResults]:
    return Sector(
        name=name,
        scope=SCOPE,
        pages=pages,
        setting="",
        simulator=simulator,
        fragment=simulator,
        request=request,
        parse=lambda method, body: parse(method.dataset, body),
        simulate=lambda method, query: simulate(method.textile, query),
        flows=Combination.counted_flows,
        bonus=lambda combination: 0.0,
        weigh=compute_combined,
        total=total_of,
        mass=lambda combination, results: combination.mass,
        repeat=echo,
        reopen=partial(echo, one=reopening),
        describe=describe,
        families=families_of_all,
        undivided=lambda results: results.totals.without_durability,
        complements=complements_of_all,
        explain=lambda method, query, table, impact: explain(
            method.dataset, method.textile, query, table, impact
        ),
        cautions=lambda product, impacts: cautions(
            product.method.textile, product.simulation, *impacts.values()
        ),
    )


TEXTILE_SET = _sector(
    name="textile-set",
    pages="textile/lot",
    simulator="textile/sets",
    request=SET,
    parse=parse_set,
    simulate=simulate_set,
    echo=echo_set,
    describe=describe_set,
    explain=explain_set,
    cautions=cautions_of_set,
)
TEXTILE_GARMENT = _sector(
    name="textile-garment",
    pages="textile/parties",
    simulator="textile/garments",
    request=GARMENT,
    parse=parse_garment,
    simulate=simulate_garment,
    echo=echo_garment,
    describe=describe_garment,
    explain=explain_garment,
    cautions=cautions_of_garment,
)
COMPOSITES = {sector.name: sector for sector in (TEXTILE_SET, TEXTILE_GARMENT)}


def set_answer(product: TextileSet, origin: str) -> dict[str, Any]:
    """The figures of a set and of each of its items; ``origin`` is the site's address."""
    items = [
        {"numberOfItem": item.number, "product": item.query.product.id} | figures
        for item, figures in zip(product.query.items, _pieces(product), strict=True)
    ]
    return _answer(product, origin) | {"products": items}


def garment_answer(
    product: GarmentInParts, origin: str, *, compare: bool = False
) -> dict[str, Any]:
    """The figures of a garment and of each of its parts.

    ``compare`` adds the scores of the parts and of both simplified forms, side by side. Of a
    simplified form, the whole garment is the only part.
    """
    query = product.query
    figures = list(_pieces(product))
    if query.simplification is None:
        for position, part in enumerate(figures):
            part["mainComponent"] = position == query.main
    portal, reason = portal_of(product)
    answer = _answer(product, origin) | {
        "components": figures,
        "simplification": query.simplification,
        "portalScore": portal,
        "portalScoreReason": reason,
    }
    if compare:
        answer["comparison"] = [_compared(each) for each in forms_of(product)]
    return answer


def forms_of(product: GarmentInParts) -> Iterator[GarmentInParts]:
    """The garment computed by its parts, and by each simplified form."""
    for form in (None, *SIMPLIFICATIONS):
        yield compute_query(
            TEXTILE_GARMENT,
            product.method,
            _in_form(product.query, form),
            product.served,
        )


def pieces_of(product: Computed[Any, Anyone, CombinedResults]) -> list[Garment]:
    """Each item or part as the garment that is computed, one unit of it."""
    return [
        Computed(
            sector=TEXTILE,
            method=product.method,
            query=piece.simulation.query,
            simulation=piece.simulation,
            served=product.served,
        )
        for piece in product.simulation.pieces
    ]


def durability_of(product: Computed[Any, Anyone, CombinedResults]) -> float:
    """The equivalent durability of all pieces."""
    return equivalent_durability(product.simulation, product.method.scores)


def totals_of(product: Computed[Any, Anyone, CombinedResults]) -> list[Vector]:
    """The total of each item or part, all its units together."""
    return [
        tuple([piece.number * figure for figure in garment.total])
        for piece, garment in zip(product.simulation.pieces, pieces_of(product), strict=True)
    ]


def shares_of(product: Computed[Any, Anyone, CombinedResults]) -> list[float]:
    """Each item's or part's share of the score, counting all its units, as a ratio."""
    place = product.served.table.trigrams.index("ecs")
    return [divide(own[place], product.total[place]) for own in totals_of(product)]


def _in_form(query: GarmentQuery, form: int | None) -> GarmentQuery:
    return GarmentQuery(parts=query.parts, main=query.main, simplification=form)


def _answer(product: Computed[Any, Anyone, CombinedResults], origin: str) -> dict[str, Any]:
    write = product.served.writer()
    results = product.results
    query = product.sector.repeat(product.query)
    impacts = write(results.totals.impacts)
    return {
        "webUrl": product.link(origin, query),
        "impacts": impacts,
        "impactsWithoutDurability": write(results.totals.without_durability),
        "durability": durability_of(product),
        "stages": written_stages(results.totals, results.steps, write),
        "complementsImpacts": written_complements(results.totals),
        "mass": product.mass,
        "description": product.description,
        "query": query,
        "meta": product.meta(impacts),
    }


def _pieces(product: Computed[Any, Anyone, CombinedResults]) -> Iterator[dict[str, Any]]:
    for garment, share in zip(pieces_of(product), shares_of(product), strict=True):
        yield {
            "mass": garment.query.mass,
            "price": garment.simulation.garment.price,
            "share": share,
        } | garment_figures(garment, stages=True)


def portal_of(product: GarmentInParts) -> tuple[float | None, str | None]:
    """The score that the government's portal would compute and why; None if it is the same."""
    if product.query.simplification is None:
        scores = product.method.scores
        ours = total_of(product.simulation, scores)[scores.trigrams.index("ecs")]
        theirs = portal_score(product.method.textile, product.query, scores)
        if not abs(theirs - ours) <= _SAME * abs(ours):
            return theirs, PORTAL_REASON
    return None, None


def _compared(product: GarmentInParts) -> dict[str, Any]:
    return {
        "simplification": product.query.simplification,
        "impacts": product.impacts,
        "durability": durability_of(product),
    }


Answer = Callable[[Any, str], dict[str, Any]]
ANSWERS: dict[str, Answer] = {
    TEXTILE_SET.name: set_answer,
    TEXTILE_GARMENT.name: garment_answer,
}
