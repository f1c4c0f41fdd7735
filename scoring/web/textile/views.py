"""The textile simulator: the page, its live updates, its links and its examples.

Nothing is kept: what is posted is computed and shown. None of these views changes anything, so
none asks for a safety cookie.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import orjson
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from scoring.engine.errors import InvalidQuery
from scoring.engine.method import Method
from scoring.engine.textile.query import parse
from scoring.web.textile.actions import act
from scoring.web.textile.context import context_of, pickers
from scoring.web.textile.examples import DEFAULT, textile_examples
from scoring.web.textile.form import Form, form_of, posted_form
from scoring.web.textile.normal import normal
from scoring.web.versions import page_method

PAGE = "textile/simulator.html"
SIMULATOR = "textile/_simulator.html"
UPDATE = "textile/_update.html"
# A change of one of these changes which controls there are: the whole form is drawn again.
_REDRAWN = ("product", "upcycled", "fabricProcess", "printing-kind", "countryMaking", "impact")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def simulator(request: HttpRequest, version: str | None = None) -> HttpResponse:
    """The page with its default garment, or with the one that is posted."""
    method = page_method(version)
    if request.method != "POST":
        return _page(request, method, opened(DEFAULT, "ecs"))
    form, asks = act(method, posted_form(request.POST), request.POST.get("action", ""))
    return _page(request, method, form, asks=asks)


@csrf_exempt
@require_POST
def fragment(request: HttpRequest, version: str | None = None) -> HttpResponse:
    """A live update: the results and figures, or the whole simulator where controls change."""
    method = page_method(version)
    action = request.POST.get("action", "")
    changed = request.POST.get("changed", "")
    form, asks = act(method, posted_form(request.POST), action)
    context = context_of(request, method, form, asks=asks)
    if action or changed in _REDRAWN or changed.startswith("step-") or changed.endswith("-id"):
        response = render(request, SIMULATOR, context)
        response["HX-Retarget"] = "#simulator"
        response["HX-Reswap"] = "outerHTML"
        return response
    return render(request, UPDATE, context)


@csrf_exempt
@require_POST
def link(request: HttpRequest, version: str | None = None) -> HttpResponse:
    """The simulator of a link: the request its fragment holds, posted by a script."""
    method = page_method(version)
    try:
        body = normal(parse(method.dataset, orjson.loads(request.POST.get("query", ""))))
    except (orjson.JSONDecodeError, InvalidQuery) as error:
        faults = error.faults if isinstance(error, InvalidQuery) else {}
        return render(request, "simulators/_broken_link.html", {"faults": faults})
    form = opened(body, request.POST.get("impact", "ecs"))
    return render(request, SIMULATOR, context_of(request, method, form))


@require_GET
def example(request: HttpRequest, identifier: UUID, version: str | None = None) -> HttpResponse:
    """The page with a published example."""
    method = page_method(version)
    for known in textile_examples(method.version):
        if known.example.id == str(identifier):
            return _page(request, method, opened(known.query, "ecs"))
    raise Http404


def opened(query: Mapping[str, Any], impact: str) -> Form:
    """The form of a normalised request, to which "reset" comes back."""
    form = form_of(query, impact)
    form.initial = orjson.dumps(query).decode()
    return form


def _page(request: HttpRequest, method: Method, form: Form, *, asks: bool = False) -> HttpResponse:
    context = context_of(request, method, form, asks=asks) | pickers(method)
    context["example_links"] = f"{context['address']}exemples/"
    return render(request, PAGE, context, status=400 if context["errors"] else 200)
