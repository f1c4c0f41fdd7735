"""Tags of the method's pages."""

from collections.abc import Mapping

from django import template
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def section_link(addresses: Mapping[str, str], number: str) -> str:
    """A section number of the document, linked if the document is published."""
    address = addresses.get(number)
    return format_html('<a href="{}">{}</a>', address, number) if address else number
