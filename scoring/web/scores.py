"""The content of the results column, for any sector (``simulators/_results.html``)."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from scoring.answers.breakdown import points_by_impact, points_by_theme
from scoring.engine.impacts import DETAILS, Vector
from scoring.engine.method import Method
from scoring.engine.numbers import running_sum
from scoring.web import figures
from scoring.web.cautions import sentences
from scoring.web.controls import Option
from scoring.web.labels import impact_unit, label
from scoring.web.weighing import Shown, ShownProduct
from scoring.web.words.breakdown import FAMILIES, SUB_SCORES


class ShareRow(NamedTuple):
    """A line of a table of shares: name, value, share of the total, and the card it links to."""

    name: Any
    value: str
    percentage: str
    width: int
    anchor: str = ""
    amount: str = ""
    exact: str = ""


class CascadeRow(NamedTuple):
    """A bar with its name and figure; ``left`` and ``width`` are percentages, "" for no bar.

    ``code`` determines the colour; ``share`` is the share of the sum, or the durability
    coefficient.
    """

    code: str
    name: Any
    value: str
    share: str
    exact: str
    left: str = ""
    width: str = ""
    anchor: str = ""


class Cascade(NamedTuple):
    """The rows of a product; ``empty`` names its parts that have no points.

    ``divided`` says that durability divides the sum of the parts.
    """

    rows: Sequence[CascadeRow]
    empty: Sequence[Any]
    divided: bool = False

    @property
    def is_drawn(self) -> bool:
        """Whether there is a bar to see."""
        return any(row.width for row in self.rows)


class ScoreCard(NamedTuple):
    """The main score."""

    label: Any
    value: str
    unit: str
    mark: str
    details: Sequence[tuple[Any, str]]
    exact: str = ""


class ColumnResults(NamedTuple):
    """The content of the column; ``cascade`` replaces ``stages`` where there is one."""

    card: ScoreCard
    stages: list[ShareRow]
    sub_scores: list[ShareRow]
    impacts: list[ShareRow]
    warnings: list[str]
    cascade: Cascade | None = None


def column_results(
    product: ShownProduct,
    details: Sequence[tuple[Any, str]],
    anchors: Mapping[str, str] | None,
    complements: Mapping[str, Any],
) -> ColumnResults:
    """Build the results of a product.

    ``anchors`` are the cards of the families of stages, None if there is a cascade instead;
    ``complements`` are the names of complements.
    """
    computed, shown = product
    # A product without figures, or whose figures are all zero, has no shares.
    shared = any(computed.total) and math.isfinite(computed.total[0])
    return ColumnResults(
        card=score_card(shown, computed.total, details),
        stages=[] if anchors is None else stage_bars(product, anchors),
        sub_scores=sub_score_bars(product) if shared else [],
        impacts=impact_bars(product, complements) if shared else [],
        warnings=sentences(computed.cautions(computed.impacts)),
    )


def score_card(shown: Shown, vector: Vector, details: Sequence[tuple[Any, str]]) -> ScoreCard:
    """The main figure of a vector for the impact shown; an unknown figure has no unit."""
    definition = shown.definition
    figure = shown.figure(vector)
    known = figure is not None and math.isfinite(figure)
    return ScoreCard(
        label=label(definition),
        value=figures.number(figure, definition.decimals),
        unit=shown.unit if known else "",
        mark=shown.mark,
        details=details,
        exact=figures.exact(figure),
    )


def stage_bars(product: ShownProduct, anchors: Mapping[str, str]) -> list[ShareRow]:
    """Each family of stages, linked to its card."""
    computed, shown = product
    whole = shown.figure(computed.total)
    rows = []
    for family, vector in computed.families.items():
        value = shown.figure(vector)
        known = {"anchor": anchors.get(family, ""), "exact": figures.exact(value)}
        rows.append(_row(FAMILIES[family], shown.text(value), value, whole, **known))
    return rows


def impact_bars(product: ShownProduct, complements: Mapping[str, Any]) -> list[ShareRow]:
    """Each impact's share of the environmental cost, largest first, before durability.

    Amounts are those of the product, after durability. ``complements`` names the complements.
    """
    computed, shown = product
    if not (shown.detailed and shown.is_score):
        return []
    definitions = computed.method.dataset.impacts
    undivided = shown.write(computed.undivided)
    whole = undivided["ecs"]
    ranked: list[tuple[float, ShareRow]] = []
    for trigram, points in points_by_impact(definitions, undivided).items():
        definition = definitions[trigram]
        unit = impact_unit(definition)
        amount = figures.quantity(computed.impacts[trigram], unit, definition.decimals)
        row = _row_of_points(label(definition), points, whole, amount)
        ranked.append((-1.0 if points is None else points, row))
    for code, points in computed.complements.items():
        ranked.append((points, _row_of_points(complements[code], points, whole)))
    return [row for _rank, row in sorted(ranked, key=lambda pair: -pair[0])]


def sub_score_bars(product: ShownProduct) -> list[ShareRow]:
    """The four sub-scores and the complements, before durability; official figures only."""
    computed, shown = product
    if not (shown.official and shown.is_score):
        return []
    undivided = shown.write(computed.undivided)
    complements = running_sum(computed.complements.values())
    lines = points_by_theme(computed.method.dataset.impacts, undivided, complements)
    return [
        _row_of_points(SUB_SCORES[theme], points, undivided["ecs"])
        for theme, points in lines.items()
    ]


def impact_options(method: Method, *, detailed: bool = True) -> list[Option]:
    """The options of the impact selector: the scores, and the impacts if available."""
    definitions = method.dataset.impacts
    scores, details = _("Scores agrégés"), _("Impacts détaillés")
    options = [Option(name, label(definitions[name]), scores) for name in method.scores.trigrams]
    if detailed:
        found = [Option(name, label(definitions[name]), details) for name in DETAILS]
        options += sorted(found, key=lambda option: str(option.label))
    return options


def _row_of_points(
    name: Any, points: float | None, whole: float | None, amount: str = ""
) -> ShareRow:
    return _row(name, figures.quantity(points, "Pts"), points, whole, amount=amount)


def _row(name: Any, text: str, value: float | None, whole: float | None, **more: str) -> ShareRow:
    """A figure displayed as ``text``, with its share of the total."""
    ratio = value / whole if value is not None and whole else math.nan
    percentage, width = "", 0
    # Dividing by a tiny total may overflow.
    if math.isfinite(ratio * 100):
        percentage = figures.percentage(ratio, 1)
        width = max(0, min(100, round(ratio * 100)))
    return ShareRow(name=name, value=text, percentage=percentage, width=width, **more)
