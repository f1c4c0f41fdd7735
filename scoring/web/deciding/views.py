"""The views of levers and estimates.

Posted data is computed, returned and discarded: no state changes, so no CSRF token is needed.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from foundation.bills import charge
from scoring.answers.textile.sector import TEXTILE
from scoring.engine.errors import InvalidQuery
from scoring.engine.method import Method
from scoring.engine.vocabulary.textile import UNKNOWN_COUNTRY
from scoring.web.bounds import TooLarge, check_lines
from scoring.web.controls import options_of
from scoring.web.deciding.estimates import estimated, filled, label_form
from scoring.web.deciding.levers import panel_of
from scoring.web.refusals import told_all
from scoring.web.textile.fields import material_options
from scoring.web.textile.form import Form, form_of, posted_form
from scoring.web.textile.reading import refusals
from scoring.web.versions import explorer_of, root_of, sector_method

# Requests counted beyond the first, as by the API (decisions.md 5).
_COST_OF_LEVERS = 4
_COST_OF_ESTIMATE = 19


@csrf_exempt
@require_POST
def levers(request: HttpRequest, version: str | None = None) -> HttpResponse:
    """The levers of the posted form: a fragment, or a page without scripts."""
    method = sector_method(version, TEXTILE)
    context: dict[str, Any] = {"address": f"{root_of(request)}{TEXTILE.pages}/"}
    if not charge(request, _COST_OF_LEVERS):
        return HttpResponse(status=429)
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
        context["fault"] = " ".join(told_all(error.faults).values())
    if request.headers.get("HX-Request"):
        return render(request, "textile/_levers_content.html", context)
    context["posted"] = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "action"
        for value in values
    ]
    return render(request, "textile/levers.html", context)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def estimation(request: HttpRequest, version: str | None = None) -> HttpResponse:
    """The form for a label, and the estimate of the posted one."""
    method = sector_method(version, TEXTILE)
    address = f"{root_of(request)}{TEXTILE.pages}/"
    context: dict[str, Any] = {
        "address": address,
        "action": f"{address}estimation/",
        "scope": TEXTILE.scope,
        "explorer": explorer_of(request, TEXTILE),
    }
    posted = request.method == "POST"
    form = label_form(method, request.POST if posted else None)
    if posted:
        if not charge(request, _COST_OF_ESTIMATE):
            return HttpResponse(status=429)
        context |= _estimate(method, form)
    dataset = method.dataset
    context |= {
        "form": form,
        "lines": form.materials,
        "has_more_lines": any(not line.id and not line.get("share") for line in form.materials[1:]),
        "products": options_of(dataset.products.values()),
        "materials": material_options(method),
        "countries": options_of(
            [
                country
                for country in dataset.countries.values()
                if TEXTILE.name in country.scopes and country.code != UNKNOWN_COUNTRY
            ],
            "code",
        ),
    }
    status = 400 if context.get("errors") else 200
    return render(request, "textile/estimate.html", context, status=status)


def _estimate(method: Method, form: Form) -> dict[str, Any]:
    """The estimate of a label, or its errors."""
    form = filled(form)
    body = form.body()
    try:
        check_lines(body)
        # The mass is optional on a label.
        typed = [
            text
            for name, text in refusals(method, form).items()
            if text and (name != "mass" or form.get("mass"))
        ]
        if typed:
            return {"errors": typed}
        if not body["materials"]:
            return {"errors": [_("Choisissez une matière au moins.")]}
        found = estimated(method, body)
    except TooLarge as error:
        return {"errors": [str(error)]}
    except InvalidQuery as error:
        return {"errors": list(told_all(error.faults).values())}
    completed = form_of(TEXTILE.normalise(method, found["completed"]))
    hidden = [*completed.values.items()]
    for place, line in enumerate(completed.materials):
        hidden.append((f"material-{place}-id", line.id))
        hidden += [(f"material-{place}-{name}", text) for name, text in line.values.items()]
    return {"estimate": found, "hidden": hidden}
