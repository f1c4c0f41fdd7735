"""The outcome of a simulation, in a form common to all sectors, for comparisons and exports.

Figures are points of ``ecs`` unless stated otherwise. The parts of a breakdown add up to the score:
if the method divides by a durability, they are divided too (textile.md 11).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from scoring.answers.breakdown import COMPLEMENTS, points_by_impact, points_by_theme
from scoring.answers.levels import AGGREGATED, OFFICIAL, Impacts
from scoring.answers.sector import Computed
from scoring.engine.method import Method
from scoring.web.cascade import cascade_of_families
from scoring.web.cautions import sentences
from scoring.web.marks import mark_of
from scoring.web.scores import Cascade
from scoring.web.sharing.tables import Figures, Table, finite
from scoring.web.weighing import Shown, score_of
from scoring.web.words.breakdown import FAMILIES, SUB_SCORES


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A computed simulation.

    ``answer`` is the content of the JSON download; ``tables`` are printed on its record.
    ``impacts`` has the 21 figures of the whole product, None if unknown, 0 if hidden from the
    visitor.
    """

    computed: Computed[Any, Any, Any]
    query: Mapping[str, Any]
    score: float | None
    stages: Figures
    impacts: Figures
    complements: float
    warnings: tuple[str, ...]
    answer: Mapping[str, Any]
    tables: tuple[Table, ...]
    chart: Cascade

    @property
    def sector(self) -> str:
        """The name of its sector."""
        return self.computed.sector.name

    @property
    def scope(self) -> str:
        """Its sector in the data."""
        return self.computed.sector.scope

    @property
    def method(self) -> Method:
        """The method it was computed with."""
        return self.computed.method

    @property
    def level(self) -> str:
        """The level of its detailed impacts."""
        return self.computed.served.level

    @property
    def mark(self) -> str:
        """What stands beside its detailed figures, "" if they are official or not shown."""
        return mark_of(self.level)

    @property
    def description(self) -> str:
        """The parameters in one French sentence."""
        return self.computed.description


def sheet_of(outcome: Outcome) -> dict[str, list[Table]]:
    """The tables of a record, by their place on the sheet."""
    narrow = [table for table in outcome.tables if not table.is_wide]
    return {
        "left": [table for table in narrow if not table.right],
        "right": [table for table in narrow if table.right],
        "below": [table for table in outcome.tables if table.is_wide],
    }


def outcome_of(
    computed: Computed[Any, Any, Any],
    answer: Mapping[str, Any],
    impacts: Impacts,
    complements: float,
    tables: Callable[[Any, Figures, Figures], Iterable[Table]],
    chart: Callable[[Any, Shown], Cascade] = cascade_of_families,
) -> Outcome:
    """The outcome of a product, whose sector provides ``answer`` and ``impacts``.

    ``tables`` are built from the product, its impacts, and the points of the families of stages.
    """
    ecs = computed.served.table.trigrams.index("ecs")
    known = {name: finite(figure) for name, figure in impacts.items()}
    stages = dict.fromkeys(FAMILIES, 0.0) | {
        family: finite(vector[ecs]) for family, vector in computed.families.items()
    }
    return Outcome(
        computed=computed,
        query=answer["query"],
        score=known["ecs"],
        stages=stages,
        impacts=known,
        complements=complements,
        warnings=tuple(sentences(computed.cautions(impacts))),
        answer=answer,
        tables=tuple(tables(computed, known, stages)),
        chart=chart(computed, score_of(computed)),
    )


def contributions(outcome: Outcome) -> Figures:
    """Points that each weighted impact adds to ``ecs``, then the complements (web.md 3.5)."""
    known = {
        trigram: None if outcome.level == AGGREGATED else figure
        for trigram, figure in outcome.impacts.items()
    }
    points = points_by_impact(outcome.method.dataset.impacts, known)
    return {trigram: finite(figure) for trigram, figure in points.items()} | {
        COMPLEMENTS: outcome.complements
    }


def sub_scores(outcome: Outcome) -> Figures:
    """Points by theme, then the complements; unknown unless the figures are official."""
    if outcome.level != OFFICIAL:
        return dict.fromkeys(SUB_SCORES)
    definitions, complements = outcome.method.dataset.impacts, outcome.complements
    themes = points_by_theme(definitions, dict(outcome.impacts), complements)
    return {name: finite(points) for name, points in themes.items()}
