"""Tags of the method's pages, and of what leads to them."""

from collections.abc import Mapping

from django import template
from django.template import Context
from django.utils.html import format_html

from scoring.web.controls import Control
from scoring.web.method import help as helping

register = template.Library()


@register.simple_tag
def section_link(addresses: Mapping[str, str], number: str) -> str:
    """A section number of the document, linked if the document is published."""
    address = addresses.get(number)
    return format_html('<a href="{}">{}</a>', address, number) if address else number


@register.simple_tag(takes_context=True)
def field_help(context: Context, control: Control | str) -> str:
    """The address that tells about a control of a simulator or its name, "" if there is none."""
    scope, explorer, root = (str(context.get(name) or "") for name in ("scope", "explorer", "root"))
    name = control if isinstance(control, str) else control.name
    return helping.help_address(scope, name, root or "/", explorer)


@register.simple_tag(takes_context=True)
def method_section(context: Context, section: str) -> str:
    """The address of a section of the method of a simulator's sector."""
    return helping.method_address(context["scope"], section, str(context.get("root") or "/"))
