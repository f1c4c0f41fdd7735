"""Template tags for ``scoring.web.pieces``."""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from scoring.web import pieces
from scoring.web.scores import CascadeRow, ShareRow
from scoring.web.textile.stages import StageCard

register = template.Library()


@register.simple_tag
def figure(
    identifier: str, text: str, exact: str, oob: object = False, note: str = ""
) -> SafeString:
    """Render the figure in the header of a card."""
    return pieces.figure(identifier, text, exact, oob=bool(oob), note=note)


@register.simple_tag
def held(code: str, text: str, oob: object = False) -> SafeString:
    """Render the summary of the effective values in a folded part of a form."""
    return pieces.held(code, text, oob=bool(oob))


@register.simple_tag
def facts(code: str, found: Iterable[pieces.Fact], oob: object = False) -> SafeString:
    """Render the figures of a card."""
    return pieces.facts(code, found, oob=bool(oob))


@register.simple_tag
def arrow(one: pieces.Arrow, oob: object = False) -> SafeString:
    """Render a transport step between two cards."""
    return pieces.arrow(one, oob=bool(oob))


@register.simple_tag
def bar_rows(bars: Iterable[ShareRow], amounts: object = False) -> SafeString:
    """Render the rows of a table of shares."""
    return pieces.bar_rows(bars, amounts=bool(amounts))


@register.simple_tag
def stage_figures(stage: StageCard) -> SafeString:
    """Render all that a live update changes in a stage of a garment."""
    written = pieces.figure(stage.figure_id, stage.figure, stage.exact, oob=True)
    if stage.enabled:
        written += pieces.held(stage.code, stage.held, oob=True)
    written += pieces.facts(stage.code, stage.facts, oob=True)
    if stage.transport:
        written += pieces.arrow(stage.transport, oob=True)
    return written


@register.simple_tag
def cascade_rows(rows: Iterable[CascadeRow], links: object = False) -> SafeString:
    """Render the rows of the chart of a product."""
    return pieces.cascade_rows(rows, links=bool(links))
