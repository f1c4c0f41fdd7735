"""What the results column shows, whatever the sector (``simulators/_results.html``)."""

import math
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from scoring.engine.impacts import DETAILS, SCORES, Vector
from scoring.engine.method import Method
from scoring.engine.weighting import weighed_points
from scoring.web import figures
from scoring.web.controls import Option
from scoring.web.labels import label
from scoring.web.weighing import Shown, unit_of


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


def impact_bars(
    method: Method,
    shown: Shown,
    totals: Vector,
    complements: Iterable[tuple[Any, float]],
    divisor: float = 1.0,
) -> list[Bar]:
    """Each impact's share of the environmental cost, largest first, before durability.

    ``totals`` and ``complements`` are before durability; amounts are shown divided by it.
    """
    written = shown.write(totals)
    whole = written["ecs"]
    definitions = method.dataset.impacts
    ranked: list[tuple[float, Bar]] = []
    for trigram in DETAILS:
        definition = definitions[trigram]
        if definition.ecs_weighting is None:
            continue
        amount = written[trigram]
        points = None if amount is None else weighed_points(definition, "ecs", amount)
        total = None if amount is None else amount / divisor
        written_total = figures.quantity(total, unit_of(definition), definition.decimals)
        bar = Bar(
            label(definition),
            figures.quantity(points, "Pts"),
            *_share(points, whole),
            "",
            written_total,
        )
        ranked.append((-1.0 if points is None else points, bar))
    for name, points in complements:
        bar = Bar(name, figures.quantity(points, "Pts"), *_share(points, whole))
        ranked.append((points, bar))
    return [bar for _rank, bar in sorted(ranked, key=lambda pair: -pair[0])]


def sub_score_bars(method: Method, shown: Shown, totals: Vector, complements: float) -> list[Bar]:
    """The four sub-scores and the complements, before durability; official figures only."""
    if not shown.official:
        return []
    written = shown.write(totals)
    known = {trigram: figure or 0.0 for trigram, figure in written.items()}
    names = {
        "climate": _("Climat"),
        "biodiversity": _("Biodiversité"),
        "health": _("Santé environnementale"),
        "resources": _("Ressources"),
    }
    scores = shown.served.sub_scores(method.dataset.impacts, known)
    lines = [(names[theme], points) for theme, points in scores.items()]
    lines.append((_("Compléments"), complements))
    return [
        Bar(name, figures.quantity(points, "Pts"), *_share(points, written["ecs"]))
        for name, points in lines
    ]


def impact_options(method: Method, *, detailed: bool = True) -> list[Option]:
    """The choices of the impact selector: the two scores, and the impacts where they are served."""
    definitions = method.dataset.impacts
    scores, details = _("Scores agrégés"), _("Impacts détaillés")
    options = [Option(name, label(definitions[name]), scores) for name in SCORES]
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
