"""The fragments of a page that each live update re-renders, written without a template.

A template takes about twenty microseconds per figure, and an update has two hundred of them. Every
text is escaped here; full pages use the same fragments through ``scoring.templatetags.pieces``.
"""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any, NamedTuple

from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from scoring.web.scores import CascadeRow, ShareRow

# Tells htmx to swap a fragment of the response with the element that has the same id.
_OUT_OF_BAND = ' data-hx-swap-oob="true"'


class Fact(NamedTuple):
    """A figure of a card; a ``wide`` one is text that occupies the whole line."""

    label: Any
    value: str
    warning: str = ""
    wide: bool = False


class Arrow(NamedTuple):
    """A transport between two cards: the mass carried, the distance by mode, and the impact.

    A mode has an icon, a name and kilometres. ``help`` links to the method, "" for no link.
    ``note`` says which figure the impact is. ``name`` says what the transport is between, if no
    card does.
    """

    code: str
    mass: str = ""
    modes: Sequence[tuple[str, Any, str]] = ()
    impact: str = ""
    off: bool = False
    help: str = ""
    note: str = ""
    name: str = ""


def figure(identifier: str, text: str, exact: str, *, oob: bool, note: str = "") -> SafeString:
    """The figure in the header of a card; ``note`` says which one it is."""
    title = f' title="{escape(exact)}"' if exact else ""
    return _html(
        f'<span class="stage-figure number" id="{escape(identifier)}"{title}'
        f"{_OUT_OF_BAND if oob else ''}>{_noted(text, note)}</span>"
    )


def held(code: str, text: str, *, oob: bool) -> SafeString:
    """A summary of the effective values in a folded part of a form."""
    swap = _OUT_OF_BAND if oob else ""
    return _html(f'<span class="held" id="held-{escape(code)}"{swap}>{escape(text)}</span>')


def facts(code: str, found: Iterable[Fact], *, oob: bool) -> SafeString:
    """The figures of a card."""
    rows = []
    for fact in found:
        warning = ""
        if fact.warning:
            warning = f' <strong class="warning-text">{escape(fact.warning)}</strong>'
        # Text may wrap, but a figure must stay with its unit.
        wide, number = (' class="wide"', "") if fact.wide else ("", ' class="number"')
        rows.append(
            f"<div{wide}><dt>{escape(str(fact.label))}</dt>"
            f"<dd{number}>{escape(fact.value)}{warning}</dd></div>\n"
        )
    swap = _OUT_OF_BAND if oob else ""
    return _html(f'<dl class="facts" id="facts-{escape(code)}"{swap}>\n{"".join(rows)}</dl>')


def arrow(one: Arrow, *, oob: bool) -> SafeString:
    """A transport; only an arrow if the form has an error."""
    parts = [
        f'<div class="transport{" off" if one.off else ""}" id="transport-{escape(one.code)}" '
        f'tabindex="-1"{_OUT_OF_BAND if oob else ""}>'
    ]
    if not one.name:
        parts.append(_icon("down", "icon arrow"))
    if one.mass:
        if one.name:
            said = f'<span class="way">{escape(one.name)}</span>'
        else:
            said = f'<span class="visually-hidden">{escape(_("Transport :"))}</span>'
        parts.append(f'<p>{said} <span class="number">{escape(one.mass)}</span></p>')
        for icon, name, km in one.modes:
            text = escape(str(name))
            number = f'<span class="number">{escape(km)}</span>'
            parts.append(f"<p>{_icon(icon)} {text} {number}</p>")
        if not one.modes:
            parts.append(f"<p>{escape(_('Aucun transport'))}</p>")
        link = _help(one.help, _("Transports")) if one.help else ""
        impact = _noted(one.impact, one.note)
        parts.append(f'<p class="stage-figure number">{impact}{link}</p>')
    return _html("\n".join([*parts, "</div>"]))


def bar_rows(bars: Iterable[ShareRow], *, amounts: bool) -> SafeString:
    """The rows of a table of shares; ``amounts`` adds an amount to each name."""
    rows = []
    for bar in bars:
        name = escape(str(bar.name))
        if bar.anchor:
            name = f'<a href="#{escape(bar.anchor)}">{name}</a>'
        if amounts and bar.amount:
            name += f"<small>{escape(bar.amount)}</small>"
        title = f' title="{escape(bar.exact)}"' if bar.exact else ""
        rows.append(
            f'<tr><th scope="row">{name}<svg class="meter" aria-hidden="true">'
            f'<rect width="{bar.width}%" height="100%"/></svg></th>'
            f'<td class="number"{title}>{escape(bar.value)}</td>'
            f'<td class="number share">{escape(bar.percentage)}</td></tr>\n'
        )
    return _html("".join(rows))


def cascade_rows(rows: Iterable[CascadeRow], *, links: bool) -> SafeString:
    """The rows of the chart of a product; ``links`` lead to the parts of its form."""
    written = []
    for row in rows:
        name = escape(str(row.name))
        if links and row.anchor:
            name = f'<a href="#{escape(row.anchor)}">{name}</a>'
        bar = f'<rect x="{row.left}%" width="{row.width}%" height="100%"/>' if row.width else ""
        title = f' title="{escape(row.exact)}"' if row.exact else ""
        written.append(
            f'<tr class="stage-{escape(row.code)}"><th scope="row">{name}</th>'
            f'<td><svg aria-hidden="true">{bar}</svg></td>'
            f'<td class="number"{title}>{escape(row.value)}</td>'
            f'<td class="number share">{escape(row.share)}</td></tr>\n'
        )
    return _html("".join(written))


def _noted(text: str, note: str) -> str:
    return f"{escape(text)} <small>{escape(note)}</small>" if text and note else escape(text)


def _icon(name: str, classes: str = "icon") -> str:
    address = escape(static("icons.svg"))
    return f'<svg class="{classes}" aria-hidden="true"><use href="{address}#{escape(name)}"/></svg>'


def _help(address: str, about: str) -> str:
    said = escape(f"{about}, {_('méthode')}")
    return (
        f'<a class="help" href="{escape(address)}">?'
        f'<span class="visually-hidden"> {said}</span></a>'
    )


def _html(text: str) -> SafeString:
    """Mark HTML built in this module as safe: every text in it has been escaped."""
    return mark_safe(text)  # noqa: S308
