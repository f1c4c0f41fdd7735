"""French punctuation that never starts a line.

The texts of the pages are written with ordinary spaces, in templates, in modules, in the data and
in the engine's messages; where the rules of French want a space that does not break, it is put
here, once a page is rendered. So nobody has to type what cannot be seen, and texts that are also
the API's stay as they are. What is between tags alone is changed, on French pages alone: no
attribute, no script, and nothing that is made to be copied.
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
# What is left alone: elements whose text is no French, comments, tags. A ``<`` that starts no tag
# is always written ``&lt;``.
_LEFT_ALONE = re.compile(
    r"<(?P<name>pre|code|kbd|samp|script|style|textarea)\b.*?</(?P=name)\s*>|<!--.*?-->"
    r"|<[^<>\"']*(?:\"[^\"]*\"[^<>\"']*|'[^']*'[^<>\"']*)*>",
    re.DOTALL,
)


def french_html(html: str) -> str:
    """A page with its no-break spaces: narrow ones before ``;``, ``!``, ``?`` and ``%``.

    It is gone through once, so that a page costs what it is long, whatever was typed into it.
    """
    pieces = []
    place = 0
    for kept in _LEFT_ALONE.finditer(html):
        text = html[place : kept.start()]
        # Most of it is indentation.
        pieces += [text if not text or text.isspace() else _SPACE.sub(_no_break, text), kept[0]]
        place = kept.end()
    pieces.append(_SPACE.sub(_no_break, html[place:]))
    return "".join(pieces)


def _no_break(found: re.Match[str]) -> str:
    text, place = found.string, found.start()
    wide = text.startswith(_WIDE, place + 1) or text.endswith("«", 0, place)
    return NO_BREAK if wide else NARROW


class Templates(DjangoTemplates):
    """Django's own templates; their French pages leave with French spaces."""

    def get_template(self, template_name: str) -> DjangoTemplate:
        """A template by its name; only pages are changed, not the texts of emails."""
        found = super().get_template(template_name)
        return Page(found.template, self) if template_name.endswith(".html") else found


class Page(DjangoTemplate):
    """A template of a page, or of a piece of one."""

    def render(
        self, context: dict[str, Any] | None = None, request: HttpRequest | None = None
    ) -> SafeString:
        """Render it."""
        html = super().render(context, request)
        if not (get_language() or "").startswith("fr"):
            return SafeString(html)
        # Only spaces differ from what the templates made.
        return mark_safe(french_html(html))  # noqa: S308
