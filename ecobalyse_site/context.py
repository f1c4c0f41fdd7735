"""Template context common to all pages: the instance and the current URL."""

from collections.abc import Collection
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

import scoring
from foundation.paths import is_account_path
from scoring.answers.sectors import FOOD, OBJECT, SECTORS, TEXTILE, VELI
from scoring.instance import is_shown
from scoring.methods import installed_versions, method_of, offered_versions
from scoring.web.method.views import method_pages

_CONFORMITIES = {
    "non": _("non conforme"),
    "partielle": _("partiellement conforme"),
    "totale": _("totalement conforme"),
}


_SIMULATORS = (
    (_("Textile"), TEXTILE),
    (_("Alimentaire"), FOOD),
    (_("Objets"), OBJECT),
    (_("Véhicules"), VELI),
)


class MenuEntry(NamedTuple):
    """An entry of the main menu."""

    label: Any
    path: str
    current: bool


def instance(request: HttpRequest) -> dict[str, Any]:
    """Return name, sectors, menu and versions; ``root`` is the prefix of versioned pages."""
    match = request.resolver_match
    pinned = match.kwargs.get("version") if match else None
    version = pinned if pinned in installed_versions() else None
    method = method_of(version or settings.METHOD_VERSION)
    root = f"/versions/{version}/" if version else "/"
    return {
        "instance_name": settings.INSTANCE_NAME,
        "engine_version": scoring.__version__,
        "method_version": method.version,
        "regulatory_sectors": method.dataset.manifest.regulatory,
        "method_versions": offered_versions(),
        "source_code_url": settings.SOURCE_CODE_URL,
        "accessibility_status": _CONFORMITIES[settings.ACCESSIBILITY_STATUS],
        "root": root,
        "menu": menu_of(request.path, root, method.sectors),
        "method_pages": method_pages(method, root),
        "sectors": {name: name in method.sectors and is_shown(name) for name in SECTORS},
        "pinned_version": version,
        "return_path": _return_path(request),
        "sign_in_path": _sign_in_path(request),
    }


def _return_path(request: HttpRequest) -> str:
    """Return the path to come back to; the query string is dropped after a POST."""
    return request.get_full_path() if request.method == "GET" else request.path


def _sign_in_path(request: HttpRequest) -> str:
    """Return the sign-in path with the page to return to, unless that is an account page."""
    path = reverse("account_login")
    if request.resolver_match is None or is_account_path(request.path):
        return path
    return f"{path}?{urlencode({REDIRECT_FIELD_NAME: _return_path(request)}, safe='/')}"


def menu_of(path: str, root: str, sectors: Collection[str]) -> list[MenuEntry]:
    """Return the main menu of a version that has these sectors, at ``path``."""
    entries = [
        (_("Accueil"), root, True),
        *(
            (label, f"{root}{sector.pages}/", sector.name in sectors and is_shown(sector.name))
            for label, sector in _SIMULATORS
        ),
        (_("Comparer"), f"{root}comparer/", True),
        (_("Catalogue"), f"{root}catalogue/", True),
        (_("Explorateur"), f"{root}explorateur/", True),
        (_("API"), "/documentation-api/", True),
        (_("Contact"), "/pages/contact/", True),
    ]
    return [
        MenuEntry(label, address, path == address if address == root else path.startswith(address))
        for label, address, shown in entries
        if shown
    ]
