"""A garment, in the form used by comparisons and exports."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from scoring.answers.breakdown import COMPARED_KG
from scoring.answers.textile.breakdown import stages_undivided
from scoring.answers.textile.sector import Garment, detailed
from scoring.web import figures
from scoring.web.cascade import cascade_of_garment
from scoring.web.labels import label
from scoring.web.sharing.outcome import Outcome, outcome_of
from scoring.web.sharing.tables import (
    Cell,
    Figures,
    Table,
    TableRow,
    finite,
    impacts_tables,
    mass,
    parameters_table,
    pef_rows,
    points,
    results_table,
    row,
    simple_table,
)
from scoring.web.sharing.textile_inputs import input_rows
from scoring.web.words import textile as words


def textile_outcome(garment: Garment, origin: str) -> Outcome:
    """The outcome of a garment; ``origin`` is the base URL of links."""
    query = garment.sector.reopen(garment.query)
    answer = detailed(garment) | {
        "webUrl": garment.link(origin, query),
        "description": garment.description,
        "query": query,
    }
    return outcome_of(
        garment,
        answer,
        answer["impacts"],
        garment.results.totals.complements.total,
        _tables,
        chart=cascade_of_garment,
    )


def _tables(garment: Garment, impacts: Figures, _stages: Figures) -> Iterator[Table]:
    totals, durability = garment.results.totals, garment.simulation.durability
    ecs = garment.served.table.trigrams.index("ecs")
    yield results_table(
        (
            row(_("Coût environnemental"), points(impacts["ecs"]), total=True),
            row(_("Pour 100 g"), points(garment.for_mass(COMPARED_KG)[ecs])),
            row(_("Avant durabilité"), points(totals.without_durability[ecs])),
            row(_("Coefficient de durabilité"), Cell(durability.coefficient)),
            *pef_rows(impacts),
            row(_("Jours portés"), Cell(durability.days_of_wear, "", 0)),
            row(_("Cycles d'entretien"), Cell(durability.care_cycles, "", 0)),
        )
    )
    complements = totals.complements
    before = garment.complements["microfibers"]
    yield simple_table(
        _("Compléments"),
        _("Effet sur le coût, après durabilité"),
        (
            row(_("Microfibres"), points(complements.microfibers)),
            row(_("Fin de vie hors Europe"), points(complements.out_of_europe_eol)),
        ),
        _(
            "Après durabilité, et déjà comptés dans le résultat. Le simulateur les montre avant "
            "durabilité ; microfibres : {division}."
        ).format(division=_division(garment, before, complements.microfibers)),
    )
    yield from impacts_tables(garment, impacts, heading=_("Valeur, après durabilité"))
    yield parameters_table(input_rows(garment.method, garment.simulation))
    yield Table(
        title=_("Étapes du cycle de vie"),
        columns=(
            _("Pays"),
            _("Masse sortante"),
            _("Électricité"),
            _("Chaleur"),
            _("Coût de l'étape, avant durabilité"),
            _("Coût du transport, avant durabilité"),
        ),
        rows=tuple(_lines(garment, ecs)),
        note=_(
            "La somme des étapes et des transports, divisée par le coefficient de durabilité, "
            "est le coût environnemental : {division}. Le transport est celui qui part de l'étape."
        ).format(division=_division(garment, totals.without_durability[ecs], totals.impacts[ecs])),
    )


def _lines(garment: Garment, ecs: int) -> Iterator[TableRow]:
    results, totals = garment.results, garment.results.totals
    empty = Cell("")
    for step, impacts in zip(garment.simulation.steps, results.steps, strict=True):
        name = str(words.STEPS[step.code])
        if not step.enabled:
            yield TableRow(name, (Cell(_("étape désactivée")), *(empty,) * 5))
            continue
        yield TableRow(
            name,
            (
                Cell(label(step.country)),
                mass(step.mass.output),
                Cell(finite(step.work.elec_kwh), "kWh"),
                Cell(finite(step.work.heat_mj), "MJ"),
                points(impacts.own[ecs]),
                points(impacts.transport[ecs]),
            ),
        )
    yield TableRow(_("Accessoires"), (*(empty,) * 4, points(totals.trims[ecs]), empty))
    own, moved = points(stages_undivided(results)[ecs]), points(totals.transport[ecs])
    yield TableRow(_("Total avant durabilité"), (*(empty,) * 4, own, moved), total=True)


def _division(garment: Garment, before: float, after: float) -> str:
    """How a figure before durability leads to the one after."""
    durability = garment.simulation.durability.coefficient
    return figures.division(before, durability, figures.quantity(after, "Pts"))
