"""The pages of the method, one for each sector."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from scoring.answers.sector import Sector
from scoring.answers.sectors import FOOD, OBJECT, TEXTILE, VELI
from scoring.engine.method import Method
from scoring.instance import is_shown
from scoring.web.method.document import section_addresses
from scoring.web.method.rules import Chapter, chapters_of
from scoring.web.method.sections import TITLES as SECTION_TITLES
from scoring.web.versions import page_method, root_of

# By the last part of their URL; light vehicles share the page of objects.
SECTORS: Mapping[str, Sector[Any, Any, Any]] = {
    "textile": TEXTILE,
    "alimentaire": FOOD,
    "objets": OBJECT,
}
# The sectors that a page is for, where they are not its own alone.
_FOR = {"objets": (OBJECT, VELI)}
TITLES = {
    "textile": _("La méthode textile"),
    "alimentaire": _("La méthode alimentaire"),
    "objets": _("La méthode des objets et des véhicules"),
}
# The templates of what the sections say.
_TEXTS = {
    "textile": "method/_textile.html",
    "alimentaire": "method/_food.html",
    "objets": "method/_objects.html",
}


class MethodSection(NamedTuple):
    """A section of a page, and the stage's formulas if any."""

    code: str
    title: str
    chapter: Chapter | None


def method_page(request: HttpRequest, sector: str, version: str | None = None) -> HttpResponse:
    """What each stage of a sector includes, with every formula; target of the "?" links."""
    method = page_method(version)
    others = shown_sectors(method)
    if sector not in others:
        raise Http404
    found, root = SECTORS[sector], root_of(request)
    addresses = section_addresses(found.name)
    context = {
        "root": root,
        "slug": sector,
        "texts": _TEXTS[sector],
        "title": TITLES[sector],
        "titles": {slug: TITLES[slug] for slug in others},
        "sections": _sections(method, sector),
        "regulatory": found.name in method.dataset.manifest.regulatory,
        "explorer": f"{root}explorateur/{found.pages}/",
        "simulator": f"{root}{others[sector]}/",
        "addresses": addresses,
        "document": f"/documentation/methode-{sector}/" if addresses else "",
    }
    return render(request, "method/sector.html", context)


def shown_sectors(method: Method) -> Mapping[str, str]:
    """The pages that a version has on this instance, with the address of their simulator."""
    found: dict[str, str] = {}
    for slug, sector in SECTORS.items():
        for one in _FOR.get(slug, (sector,)):
            if one.name in method.sectors and is_shown(one.name):
                found.setdefault(slug, one.pages)
    return found


def method_pages(method: Method, root: str) -> Mapping[str, Any]:
    """The titles of the pages that a version has on this instance, by their address."""
    return {f"{root}pages/methode-{slug}/": TITLES[slug] for slug in shown_sectors(method)}


def _sections(method: Method, slug: str) -> list[MethodSection]:
    sector = SECTORS[slug]
    chapters = {one.code: one for one in chapters_of(method, sector)}
    sections = [
        MethodSection(code=code, title=str(title), chapter=chapters.pop(code, None))
        for code, title in SECTION_TITLES[sector.name].items()
    ]
    left = [MethodSection(one.code, one.title, one) for one in chapters.values()]
    return [*sections, *left]
