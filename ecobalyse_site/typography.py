"""Pages are rendered with typographic apostrophes and spaces; mails and the API stay as written."""

from typing import Any

from django.http import HttpRequest
from django.template.backends.django import DjangoTemplates
from django.template.backends.django import Template as DjangoTemplate
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from foundation.typography import typographic_html


class Templates(DjangoTemplates):
    """Django's template backend, with the typography of rendered pages."""

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
        french = (get_language() or "").startswith("fr")
        # Already-escaped HTML, in which only spaces, apostrophes and quotation marks changed.
        return mark_safe(typographic_html(html, french=french))  # noqa: S308
