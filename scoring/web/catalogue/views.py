"""The catalogue page, with and without scripts (catalogue.md 7).

Posted data is scored, returned and discarded: no state changes, so no CSRF token is needed.
"""

from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    JsonResponse,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.addresses import site_origin
from scoring.answers.sectors import TEXTILE
from scoring.batches.scoring import Asked, CatalogueScoring
from scoring.batches.types import WRITTEN
from scoring.catalogue import forms
from scoring.catalogue.models import MODELS, model_of
from scoring.catalogue.reading.tables import Remembering
from scoring.catalogue.writing.opening import Sink
from scoring.catalogue.writing.rendering import ErrorsRenderer
from scoring.engine.method import Method
from scoring.instance import served_to
from scoring.web import figures
from scoring.web.catalogue.kept import Kept, KeptSink
from scoring.web.catalogue.posted import (
    Refused,
    counted,
    packed,
    posted_body,
    posted_form,
)
from scoring.web.catalogue.stream import LinesRenderer, LinesSink, head_of
from scoring.web.catalogue.summary import Overview, category_names
from scoring.web.method.help import field_of_column, help_address
from scoring.web.sharing.files import file_name
from scoring.web.versions import explorer_of, notices_of, root_of, sector_method

# Only the rejected rows, to send to the people who can correct them.
ERRORS = "erreurs"
DOWNLOADS = (
    forms.SPREADSHEET_CSV,
    forms.XLSX,
    forms.PORTAL_FILE,
    forms.PORTAL_RESULT,
    forms.CSV,
    forms.JSON_LINES,
)


@require_http_methods(["GET", "HEAD"])
def page(request: HttpRequest, version: str | None = None) -> HttpResponse:
    """The empty page."""
    return _page(request, sector_method(version, TEXTILE))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def results(request: HttpRequest, version: str | None = None) -> HttpResponse:
    """The results of a posted form, as a page."""
    method = sector_method(version, TEXTILE)
    if request.method != "POST":
        # Changing the language redirects to this page.
        return redirect(f"{root_of(request)}catalogue/")
    try:
        found = counted(request, posted_form(request), method)
    except Refused as refusal:
        return _page(request, method, refusal)
    portal = bool(request.POST.get("portal"))
    kept = Kept()
    scoring = _scoring(request, method, Asked(forms.JSON_LINES, portal=portal))

    def make_sink(stream: BinaryIO) -> Sink:
        return KeptSink(kept)

    rows = found.source.rows(method)
    for _block in scoring.written(rows, kept, make_sink, found.seconds):
        pass
    context = _context(request, method) | {
        "count": found.rows,
        "notes": found.notes,
        "layout": rows.layout,
        "portal": portal,
        "kept": packed(found.source.body),
        "name": found.source.name,
        "lines": kept.context(method),
        **kept.overview.context(method),
    }
    return render(request, "catalogue/results.html", context)


@csrf_exempt
@require_POST
def lines(request: HttpRequest, version: str | None = None) -> HttpResponseBase:
    """Stream the scored rows to the page's script."""
    method = sector_method(version, TEXTILE)
    try:
        found = counted(request, posted_body(request), method)
    except Refused as refusal:
        return _told(refusal)
    asked = Asked(
        forms.JSON_LINES,
        portal=request.GET.get("portail") == "1",
        link_root=site_origin(request) if request.GET.get("lien") == "1" else None,
    )
    remembered = Remembering(found.source.rows(method))
    rows = remembered.rows()
    overview = Overview()
    root, explorer = root_of(request), explorer_of(request, TEXTILE)

    def help_of(key: str) -> str:
        return help_address(TEXTILE.scope, field_of_column(key), root, explorer)

    head = head_of(rows, found.rows, found.notes, help_of)
    renderer = LinesRenderer(head, remembered, overview)
    last = _in_this_language(lambda: _summary(overview, method, portal=asked.portal))

    def make_sink(stream: BinaryIO) -> Sink:
        return LinesSink(stream, renderer.head(), last)

    body = _scoring(request, method, asked).written(rows, renderer, make_sink, found.seconds)
    return _streamed(body, "application/x-ndjson")


