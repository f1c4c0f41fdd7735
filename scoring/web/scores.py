"""What the results column shows, whatever the sector (``simulators/_results.html``)."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from scoring.answers.breakdown import points_by_impact
from scoring.engine.impacts import DETAILS, Vector
from scoring.engine.method import Method
from scoring.web import figures
from scoring.web.cautions import sentences
from scoring.web.controls import Option
from scoring.web.families import COMPLEMENTS, FAMILIES, SUB_SCORES
from scoring.web.labels import impact_unit, label
from scoring.web.weighing import Outcome, Shown


class Bar(NamedTuple):
    """A line of a table of shares: name, value, share of the total, and the card it scrolls to."""

    name: Any
    value: str
    percentage: str
    width: int
    anchor: str = ""
    amount: str = ""
    exact: str = ""


class ScoreCard(NamedTuple):
    """The headline."""

    label: Any
    value: str
    unit: str
    indicative: bool
    details: Sequence[tuple[Any, str]]
    exact: str = ""


class ColumnResults(NamedTuple):
    """What the column shows; ``division`` tells stages before durability from those after."""

    card: ScoreCard
    stages: list[Bar]
    sub_scores: list[Bar]
    impacts: list[Bar]
    warnings: list[str]
    division: str = ""


def column_results(
    outcome: Outcome,
    details: Sequence[tuple[Any, str]],
    anchors: Mapping[str, str],
    complements: Mapping[str, Any],
) -> ColumnResults:
    """Write the results of a product.

    ``anchors`` are the cards of the families of stages, ``complements`` the names of complements.
    """
    computed, shown = outcome
    # A product without a figure, or without anything in it, has nothing to share out.
    shared = any(computed.total) and math.isfinite(computed.total[0])
    return ColumnResults(
        score_card(shown, computed.total, details),
        stage_bars(outcome, anchors),
        sub_score_bars(outcome) if shared else [],
        impact_bars(outcome, complements) if shared else [],
        sentences(computed.cautions(computed.impacts)),
    )


def score_card(shown: Shown, vector: Vector, details: Sequence[tuple[Any, str]]) -> ScoreCard:
    """The headline of a vector for the impact shown; what is not known has no unit."""
    definition = shown.definition
    figure = shown.figure(vector)
    known = figure is not None and math.isfinite(figure)
    return ScoreCard(
        label(definition),
        figures.number(figure, definition.decimals),
        shown.unit if known else "",
        shown.indicative,
        details,
        figures.exact(figure),
    )


def bars(
    shown: Shown, lines: Iterable[tuple[Any, float | None, str]], whole: float | None
) -> list[Bar]:
    """Lines of (name, figure, anchor) with their share of ``whole``."""
    return [
        Bar(name, shown.text(value), *_share(value, whole), anchor, exact=figures.exact(value))
        for name, value, anchor in lines
    ]


def stage_bars(outcome: Outcome, anchors: Mapping[str, str]) -> list[Bar]:
    """Each family of stages, with the card that it is about."""
    computed, shown = outcome
    lines = [
        (FAMILIES[family], shown.figure(vector), anchors.get(family, ""))
        for family, vector in computed.families.items()
    ]
    return bars(shown, lines, shown.figure(computed.total))


def impact_bars(outcome: Outcome, complements: Mapping[str, Any]) -> list[Bar]:
    """Each impact's share of the environmental cost, largest first, before durability.

    Amounts are those of the product, durability applied. ``complements`` names the complements.
    """
    computed, shown = outcome
    if not (shown.detailed and shown.is_score):
        return []
    definitions = computed.method.dataset.impacts
    undivided = shown.write(computed.undivided)
    whole = undivided["ecs"]
    ranked: list[tuple[float, Bar]] = []
    for trigram, points in points_by_impact(definitions, undivided).items():
        definition = definitions[trigram]
        unit = impact_unit(definition)
        bar = Bar(
            label(definition),
            figures.quantity(points, "Pts"),
            *_share(points, whole),
            "",
            figures.quantity(computed.impacts[trigram], unit, definition.decimals),
        )
        ranked.append((-1.0 if points is None else points, bar))
    for code, points in computed.complements.items():
        bar = Bar(complements[code], figures.quantity(points, "Pts"), *_share(points, whole))
        ranked.append((points, bar))
    return [bar for _rank, bar in sorted(ranked, key=lambda pair: -pair[0])]


def sub_score_bars(outcome: Outcome) -> list[Bar]:
    """The four sub-scores and the complements, before durability; official figures only."""
    computed, shown = outcome
    if not (shown.official and shown.is_score):
        return []
    undivided = shown.write(computed.undivided)
    known = {trigram: figure or 0.0 for trigram, figure in undivided.items()}
    scores = shown.served.sub_scores(computed.method.dataset.impacts, known)
    lines = {**scores, COMPLEMENTS: sum(computed.complements.values())}
    return [
        Bar(SUB_SCORES[theme], figures.quantity(points, "Pts"), *_share(points, undivided["ecs"]))
        for theme, points in lines.items()
    ]


def impact_options(method: Method, *, detailed: bool = True) -> list[Option]:
    """The choices of the impact selector: the scores, and the impacts where they are served."""
    definitions = method.dataset.impacts
    scores, details = _("Scores agrégés"), _("Impacts détaillés")
    options = [Option(name, label(definitions[name]), scores) for name in method.scores.trigrams]
    if detailed:
        found = [Option(name, label(definitions[name]), details) for name in DETAILS]
        options += sorted(found, key=lambda option: str(option.label))
    return options


def _share(value: float | None, whole: float | None) -> tuple[str, int]:
    ratio = value / whole if value is not None and whole else math.nan
    # A share of nearly nothing may be beyond all numbers.
    if not math.isfinite(ratio * 100):
        return "", 0
    return figures.percentage(ratio, 1), max(0, min(100, round(ratio * 100)))
