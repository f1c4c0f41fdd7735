"""Explorer values as HTML."""

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from scoring.engine.impacts import SCORES
from scoring.web import figures
from scoring.web.explorer.columns import Column, Kind, Link, SubTable
from scoring.web.explorer.tables import KEPT, Record, Table
from scoring.web.labels import yes_or_no

# The column that contains a record's name and links to its page.
TITLE = "nom"
CSS = {
    Kind.PROSE: "prose",
    Kind.NUMBER: "number",
    Kind.SHARE: "number",
    Kind.SCORE: "number",
    Kind.IMPACT: "number",
}


@lru_cache(maxsize=KEPT)
def written_rows(table: Table, root: str) -> Mapping[str, SafeString]:
    """The HTML table row of every record, by id, cached; ``root`` is the base path of links."""
    writers = [CellWriter(table, column, root) for column in table.columns]
    base = f"{root}explorateur/{table.sector}/{table.dataset.slug}"
    return {row.id: _row(row, writers, base, len(table.masked)) for row in table.rows}


def _row(row: Record, writers: Sequence["CellWriter"], base: str, masked: int) -> SafeString:
    address = f"{base}/{quote(row.id)}/"
    cells = []
    colon = _(" : ")
    for writer, value in zip(writers, row.values, strict=True):
        if writer.masked:
            continue
        content = writer.html(value)
        if writer.column.key == TITLE:
            cells.append(format_html('<th scope="row"><a href="{}">{}</a></th>', address, content))
        elif writer.column.kind is Kind.TABLE:
            link = '<td><a href="{}#{}">{}<span class="visually-hidden">{}{}</span></a></td>'
            cells.append(format_html(link, address, writer.column.key, content, colon, row.title))
        elif writer.column.kind is Kind.ACTION:
            button = (
                '<td><a class="button small" href="{}{}">{}'
                '<span class="visually-hidden">{}{}</span></a></td>'
            )
            cells.append(format_html(button, writer.root, value.path, value.text, colon, row.title))
        elif writer.css:
            cells.append(format_html('<td class="{}">{}</td>', writer.css, content))
        else:
            cells.append(format_html("<td>{}</td>", content))
    if masked:
        # Masked columns come last.
        words = _("réservé aux comptes")
        cells.append(format_html('<td class="masked" colspan="{}">{}</td>', masked, words))
    return format_html("<tr>{}</tr>\n", SafeString("".join(cells)))


class CellWriter:
    """Renders the values of one column; ``root`` is the base path of its links."""

    def __init__(self, table: Table, column: Column, root: str) -> None:
        self.column = column
        self.root = root
        self.masked = table.is_masked(column)
        self.mark = table.mark(column)
        self.css = CSS.get(column.kind, "")
        drawn = column.kind is Kind.SCORE or column.trigram in SCORES
        self.largest = table.largest(column) if drawn else 0.0

    def html(self, value: Any) -> str | SafeString:
        """The content of a cell."""
        if self.masked:
            return _("réservé aux comptes")
        if value is None or value in ("", ()):
            unknown = self.column.kind is Kind.IMPACT
            return absent(_("non disponible") if unknown else _("N/A"))
        match self.column.kind:
            case Kind.CODE:
                return format_html("<code>{}</code>", value)
            case Kind.NUMBER:
                return figures.significant(value)
            case Kind.SHARE:
                return figures.percentage(value)
            case Kind.SCORE | Kind.IMPACT:
                return format_html("{}{}", figures.number(value), self.bar(value))
            case Kind.BOOLEAN:
                return yes_or_no(value)
            case Kind.LIST:
                items = format_html_join("", "<li>{}</li>", ((self.words(item),) for item in value))
                return format_html('<ul class="values">{}</ul>', items)
            case Kind.TABLE:
                return str(value.summary)
            case Kind.ACTION:
                return format_html(
                    '<a class="button small" href="{}{}">{}</a>', self.root, value.path, value.text
                )
        return self.words(value)

    def words(self, value: str | Link) -> str | SafeString:
        """A text, or a link if there is a page to link to."""
        if not isinstance(value, Link):
            return value
        if not value.path:
            return value.text
        return format_html('<a href="{}{}">{}</a>', self.root, value.path, value.text)

    def bar(self, value: float) -> SafeString | str:
        """A bar scaled to the column; the figure next to it gives the same value in digits."""
        if not self.largest or not math.isfinite(value):
            return ""
        width = round(100 * max(0.0, value) / self.largest, 1)
        return format_html(
            '<svg class="meter" aria-hidden="true"><rect width="{}%" height="100%"/></svg>', width
        )


def absent(text: str) -> SafeString:
    """The placeholder for a missing value."""
    return format_html('<span class="absent">{}</span>', text)


def sub_table_cells(table: SubTable) -> list[list[str | SafeString]]:
    """The cells of a table inside a record."""
    return [
        [
            absent(_("N/A"))
            if value is None
            else value
            if isinstance(value, str)
            else figures.significant(value)
            for value in row
        ]
        for row in table.rows
    ]
