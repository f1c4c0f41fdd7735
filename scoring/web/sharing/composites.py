"""A set, or a garment in several parts, in the form used by comparisons and exports."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from scoring.answers.breakdown import COMPARED_KG
from scoring.answers.textile.composites import (
    GarmentInParts,
    TextileSet,
    durability_of,
    garment_answer,
    pieces_of,
    set_answer,
    shares_of,
)
from scoring.web import figures
from scoring.web.labels import label
from scoring.web.sharing.outcome import Outcome, outcome_of
from scoring.web.sharing.tables import (
    Cell,
    Figures,
    Table,
    TableRow,
    impacts_tables,
    parameters_table,
    pef_rows,
    points,
    results_table,
    row,
    stages_table,
)
from scoring.web.sharing.textile_inputs import input_rows
from scoring.web.words.composites import item_name, part_name


def set_outcome(product: TextileSet, origin: str) -> Outcome:
    """The outcome of a set; ``origin`` is the base URL of links."""
    names = [
        item_name(position, label(item.query.product))
        for position, item in enumerate(product.query.items)
    ]
    return _outcome(product, set_answer(product, origin), names, origin)


def parts_outcome(product: GarmentInParts, origin: str) -> Outcome:
    """The outcome of a garment in parts, with both simplified forms in its file."""
    query = product.query
    names = [
        part_name(position, is_main=position == query.main) for position in range(len(query.parts))
    ]
    if query.simplification is not None:
        names = [label(query.main_part.product)]
    return _outcome(product, garment_answer(product, origin, compare=True), names, origin)


def _outcome(product: Any, answer: Mapping[str, Any], names: list[str], origin: str) -> Outcome:
    query = product.sector.reopen(product.query)
    answer = {**answer, "webUrl": product.link(origin, query), "query": query}
    return outcome_of(
        product,
        answer,
        answer["impacts"],
        product.results.totals.complements.total,
        partial(_tables, names),
    )


def _tables(names: list[str], product: Any, impacts: Figures, stages: Figures) -> Iterator[Table]:
    ecs = product.served.table.trigrams.index("ecs")
    yield results_table(
        (
            row(_("Coût environnemental"), points(impacts["ecs"]), total=True),
            row(_("Pour 100 g"), points(product.for_mass(COMPARED_KG)[ecs])),
            row(_("Avant durabilité"), points(product.undivided[ecs])),
            row(_("Durabilité équivalente"), Cell(durability_of(product))),
            *pef_rows(impacts),
            row(_("Masse"), Cell(product.mass, "kg", 3)),
        )
    )
    yield stages_table(product, stages)
    yield from impacts_tables(product, impacts, heading=_("Valeur, après durabilité"))
    pieces = pieces_of(product)
    yield Table(
        title=_("Répartition"),
        columns=(
            _("Nombre"),
            _("Masse"),
            _("Prix retenu"),
            _("Durabilité"),
            _("Coût d'un exemplaire"),
            _("Part du total"),
        ),
        rows=tuple(
            [
                TableRow(
                    name,
                    (
                        Cell(one.number, "", 0),
                        Cell(piece.query.mass, "kg", 3),
                        Cell(piece.simulation.garment.price, "€"),
                        Cell(piece.simulation.durability.coefficient),
                        points(piece.total[ecs]),
                        Cell(figures.percentage(share, 1)),
                    ),
                )
                for name, one, piece, share in zip(
                    names, product.simulation.pieces, pieces, shares_of(product), strict=True
                )
            ]
        ),
    )
    for name, piece in zip(names, pieces, strict=True):
        table = parameters_table(input_rows(product.method, piece.simulation))
        yield replace(table, title=f"{table.title}, {name}", right=False)
