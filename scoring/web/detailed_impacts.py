"""The page that explains the levels of detailed impacts, and how good the figures served are."""

from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from scoring.engine.gaps import LARGEST_SHARE_LEFT_OUT
from scoring.engine.impacts import DETAILS
from scoring.engine.indicative import FACTOR, Indicative
from scoring.engine.method import Method
from scoring.engine.own import Own
from scoring.engine.weighting import LARGEST_DEVIATION
from scoring.instance import served_to
from scoring.methods import default_method
from scoring.web.figures import number, percentage, significant
from scoring.web.labels import label, labels


class MeasuredCategory(NamedTuple):
    """A row of the table; no ratios if the category cannot be measured."""

    trigram: str
    name: str
    minimum: str | None
    maximum: str | None
    kept: bool


class CoveredCategory(NamedTuple):
    """A row of the table of own figures: the number of processes with a figure."""

    trigram: str
    name: str
    processes: str


class ComparedScore(NamedTuple):
    """Own figures compared with a published score; no ratios if no row can be compared."""

    name: str
    processes: str
    minimum: str | None
    maximum: str | None


def detailed_impacts(request: HttpRequest) -> HttpResponse:
    """Explain what this instance shows to users entitled to detailed impacts, and why."""
    method = default_method()
    indicative = method.dataset.indicative
    served = served_to(method, entitled=True)
    context: dict[str, Any] = {
        "level": served.level,
        "switched_off": not settings.INDICATIVE_IMPACTS,
        "version": method.version,
        "process_count": len(method.dataset.processes),
        "share_left_out": percentage(LARGEST_SHARE_LEFT_OUT),
        "factor": number(FACTOR, 0),
        "deviation": percentage(LARGEST_DEVIATION),
    }
    if served.own is not None:
        context |= {
            "own": served.own,
            "accepted": labels(served.own.accepted.values()),
            "covered": _covered(method, served.own),
            "compared": _compared(method, served.own),
        }
    if indicative is not None:
        context |= {
            "indicative": indicative,
            "row_count": len(method.dataset.processes) - len(indicative.without_row),
            "categories": _measured(method, indicative),
        }
    return render(request, "pages/detailed_impacts.html", context)


def _covered(method: Method, own: Own) -> list[CoveredCategory]:
    """Every detailed category, those with the most processes first."""
    ranked = sorted(DETAILS, key=lambda trigram: (-own.coverage[trigram], trigram))
    return [
        CoveredCategory(
            trigram, label(method.dataset.impacts[trigram]), number(own.coverage[trigram], 0)
        )
        for trigram in ranked
    ]


def _compared(method: Method, own: Own) -> list[ComparedScore]:
    rows = []
    for score, count in own.compared.items():
        low, high = own.ratios.get(score, (None, None))
        rows.append(
            ComparedScore(
                name=label(method.dataset.impacts[score]),
                processes=number(count, 0),
                minimum=None if low is None else significant(low),
                maximum=None if high is None else significant(high),
            )
        )
    return rows


def _measured(method: Method, indicative: Indicative) -> list[MeasuredCategory]:
    """Every detailed category, available ones first."""
    rows = []
    for trigram in DETAILS:
        quality = indicative.quality[trigram]
        measured = quality.minimum is not None and quality.maximum is not None
        rows.append(
            MeasuredCategory(
                trigram=trigram,
                name=label(method.dataset.impacts[trigram]),
                minimum=number(quality.minimum) if measured else None,
                maximum=number(quality.maximum) if measured else None,
                kept=quality.kept,
            )
        )
    return sorted(rows, key=lambda row: (not row.kept, row.minimum is None, row.trigram))
