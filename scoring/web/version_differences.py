"""The page that compares a product in two versions of the method (api.md 6.5)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import orjson
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from scoring.answers.links import page_fragment
from scoring.answers.sector import Sector
from scoring.answers.sectors import TEXTILE
from scoring.answers.textile.stages import STAGES_BY_STEP
from scoring.answers.versions import comparison as compared
from scoring.answers.versions.answer import MOST_PROCESSES, others_of
from scoring.answers.versions.comparison import Comparison, Moved, MovedProcess, compare
from scoring.engine.errors import InvalidQuery
from scoring.engine.method import Method
from scoring.web import figures
from scoring.web.bounds import TooLarge
from scoring.web.charts import Bar, Chart, Series, drawing_of
from scoring.web.elsewhere import Elsewhere, asked_version, elsewhere
from scoring.web.labels import label, unit_label
from scoring.web.posted_json import Unreadable
from scoring.web.versions import root_of
from scoring.web.words.breakdown import FAMILIES
from scoring.web.words.textile import STEPS

POINTS = "Pts"
# Smaller differences, in points, are not shown.
_LEAST = 0.01
_GARMENT_WORDS = {stage: STEPS[code] for code, stage in STAGES_BY_STEP.items()}


class DifferenceRow(NamedTuple):
    """A row of a table: points in both versions and their difference."""

    name: str
    first: str
    second: str
    difference: str
    exact: str = ""
    percent: str = ""
    reason: str = ""
    address: str = ""


def differences_page(
    request: HttpRequest,
    sector: Sector[Any, Any, Any],
    method: Method,
    posted: Callable[[Method, QueryDict], dict[str, Any]],
) -> HttpResponse:
    """The product of a posted form in the page's version and in another one.

    ``posted`` parses the form. Without a form or another version, redirect to the simulator.
    """
    address = f"{root_of(request)}{sector.pages}/"
    other = asked_version(request.POST, method, sector)
    if request.method != "POST" or other is None:
        return redirect(address)
    try:
        query = posted(method, request.POST)
        compared = compare(sector, method, other, query)
    except (TooLarge, Unreadable, InvalidQuery) as error:
        return refused_page(request, error, other.version)
    context = context_of(compared, sector, elsewhere(sector, method, query))
    return _page(request, context | {"address": address})


def refused_page(
    request: HttpRequest, error: Exception, version: str, *, moved: bool = False
) -> HttpResponse:
    """Why a product cannot be compared with another version, or ``moved`` to it."""
    faults = error.faults if isinstance(error, InvalidQuery) else {"": str(error)}
    return _page(request, {"faults": faults, "other": version, "moved": moved}, status=400)


def _page(request: HttpRequest, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
    response = render(request, "simulators/differences.html", dict(context), status=status)
    response["Cache-Control"] = "no-store"
    return response


def context_of(
    comparison: Comparison, sector: Sector[Any, Any, Any], others: Sequence[Elsewhere]
) -> dict[str, Any]:
    """The template context of a comparison; ``others`` are the versions to choose from."""
    score = comparison.score
    processes = comparison.processes
    shown = [one for one in processes[:MOST_PROCESSES] if _counts(one.difference)]
    rest = others_of([one for one in processes if one not in shown])
    query = dict(comparison.first.sector.reopen(comparison.first.query))
    version = comparison.first.method.version
    stages = [_line(_stage(part.name, sector), part) for part in comparison.stages]
    return {
        "first": comparison.first,
        "second": comparison.second,
        "score": _line(_("Coût environnemental"), score, figures.percentage(comparison.ratio, 2)),
        "is_higher": score.difference > 0,
        "stages": stages,
        "processes": [_process(one, comparison, sector) for one in shown],
        "others": _line("", Moved("", rest["from"], rest["to"])),
        "others_count": rest["count"],
        "elsewhere": others,
        "here": page_fragment(version, "ecs", query),
        "there": next(one for one in others if one.version == comparison.second.method.version),
        "posted_query": orjson.dumps(query).decode(),
        "complements": comparison.complements,
        "renamed": comparison.renamed,
        "lacking": comparison.lacking,
        "charts": [_moves(comparison, sector), _scores(comparison, sector)],
        "names": {
            side.method.version: _status(side.method.dataset.manifest.regulatory, sector)
            for side in (comparison.first, comparison.second)
        },
    }


def _stage(name: str, sector: Sector[Any, Any, Any]) -> str:
    words = _GARMENT_WORDS if sector.name == TEXTILE.name else {}
    return str(words.get(name) or FAMILIES[name])


def _status(regulatory: Sequence[str], sector: Sector[Any, Any, Any]) -> str:
    return _("réglementaire") if sector.scope in regulatory else _("pas pour les déclarations")


def _line(name: str, part: Moved, percent: str = "") -> DifferenceRow:
    return DifferenceRow(
        name=name,
        first=figures.number(part.first),
        second=figures.number(part.second),
        difference=signed(part.difference),
        exact=figures.exact(part.difference),
        percent=percent,
    )


def _counts(difference: float) -> bool:
    """Whether a difference is large enough to show; a non-finite one is."""
    return not abs(difference) < _LEAST


def signed(points: float) -> str:
    """A difference with its sign."""
    text = figures.number(points)
    return f"+{text}" if points > 0 else text


def _process(
    process: MovedProcess, comparison: Comparison, sector: Sector[Any, Any, Any]
) -> DifferenceRow:
    first, second = process.first, process.second
    use = second or first
    side = comparison.second if second else comparison.first
    identifier = use.process.id if use else ""
    return DifferenceRow(
        name=label(use.process) if use else "",
        first=figures.number(first.points) if first else "–",
        second=figures.number(second.points) if second else "–",
        difference=signed(process.difference),
        exact=figures.exact(process.difference),
        reason=_reason(process, comparison),
        address=f"/versions/{side.method.version}/explorateur/{sector.pages}/procedes/{identifier}/",
    )


def _reason(process: MovedProcess, comparison: Comparison) -> str:
    """What changed, with the figures of both versions."""
    first, second = process.first, process.second
    if first is None:
        return _("seulement en {version}").format(version=comparison.second.method.version)
    if second is None:
        return _("seulement en {version}").format(version=comparison.first.method.version)
    unit = unit_label(first.process.unit)
    figure = _("score d'une unité : {first} → {second} Pts/{unit}").format(
        first=figures.number(first.figure), second=figures.number(second.figure), unit=unit
    )
    amount = _("quantité : {first} → {second} {unit}").format(
        first=figures.number(first.amount, 3), second=figures.number(second.amount, 3), unit=unit
    )
    told = {
        compared.FIGURE: figure,
        compared.AMOUNT: amount,
        compared.BOTH: f"{figure} ; {amount}",
        compared.REPLACED: _("autre inventaire du même nom ; {figure}").format(figure=figure),
    }
    return told.get(process.reason, "")


def _moves(comparison: Comparison, sector: Sector[Any, Any, Any]) -> dict[str, Any]:
    """The chart of changes, one bar per stage."""
    title = _("Ce qui change, étape par étape")
    bars = [
        Bar(_stage(part.name, sector), (part.difference,), part.difference)
        for part in comparison.stages
        if _counts(part.difference)
    ]
    words = _("Points de plus en {version}").format(version=comparison.second.method.version)
    description = _(
        "Diagramme en barres horizontales, une barre par étape qui change, en points après "
        "durabilité : à droite de zéro ce qui monte, à gauche ce qui baisse. Le tableau qui suit "
        "donne les mêmes chiffres."
    )
    chart = Chart(
        identifier="chart-moves",
        title=title,
        description=description,
        unit=POINTS,
        series=(Series("difference", words),),
        bars=tuple(bars),
    )
    return drawing_of(chart)


def _scores(comparison: Comparison, sector: Sector[Any, Any, Any]) -> dict[str, Any]:
    """The chart of both scores by stage, one bar per version."""
    parts = [part for part in comparison.stages if part.first or part.second]
    score = comparison.score
    first, second = (side.method.version for side in (comparison.first, comparison.second))
    bars = (
        Bar(first, tuple([part.first for part in parts]), score.first),
        Bar(second, tuple([part.second for part in parts]), score.second),
    )
    description = _(
        "Diagramme en barres horizontales, une barre par version, en points après durabilité, "
        "partagée en étapes. Le tableau qui suit donne les mêmes chiffres."
    )
    chart = Chart(
        identifier="chart-versions",
        title=_("Coût environnemental par étape"),
        description=description,
        unit=POINTS,
        series=tuple(Series(part.name, _stage(part.name, sector)) for part in parts),
        bars=bars,
    )
    return drawing_of(chart)
