"""The home page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from scoring.answers.levels import AGGREGATED, INDICATIVE, OWN
from scoring.answers.sectors import TEXTILE
from scoring.engine.method import Method
from scoring.engine.vocabulary.textile import UNKNOWN_COUNTRY
from scoring.instance import served_to
from scoring.methods import method_of, published_versions
from scoring.web.first_garment import first_garment, garment_context, posted_garment
from scoring.web.versions import notices_of, page_method


# It computes and stores nothing, so it needs no CSRF token.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest, version: str | None = None) -> HttpResponse:
    """The home page, of the site or of a pinned version, with the garment of its simulator.

    A script posts the form to get the garment's score alone.
    """
    method = page_method(version)
    values = first_garment(method)
    if values is not None and request.method == "POST":
        values = posted_garment(request.POST)
    garment = None if values is None else garment_context(request, method, values)
    if garment and request.method == "POST" and request.headers.get("HX-Request"):
        return render(request, "home/update.html", garment)
    context = {
        "garment": garment,
        "details": _details(method),
        "counts": _counts(method),
        "regulatory_version": _regulatory_version(),
        "version_notices": notices_of(method, TEXTILE.name),
    }
    status = 400 if garment and garment["errors"] else 200
    return render(request, "home.html", context | (garment or {}), status=status)


def _counts(method: Method) -> list[tuple[int, str]]:
    """How much of each kind of data textile has in this version."""
    dataset = method.dataset
    named = [code for code in dataset.countries if code != UNKNOWN_COUNTRY]
    countries = [code for code in named if TEXTILE.name in dataset.countries[code].scopes]
    processes = [one for one in dataset.processes.values() if TEXTILE.name in one.scopes]
    return [
        (len(dataset.products), _("catégories de vêtements")),
        (len(dataset.materials), _("matières")),
        (len(countries), _("pays et régions")),
        (len(processes), _("procédés")),
    ]


def _regulatory_version() -> str:
    """The installed version that the law refers to, "" if there is none."""
    for version in published_versions():
        if TEXTILE.name in method_of(version).dataset.manifest.regulatory:
            return version
    return ""


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
