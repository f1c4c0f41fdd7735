"""The views of levers and of estimates: what is posted is computed, shown and forgotten.

They change no state, so they need no CSRF token.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from scoring.answers.textile.sector import TEXTILE
from scoring.engine.errors import InvalidQuery
from scoring.web.bounds import TooLarge, check_lines
from scoring.web.deciding.levers import panel_of
from scoring.web.textile.form import posted_form
from scoring.web.textile.reading import refusals
from scoring.web.versions import root_of, sector_method


@csrf_exempt
@require_POST
def levers(request: HttpRequest, version: str | None = None) -> HttpResponse:
    """What would lower the score of the posted form: a fragment, or a page without scripts."""
    method = sector_method(version, TEXTILE)
    context: dict[str, Any] = {"address": f"{root_of(request)}{TEXTILE.pages}/"}
    try:
        form = posted_form(method, request.POST)
        body = form.body()
        check_lines(body)
        if any(refusals(method, form).values()):
            context["fault"] = _("Le calcul attend une correction du formulaire.")
        else:
            context |= panel_of(method, body, form.mode)
    except TooLarge as error:
        context["fault"] = str(error)
    except InvalidQuery as error:
        context["fault"] = " ".join(error.faults.values())
    if request.headers.get("HX-Request"):
        return render(request, "textile/_levers_content.html", context)
    context["posted"] = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "action"
        for value in values
    ]
    return render(request, "textile/levers.html", context)
