"""Where an error page leads on to."""

import contextlib
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from ecobalyse_site.context import menu_of
from scoring.methods import method_of, offered_versions
from scoring.web.versions import SectorAbsent, UnknownVersion


class Way(NamedTuple):
    """A link of an error page."""

    label: str
    address: str


def home() -> Way:
    """The home page."""
    return Way(_("Accueil"), "/")


def contact() -> Way:
    """How to write to the operator."""
    return Way(_("Contact"), "/pages/contact/")


def sign_in() -> Way:
    """The page to sign in."""
    return Way(_("Se connecter"), reverse("account_login"))


def again(request: HttpRequest) -> list[Way]:
    """The same page once more; none for a submitted form, whose content a link would lose."""
    if request.method not in ("GET", "HEAD"):
        return []
    return [Way(_("Réessayer"), _local(request.get_full_path()))]


def form_of(request: HttpRequest) -> list[Way]:
    """The page of a submitted form, as the browser tells it, empty again; none if it does not."""
    referrer = request.headers.get("Referer", "")
    # An error may come before the host was checked, and another host has no form here.
    with contextlib.suppress(DisallowedHost):
        if url_has_allowed_host_and_scheme(referrer, {request.get_host()}):
            return [_form_at(referrer)]
    return []


def _form_at(referrer: str) -> Way:
    place = urlsplit(referrer)
    address = _local(f"{place.path}?{place.query}" if place.query else place.path)
    return Way(_("Revenir au formulaire"), address)


def parent(request: HttpRequest) -> Way:
    """The page that an address which is only posted to belongs to."""
    above = request.path.rstrip("/").rpartition("/")[0]
    return Way(_("Ouvrir la page"), _local(f"{above}/"))


def from_nowhere() -> list[Way]:
    """Where to look for a page that does not exist."""
    return [
        home(),
        Way(_("Simulateur textile"), "/textile/"),
        Way(_("Explorateur"), "/explorateur/"),
        Way(_("Documentation"), "/documentation/"),
        contact(),
    ]


def in_versions(request: HttpRequest, absent: UnknownVersion | SectorAbsent) -> list[Way]:
    """The same page in each version offered that has it, else the version's home page.

    The version served by default comes first, at the address without a version.
    """
    rest = request.path.removeprefix(f"/versions/{absent.version}/").lstrip("/")
    found = []
    for version in offered_versions():
        served = version == settings.METHOD_VERSION
        root = "/" if served else f"/versions/{version}/"
        entries = menu_of(f"{root}{rest}", root, method_of(version).sectors)
        entry = next((one for one in entries if one.current and one.path != root), entries[0])
        if isinstance(absent, SectorAbsent) and entry.path == root:
            continue
        label = _("{page} en {version}, servie par défaut") if served else _("{page} en {version}")
        found.append(Way(label.format(page=entry.label, version=version), entry.path))
    return [*found, Way(_("Toutes les versions"), "/versions/")]


def once(onward: Iterable[Way]) -> list[Way]:
    """The links without those that lead where one before them does."""
    found: dict[str, Way] = {}
    for way in onward:
        found.setdefault(way.address, way)
    return list(found.values())


def _local(address: str) -> str:
    """An address of this site: one that began with two slashes would name another host."""
    return "/" + address.lstrip("/")
