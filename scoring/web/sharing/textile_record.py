"""The record of a garment: what was found, and stage by stage."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from scoring.answers.levels import AGGREGATED, Served
from scoring.answers.textile.breakdown import per_100_grams, stages_undivided
from scoring.answers.textile.sector import Garment
from scoring.engine.textile.results import Results
from scoring.engine.textile.simulate import Simulation
from scoring.web.labels import label
from scoring.web.sharing.outcome import Cell, Row, Table, finite
from scoring.web.sharing.tables import impacts_table, points
from scoring.web.sharing.textile_inputs import input_rows
from scoring.web.textile import words


def tables_of(garment: Garment) -> tuple[Table, ...]:
    """Scores, inputs, stages, complements, and the impacts that are served."""
    simulation, results, served = garment.simulation, garment.results, garment.served
    tables = [
        Table(_("Résultat"), (_("Valeur"),), tuple(_scores(simulation, results, served))),
        _complements(results),
    ]
    if served.level != AGGREGATED:
        tables.append(
            impacts_table(garment.method, served.writer()(results.totals.impacts), served.level)
        )
    tables += [
        Table(
            _("Paramètres"),
            (_("Valeur"),),
            tuple(input_rows(garment.method, simulation)),
            right=True,
        ),
        _stages(simulation, results, served),
    ]
    return tuple(tables)


def _scores(simulation: Simulation, results: Results, served: Served) -> Iterator[Row]:
    ecs = served.table.trigrams.index("ecs")
    totals = results.totals
    durability = simulation.durability
    yield Row(_("Coût environnemental"), (points(totals.impacts[ecs]),), total=True)
    yield Row(_("Pour 100 g"), (points(per_100_grams(simulation, results)[ecs]),))
    yield Row(_("Hors durabilité"), (points(totals.without_durability[ecs]),))
    yield Row(_("Coefficient de durabilité"), (Cell(durability.coefficient),))
    if "pef" in served.table.trigrams:
        pef = totals.impacts[served.table.trigrams.index("pef")]
        yield Row(_("Score PEF"), (points(pef, "µPt"),))
    yield Row(_("Jours portés"), (Cell(durability.days_of_wear, "", 0),))
    yield Row(_("Cycles d'entretien"), (Cell(durability.care_cycles, "", 0),))


def _stages(simulation: Simulation, results: Results, served: Served) -> Table:
    ecs = served.table.trigrams.index("ecs")
    totals = results.totals
    rows = []
    for step, impacts in zip(simulation.steps, results.steps, strict=True):
        name = str(words.STEPS[step.code])
        if not step.enabled:
            rows.append(Row(name, (Cell(_("étape désactivée")), *(Cell(""),) * 5)))
            continue
        rows.append(
            Row(
                name,
                (
                    Cell(label(step.country)),
                    Cell(finite(step.mass.output), "kg", 3),
                    Cell(finite(step.work.elec_kwh), "kWh"),
                    Cell(finite(step.work.heat_mj), "MJ"),
                    points(impacts.own[ecs]),
                    points(impacts.transport[ecs]),
                ),
            )
        )
    rows.append(Row(_("Accessoires"), (*(Cell(""),) * 4, points(totals.trims[ecs]), Cell(""))))
    own = stages_undivided(results)[ecs]
    rows.append(
        Row(
            _("Total hors durabilité"),
            (*(Cell(""),) * 4, points(own), points(totals.transport[ecs])),
            total=True,
        )
    )
    return Table(
        _("Étapes du cycle de vie"),
        (
            _("Pays"),
            _("Masse sortante"),
            _("Électricité"),
            _("Chaleur"),
            _("Coût de l'étape"),
            _("Coût du transport"),
        ),
        tuple(rows),
        _(
            "La somme des étapes et des transports, divisée par le coefficient de durabilité, "
            "est le coût environnemental. Le transport est celui qui part de l'étape."
        ),
    )


def _complements(results: Results) -> Table:
    complements = results.totals.complements
    rows = (
        Row(_("Microfibres"), (points(complements.microfibers),)),
        Row(_("Fin de vie hors Europe"), (points(complements.out_of_europe_eol),)),
    )
    return Table(
        _("Compléments"),
        (_("Effet sur le coût"),),
        rows,
        _("Déjà comptés dans le résultat, durabilité appliquée."),
    )
