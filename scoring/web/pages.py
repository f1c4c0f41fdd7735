"""Static pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from scoring.answers.levels import AGGREGATED, INDICATIVE, OWN
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
    method = page_method(version)
    context = {
        "first_score": _first_score(method),
        "details": _details(method),
    }
    return render(request, "home.html", context)


def _details(method: Method) -> str:
    """What an account gives access to on this instance, "" for nothing."""
    level = served_to(method, entitled=True).level
    if level == AGGREGATED:
        return ""
    indicative = method.dataset.indicative
    if level == INDICATIVE and indicative is not None:
        count = sum(quality.kept for quality in indicative.quality.values())
        text = ngettext(
            "Un compte gratuit montre aussi {count} impact détaillé, indicatif : il vient de "
            "données ouvertes.",
            "Un compte gratuit montre aussi {count} impacts détaillés, indicatifs : ils viennent "
            "de données ouvertes.",
            count,
        )
        return text.format(count=count)
    if level == OWN:
        return _(
            "Un compte gratuit montre aussi les impacts détaillés (climat, eau, ressources) pour "
            "lesquels l'exploitant de cette instance a des valeurs."
        )
    return _("Un compte gratuit montre aussi les impacts détaillés : climat, eau, ressources.")


def _first_score(method: Method) -> str | None:
    """The score of the sample API call; None if the version lacks the data it uses."""
    try:
        computed = compute(TEXTILE, method, TSHIRT, served_to(method, entitled=False))
    except InvalidQuery:
        return None
    return number(computed.impacts["ecs"], 0)
