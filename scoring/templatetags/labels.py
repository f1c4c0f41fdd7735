"""Labels of data records in the visitor's language: ``{% load labels %}``."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from scoring.web import labels, refusals

register = template.Library()


@register.filter
def label(record: labels.Named) -> str:
    """Return the label of a record, or of a French name, as plain text."""
    return labels.label(record)


@register.filter
def label_html(record: labels.Named) -> str | SafeString:
    """Return the label, marked ``lang="fr"`` if it has no translation on a non-French page."""
    text = labels.label(record)
    if labels.stays_french(record):
        return format_html('<span lang="fr">{}</span>', text)
    return text


@register.filter
def told(message: str) -> str:
    """Return a refusal in the language of the page."""
    return refusals.told(message)
