"""Comparison page, downloads, printable record.

Posted data is computed, returned and discarded: no state changes, so no CSRF token is needed.
"""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from scoring import __version__
from scoring.answers.explain import LARGEST_SPREADSHEET, trace_of
from scoring.answers.sectors import KINDS
from scoring.answers.spreadsheet import heading_of, workbook_of
from scoring.engine.errors import InvalidQuery
from scoring.web.bounds import LONGEST_NAME, TooLarge
from scoring.web.posted_json import Unreadable
from scoring.web.sharing.code import code_of
from scoring.web.sharing.comparison import SECTORS, totals_of, views_of
from scoring.web.sharing.exports import (
    comparison_answer,
    comparison_rows,
    record_rows,
)
from scoring.web.sharing.files import csv_file, file_name, json_file, workbook_file
from scoring.web.sharing.outcome import Outcome, sheet_of
from scoring.web.sharing.parameters import parameters_of
from scoring.web.sharing.posted import (
    MAXIMUM,
    ComparedSimulation,
    RefusedSimulation,
    compute_all,
    faults_sentence,
    outcome_of,
    read_one,
)
from scoring.web.sharing.waterfalls import waterfalls_of
from scoring.web.trace.explanation import annex_of
from scoring.web.trace.words import translator
from scoring.web.versions import explorer_of, page_method, root_of

SECTOR_OF_ROUTE = {sector.pages: sector.name for sector in KINDS.values()}
_COMPARISON_FILE = "ecobalyse-comparaison"


@require_GET
def comparison_page(request: HttpRequest, version: str | None = None) -> HttpResponse:
    """The page where saved simulations are chosen; they are stored in the browser only."""
    page_method(version)
    return render(request, "sharing/comparison.html", {"maximum": MAXIMUM, "sectors": SECTORS})


@csrf_exempt
@require_POST
def comparison_charts(request: HttpRequest, version: str | None = None) -> HttpResponse:
    """The charts and tables of the posted simulations, as a fragment of that page."""
    method = page_method(version)
    try:
        compared, refused = compute_all(request, method, request.POST.get("simulations", ""))
    except Unreadable as error:
        return render(request, "sharing/charts.html", {"fault": str(error)}, status=400)
    context: dict[str, Any] = {
        "refused": refused,
        "cautioned": [item for item in compared if item.outcome.warnings],
    }
    if compared:
        baseline = _baseline(request, compared)
        explained = waterfalls_of(compared, baseline)
        # The waterfall of two garments lists what differs already.
        told = explained is not None and len(compared) == 2 and not explained.left_out
        context |= {
            "views": views_of(compared, baseline),
            "baseline": baseline,
            "is_compared": len(compared) > 1,
            "columns": [
                {"name": item.name, "sector": SECTORS[item.outcome.sector], "outcome": item.outcome}
                for item in compared
            ],
            "totals": totals_of(compared, baseline),
            "explained": explained,
            "parameters": None if told else parameters_of(compared, baseline),
        }
    return render(request, "sharing/charts.html", context)


def _baseline(request: HttpRequest, compared: Sequence[ComparedSimulation]) -> int:
    """The position in ``compared`` of the simulation chosen; the first if that is not computed."""
    asked = request.POST.get("baseline", "")
    for position, item in enumerate(compared):
        if str(item.position) == asked:
            return position
    return 0


@csrf_exempt
@require_POST
def comparison_file(request: HttpRequest, form: str, version: str | None = None) -> HttpResponse:
    """The comparison as a file."""
    method = page_method(version)
    try:
        compared, refused = compute_all(request, method, request.POST.get("simulations", ""))
    except Unreadable as error:
        return _refusal(request, str(error))
    return _comparison_file(form, compared, refused)


@csrf_exempt
@require_POST
def simulation_file(
    request: HttpRequest, route: str, form: str, version: str | None = None
) -> HttpResponse:
    """One simulation as a file: its parameters, its results, stage by stage."""
    try:
        outcome = _posted_outcome(request, route, version)
    except (Unreadable, TooLarge, InvalidQuery) as error:
        return _refusal(request, _sentence(error))
    name = f"ecobalyse-{route.replace('/', '-')}-{file_name(_name(request, outcome))}"
    if form == "json":
        return json_file(name, outcome.answer)
    if form == "xlsx":
        return _workbook(request, name, outcome)
    rows = record_rows(_name(request, outcome), outcome, timezone.localtime())
    return csv_file(form, name, rows)


@csrf_exempt
@require_POST
def simulation_record(request: HttpRequest, route: str, version: str | None = None) -> HttpResponse:
    """One simulation as a printable page."""
    try:
        outcome = _posted_outcome(request, route, version)
    except (Unreadable, TooLarge, InvalidQuery) as error:
        return _refusal(request, _sentence(error))
    response = render(
        request,
        "sharing/record.html",
        {
            "heading": _heading(_name(request, outcome), outcome),
            "outcome": outcome,
            "sheet": sheet_of(outcome),
            "code": code_of(str(outcome.answer["webUrl"])),
            "annex": annex_of(outcome.computed, explorer_of(request, outcome.computed.sector)),
            "sector": SECTORS[outcome.sector],
            "workbook": f"{root_of(request)}{route}/telechargement/xlsx/",
            "posted_query": request.POST.get("query", ""),
            "posted_name": _name(request, outcome),
            "manifest": outcome.method.dataset.manifest,
            "engine_version": __version__,
            "now": timezone.localtime(),
        },
    )
    response["Cache-Control"] = "no-store"
    return response


def _workbook(request: HttpRequest, name: str, outcome: Outcome) -> HttpResponse:
    """The calculation as a spreadsheet with live formulas, in the language of the page."""
    computed = outcome.computed
    try:
        trace = trace_of(computed, "ecs", LARGEST_SPREADSHEET)
    except InvalidQuery as error:
        return _refusal(request, _sentence(error))
    heading = heading_of(computed, outcome.answer["webUrl"])
    words = translator(computed.sector.scope)
    return workbook_file(name, workbook_of(trace, heading, words))


def _posted_outcome(request: HttpRequest, route: str, version: str | None) -> Outcome:
    body = read_one(request.POST.get("query", ""))
    return outcome_of(request, SECTOR_OF_ROUTE[route], page_method(version), body)


def _name(request: HttpRequest, outcome: Outcome) -> str:
    name = request.POST.get("name", "").strip()
    return name[:LONGEST_NAME] if name and name != outcome.description else outcome.description


def _heading(name: str, outcome: Outcome) -> str:
    """The name, or the product's own label if the name is the whole description."""
    return name.partition(", ")[0] if name == outcome.description else name


def _comparison_file(
    form: str, compared: list[ComparedSimulation], refused: list[RefusedSimulation]
) -> HttpResponse:
    if form == "json":
        return json_file(_COMPARISON_FILE, comparison_answer(compared, refused))
    return csv_file(form, _COMPARISON_FILE, comparison_rows(compared, refused))


def _sentence(error: Exception) -> str:
    return faults_sentence(error) if isinstance(error, InvalidQuery) else str(error)


def _refusal(request: HttpRequest, message: str) -> HttpResponse:
    context = {"status": 400, "title": _("Simulation refusée"), "message": message}
    return render(request, "error.html", context, status=400)
