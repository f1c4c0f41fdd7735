"""Names of the data in a template, in the visitor's language: ``{% load labels %}``."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from scoring.web import labels

register = template.Library()


@register.filter
def label(record: labels.Named) -> str:
    """The name of a record, or of a name given in French, as plain text."""
    return labels.label(record)


@register.filter
def label_html(record: labels.Named) -> str | SafeString:
    """The same, marked ``lang="fr"`` where it stays French on a page in another language."""
    text = labels.label(record)
    if labels.stays_french(record):
        return format_html('<span lang="fr">{}</span>', text)
    return text
