"""A page made without template, context, session or database, for when one of them fails."""

import contextlib
from collections.abc import Sequence

from django.conf import settings
from django.http import HttpResponse
from django.templatetags.static import static
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from ecobalyse_site.ways import Way, once
from foundation.typography import typographic


def plain_page(
    status: int, title: str, sentences: Sequence[str], onward: Sequence[Way]
) -> HttpResponse:
    """Return a page in the style of the site, or in none if the stylesheet cannot be found."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    french = language.startswith("fr")

    def said(text: str) -> str:
        return typographic(text, french=french)

    html = format_html(
        '<!doctype html>\n<html lang="{}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        "<title>{} | {}</title>\n{}</head>\n<body>\n"
        '<header class="site-header"><div class="bar"><a class="brand" href="/"><span>{}</span></a>'
        '</div></header>\n<main id="contenu">\n<div class="prose error-page">\n'
        '<p class="eyebrow">{}</p>\n<h1>{}</h1>\n{}\n<ul class="row onward">\n{}\n</ul>\n'
        "</div>\n</main>\n</body>\n</html>\n",
        language,
        said(title),
        settings.INSTANCE_NAME,
        _stylesheet(),
        settings.INSTANCE_NAME,
        said(_("Erreur %(status)s") % {"status": status}),
        said(title),
        format_html_join("\n", "<p>{}</p>", ((said(sentence),) for sentence in sentences)),
        format_html_join(
            "\n",
            '<li><a class="{}" href="{}">{}</a></li>',
            (
                ("button" if place else "button primary", way.address, said(way.label))
                for place, way in enumerate(once(onward))
            ),
        ),
    )
    return HttpResponse(html, status=status)


def _stylesheet() -> str:
    """The link to the site's style; its name depends on a file that may be missing."""
    with contextlib.suppress(Exception):
        return format_html('<link rel="stylesheet" href="{}">\n', static("css/site.css"))
    return ""
