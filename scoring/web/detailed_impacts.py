"""The page that explains the three levels of detailed impacts and how good the open figures are."""

from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from scoring.engine.gaps import LARGEST_SHARE_LEFT_OUT
from scoring.engine.impacts import DETAILS
from scoring.engine.indicative import FACTOR, Indicative
from scoring.engine.method import Method
from scoring.instance import served_to
from scoring.methods import default_method
from scoring.web.figures import number, percentage
from scoring.web.labels import label


class MeasuredCategory(NamedTuple):
    """A row of the table; no ratios if the category cannot be measured."""

    trigram: str
    name: str
    minimum: str | None
    maximum: str | None
    kept: bool


def detailed_impacts(request: HttpRequest) -> HttpResponse:
    """Explain what this instance shows to users entitled to detailed impacts, and why."""
    method = default_method()
    indicative = method.dataset.indicative
    context: dict[str, Any] = {
        "level": served_to(method, entitled=True).level,
        "switched_off": not settings.INDICATIVE_IMPACTS,
        "version": method.version,
        "process_count": len(method.dataset.processes),
        "share_left_out": percentage(LARGEST_SHARE_LEFT_OUT),
        "factor": number(FACTOR, 0),
    }
    if indicative is not None:
        context |= {
            "indicative": indicative,
            "row_count": len(method.dataset.processes) - len(indicative.without_row),
            "categories": _measured(method, indicative),
        }
    return render(request, "pages/detailed_impacts.html", context)


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
