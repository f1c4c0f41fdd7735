"""No-break spaces in French punctuation, so that it never starts a line.

Texts are written with ordinary spaces everywhere (templates, modules, data, engine messages), and
the no-break spaces that French requires are inserted in the rendered page. Nobody has to type
invisible characters, and texts shared with the API stay unchanged. Only text between tags is
changed, and only on French pages: not attributes, scripts, or anything meant to be copied.
"""

import re
from typing import Any

from django.http import HttpRequest
from django.template.backends.django import DjangoTemplates
from django.template.backends.django import Template as DjangoTemplate
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

NO_BREAK = "\u00a0"
NARROW = "\u202f"
_SPACE = re.compile(r" (?:(?=[:;!?%»])|(?<=« ))")
_WIDE = (":", "»")
# Left unchanged: elements whose content is not French prose, comments, and tags. A ``<`` that does
# not start a tag is always escaped as ``&lt;``.
_LEFT_ALONE = re.compile(
    r"<(?P<name>pre|code|kbd|samp|script|style|textarea)\b.*?</(?P=name)\s*>|<!--.*?-->"
    r"|<[^<>\"']*(?:\"[^\"]*\"[^<>\"']*|'[^']*'[^<>\"']*)*>",
    re.DOTALL,
)


def french_html(html: str) -> str:
    """Insert no-break spaces in a page: narrow ones before ``;``, ``!``, ``?`` and ``%``.

    A single pass, so that the time is linear in the size of the page, whatever a visitor submits.
    """
    pieces = []
    place = 0
    for kept in _LEFT_ALONE.finditer(html):
        text = html[place : kept.start()]
        # Most text nodes are only indentation.
        pieces += [text if not text or text.isspace() else _SPACE.sub(_no_break, text), kept[0]]
        place = kept.end()
    pieces.append(_SPACE.sub(_no_break, html[place:]))
    return "".join(pieces)


def _no_break(found: re.Match[str]) -> str:
    text, place = found.string, found.start()
    wide = text.startswith(_WIDE, place + 1) or text.endswith("«", 0, place)
    return NO_BREAK if wide else NARROW


class Templates(DjangoTemplates):
    """Django's template backend, with no-break spaces in rendered French pages."""

    def get_template(self, template_name: str) -> DjangoTemplate:
        """Return a template by name; only HTML pages are changed, not the texts of e-mails."""
        found = super().get_template(template_name)
        return Page(found.template, self) if template_name.endswith(".html") else found


class Page(DjangoTemplate):
    """The template of a page or of a page fragment."""

    def render(
        self, context: dict[str, Any] | None = None, request: HttpRequest | None = None
    ) -> SafeString:
        """Render the template."""
        html = super().render(context, request)
        if not (get_language() or "").startswith("fr"):
            return SafeString(html)
        # Already-escaped HTML, in which only spaces changed.
        return mark_safe(french_html(html))  # noqa: S308
