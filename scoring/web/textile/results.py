"""The results column of a garment (web.md 3.5)."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from scoring.answers.textile.sector import Garment
from scoring.engine.textile import vocabulary
from scoring.engine.textile.results import Results
from scoring.engine.textile.simulate import Simulation
from scoring.web import figures
from scoring.web.cautions import sentences
from scoring.web.labels import label
from scoring.web.scores import Bar, ScoreCard, bars, impact_bars, score_card, sub_score_bars
from scoring.web.weighing import Shown, divided, total

_TRANSFORMATION = (
    vocabulary.SPINNING,
    vocabulary.FABRIC,
    vocabulary.ENNOBLING,
    vocabulary.MAKING,
)


class TextileResults(NamedTuple):
    """What the column shows."""

    card: ScoreCard
    stages: list[Bar]
    sub_scores: list[Bar]
    impacts: list[Bar]
    warnings: list[str]


def textile_results(garment: Garment, shown: Shown) -> TextileResults:
    """Write the results of a garment."""
    method, simulation, results = garment.method, garment.simulation, garment.results
    totals = results.totals
    divisor = simulation.durability.coefficient
    own = totals.complements
    complements = [
        (_("Complément microfibres"), own.microfibers * divisor),
        (_("Complément fin de vie hors d'Europe"), own.out_of_europe_eol * divisor),
    ]
    detailed = shown.detailed and shown.is_score
    return TextileResults(
        _card(simulation, results, shown),
        _stages(simulation, results, shown),
        sub_score_bars(
            method, shown, totals.without_durability, sum(points for _name, points in complements)
        )
        if detailed
        else [],
        impact_bars(method, shown, totals.without_durability, complements, divisor)
        if detailed
        else [],
        sentences(garment.cautions(shown.write(totals.impacts))),
    )


def _card(simulation: Simulation, results: Results, shown: Shown) -> ScoreCard:
    figure = shown.figure(results.totals.impacts)
    per_100_grams = None if figure is None else figure / simulation.query.mass / 10
    mass = figures.quantity(simulation.query.mass, "kg", 3)
    product = label(simulation.query.product)
    details: list[tuple[Any, str]] = [
        (_("Produit"), _("{product}, {mass}").format(product=product, mass=mass)),
        (_("Pour 100 g"), shown.text(per_100_grams)),
        (_("Hors durabilité"), shown.text_of(results.totals.without_durability)),
        (_("Coefficient de durabilité"), figures.number(simulation.durability.coefficient)),
    ]
    return score_card(shown, results.totals.impacts, details)


def _stages(simulation: Simulation, results: Results, shown: Shown) -> list[Bar]:
    divisor = simulation.durability.coefficient
    width = len(shown.table.trigrams)
    zero = shown.table.zero
    own = {
        step.code: impacts.own if step.enabled else zero
        for step, impacts in zip(simulation.steps, results.steps, strict=True)
    }
    transformation = total((own[code] for code in _TRANSFORMATION), width)
    lines = [
        (_("Accessoires"), results.totals.trims, "trims"),
        (_("Matières premières"), own[vocabulary.MATERIAL], "stage-material"),
        (_("Transformation"), transformation, "stage-spinning"),
        (_("Emballage"), zero, ""),
        (_("Transports"), results.totals.transport, "transport-material"),
        (_("Distribution"), own[vocabulary.DISTRIBUTION], "stage-distribution"),
        (_("Utilisation"), own[vocabulary.USE], "stage-use"),
        (_("Fin de vie"), own[vocabulary.END_OF_LIFE], "stage-eol"),
    ]
    whole = shown.figure(results.totals.impacts)
    return bars(
        shown,
        [(name, shown.figure(divided(vector, divisor)), anchor) for name, vector, anchor in lines],
        whole,
    )
