"""Plain pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from scoring.answers.products import TSHIRT
from scoring.answers.sector import compute
from scoring.answers.sectors import TEXTILE
from scoring.engine.errors import InvalidQuery
from scoring.engine.method import Method
from scoring.instance import served_to
from scoring.web.figures import number
from scoring.web.versions import page_method


def home(request: HttpRequest, version: str | None = None) -> HttpResponse:
    """The home page, of the site or of a pinned version."""
    return render(request, "home.html", {"first_score": _first_score(page_method(version))})


def _first_score(method: Method) -> str | None:
    """What the first call shown costs; None where a version lacks what it is made of."""
    try:
        computed = compute(TEXTILE, method, TSHIRT, served_to(method, entitled=False))
    except InvalidQuery:
        return None
    return number(computed.impacts["ecs"], 0)