@csrf_exempt
@require_POST
def download(request: HttpRequest, written: str, version: str | None = None) -> HttpResponseBase:
    """The results as a file, from either form of the page."""
    method = sector_method(version, TEXTILE)
    if written not in (*DOWNLOADS, ERRORS):
        raise Http404
    is_form = bool(request.POST or request.FILES)
    try:
        source = posted_form(request) if is_form else posted_body(request)
        found = counted(request, source, method)
    except Refused as refusal:
        return _page(request, method, refusal) if is_form else _told(refusal)
    form = forms.SPREADSHEET_CSV if written == ERRORS else written
    portal = "1" in (request.POST.get("portal"), request.GET.get("portail"))
    asked = Asked(
        form,
        stages=written not in (ERRORS, forms.PORTAL_FILE, forms.PORTAL_RESULT),
        portal=portal or form == forms.PORTAL_FILE,
    )
    scoring = _scoring(request, method, asked)
    rows = found.source.rows(method)
    chosen = ErrorsRenderer if written == ERRORS else None
    kind, ending = WRITTEN[form]
    name = f"{_stem(source.name)}-{written}.{ending}"
    return _streamed(scoring.file(rows, found.seconds, chosen), kind, name)


@require_GET
def model(
    request: HttpRequest, vocabulary: str, ending: str, version: str | None = None
) -> HttpResponse:
    """A template file: the columns, and two example rows."""
    method = sector_method(version, TEXTILE)
    if (vocabulary, ending) not in MODELS:
        raise Http404
    response = HttpResponse(
        model_of(method, vocabulary, ending),
        content_type=WRITTEN[forms.XLSX if ending == "xlsx" else forms.CSV][0],
    )
    response["Content-Disposition"] = f'attachment; filename="catalogue-{vocabulary}.{ending}"'
    return response


def _scoring(request: HttpRequest, method: Method, asked: Asked) -> CatalogueScoring:
    served = served_to(method, entitled=request.user.is_authenticated)
    return CatalogueScoring(method, served, asked, request)


def _context(request: HttpRequest, method: Method) -> dict[str, Any]:
    return {
        "address": f"{root_of(request)}catalogue/",
        "simulator": f"{root_of(request)}textile/",
        "version_notices": notices_of(method, TEXTILE.name),
        "max_rows": figures.significant(settings.BATCH_MAX_ITEMS),
        "max_bytes": settings.BATCH_MAX_BYTES,
        "max_megabytes": settings.BATCH_MAX_BYTES // (1 << 20),
        "category_names": category_names(method),
        "downloads": DOWNLOADS,
    }


def _page(request: HttpRequest, method: Method, refusal: Refused | None = None) -> HttpResponse:
    context = _context(request, method) | {"refusal": refusal}
    status = 200 if refusal is None else refusal.status
    return render(request, "catalogue/page.html", context, status=status)


def _summary(overview: Overview, method: Method, *, portal: bool) -> dict[str, Any]:
    context = overview.context(method) | {"portal": portal}
    return {
        "summary": context["summary"],
        "html": render_to_string("catalogue/_summary.html", context),
    }


def _in_this_language(make: Callable[[], dict[str, Any]]) -> Callable[[], dict[str, Any]]:
    """Keep the language of the request for content generated after it."""
    language = translation.get_language()

    def made() -> dict[str, Any]:
        with translation.override(language):
            return make()

    return made


def _streamed(body: Iterator[bytes], kind: str, name: str = "") -> StreamingHttpResponse:
    headers = {"Cache-Control": "no-store"}
    if name:
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return StreamingHttpResponse(body, content_type=kind, headers=headers)


def _told(refusal: Refused) -> JsonResponse:
    return JsonResponse({"error": str(refusal)}, status=refusal.status)


def _stem(name: str) -> str:
    """The start of a result's file name, taken from the input file's name."""
    return file_name(name.rpartition(".")[0] or name) if name else "catalogue"
