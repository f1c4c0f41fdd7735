"""The information pages."""

import contextlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from foundation.markdown import section_html
from foundation.operator import operator
from scoring.answers.journal import JOURNAL
from scoring.answers.sectors import FOOD, OBJECT, TEXTILE, VELI
from scoring.answers.versions.contents import changes_between, contents_of
from scoring.engine.manifest import Manifest, Notice
from scoring.instance import served_to
from scoring.methods import default_method, method_of, offered_versions
from scoring.web.labels import language
from scoring.web.left_out import Reason, told_reason

_KILOBYTE = 1024
# Less than a year, as the standard recommends.
_SECURITY_TEXT_LASTS = timedelta(days=180)
# One file per language; tests keep them in sync.
CHANGE_LOGS = {"fr": "CHANGELOG.md", "en": "CHANGELOG.en.md"}
SECTOR_NAMES = {
    "": _("tous les secteurs"),
    TEXTILE.name: _("Textile"),
    FOOD.name: _("Alimentaire"),
    OBJECT.name: _("Objets"),
    VELI.name: _("Véhicules"),
}


_CONTENTS = {
    "materials": _("Matières textiles"),
    "products": _("Catégories de vêtements"),
    "ingredients": _("Ingrédients"),
    "components": _("Composants"),
    "countries": _("Pays et régions"),
    "processes": _("Procédés"),
}
_CHANGES = {
    "common": _("Procédés repris de {version}"),
    "changed": _("dont le score est un autre"),
    "added": _("Procédés nouveaux, ou d'un autre inventaire"),
    "removed": _("Procédés de {version} qui n'y sont plus"),
}


class Installed(NamedTuple):
    """A method version, its publication date if its data gives one, and its notices.

    Unchecked and left-out notices are preceded by the name of their sector.
    """

    manifest: Manifest
    released: date | None
    notices: Sequence[str]
    unchecked: Sequence[tuple[str, str]]
    left_out: Sequence[tuple[str, Reason]]


def api_questions(request: HttpRequest) -> HttpResponse:
    """Questions about the API, answered for this instance."""
    context = {
        "limit": settings.RATELIMIT_MAX_RPM,
        "largest_kilobytes": settings.DATA_UPLOAD_MAX_MEMORY_SIZE // _KILOBYTE,
        "largest_batch": settings.BATCH_MAX_ITEMS,
        "level": served_to(default_method(), entitled=True).level,
        "refuses_tokens": settings.REFUSE_INVALID_TOKENS,
        "default_version": settings.METHOD_VERSION,
        "operator": operator(),
    }
    return render(request, "pages/api_faq.html", context)


def versions(request: HttpRequest) -> HttpResponse:
    """The method versions installed, their sources, and the change log of the program."""
    offered = offered_versions()
    context = {
        "installed": [_installed(version) for version in offered],
        "contents": _table(offered),
        "default_version": settings.METHOD_VERSION,
        "change_log": change_log(settings.BASE_DIR / CHANGE_LOGS[language()]),
        "journal": JOURNAL,
    }
    return render(request, "pages/versions.html", context)


def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement, as far as the operator can vouch for it."""
    context = {"operator": operator(), "audit": settings.ACCESSIBILITY_AUDIT}
    return render(request, "pages/accessibility.html", context)


def contact(request: HttpRequest) -> HttpResponse:
    """Contact details of the operator."""
    return render(request, "pages/contact.html", {"operator": operator()})


def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may access: pages, but neither the API nor the accounts."""
    return render(request, "robots.txt", content_type="text/plain; charset=utf-8")


def security(request: HttpRequest) -> HttpResponse:
    """Whom to report a vulnerability to (RFC 9116); 404 if the operator names nobody."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    # Generated anew each day, so that it never expires while the instance runs.
    midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    context = {
        "contact": settings.SECURITY_CONTACT,
        "expires": (midnight + _SECURITY_TEXT_LASTS).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "site": settings.SITE_URL if settings.SITE_URL_GIVEN else "",
    }
    return render(request, "security.txt", context, content_type="text/plain; charset=utf-8")


def change_log(path: Path) -> str:
    """The program's change log as HTML, empty if the file is not installed."""
    try:
        # The page already has a title and a heading before the log.
        return section_html(path.read_text(encoding="utf-8"), levels_down=1)
    except OSError:
        return ""


def _table(versions: Sequence[str]) -> list[tuple[str, list[int | None]]]:
    """The contents of each version and the changes from the first one, a row per kind of record."""
    methods = [method_of(version) for version in versions]
    contents = [contents_of(method) for method in methods]
    changes = [changes_between(methods[0], method) for method in methods[1:]]
    rows = [
        (str(words), [getattr(found, name) or None for found in contents])
        for name, words in _CONTENTS.items()
    ]
    return rows + [
        (
            words.format(version=versions[0]),
            [None, *[getattr(found, name) for found in changes]],
        )
        for name, words in ((name, str(words)) for name, words in _CHANGES.items())
        if changes
    ]


def _installed(version: str) -> Installed:
    manifest = method_of(version).dataset.manifest
    released = None
    with contextlib.suppress(ValueError):
        released = date.fromisoformat(manifest.released)

    def told(notices: Sequence[Notice]) -> list[tuple[str, str]]:
        return [(str(SECTOR_NAMES[one.sector]), one.text(language())) for one in notices]

    return Installed(
        manifest=manifest,
        released=released,
        notices=[notice.text(language()) for notice in manifest.notices],
        unchecked=told(manifest.unchecked),
        left_out=[(str(SECTOR_NAMES[one.sector]), told_reason(one)) for one in manifest.left_out],
    )
