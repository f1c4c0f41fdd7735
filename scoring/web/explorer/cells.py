"""Explorer values as HTML."""

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from scoring.web import figures
from scoring.web.explorer.columns import Column, ColumnKind, Link, SubTable
from scoring.web.explorer.tables import KEPT, TITLE, ShownTable, TableRecord, text_of
from scoring.web.labels import yes_or_no

CSS = {
    ColumnKind.CODE: "code",
    ColumnKind.PROSE: "prose",
    ColumnKind.NUMBER: "number",
    ColumnKind.SHARE: "number",
    ColumnKind.SCORE: "number scored",
    ColumnKind.IMPACT: "number",
}
# What a row may cut off: shown in full on hover, and on the record's page.
_LONG = (ColumnKind.PROSE, ColumnKind.TEXT, ColumnKind.LINK, ColumnKind.LIST)


@lru_cache(maxsize=KEPT)
def written_rows(table: ShownTable, root: str) -> Mapping[str, SafeString]:
    """The HTML table row of every record, by id, cached; ``root`` is the base path of links."""
    writers = [(index, CellWriter(table, column, root)) for index, column in table.page_columns]
    base = f"{root}explorateur/{table.sector}/{table.dataset.slug}"
    return {row.id: _row(row, writers, base) for row in table.rows}


def _row(row: TableRecord, writers: Sequence[tuple[int, "CellWriter"]], base: str) -> SafeString:
    address = f"{base}/{quote(row.id)}/"
    cells = []
    masked = False
    for index, writer in writers:
        if not writer.masked:
            cells.append(writer.cell(row, row.values[index], address))
        elif not masked:
            # One cell stands for all that this visitor may not see.
            masked = True
            cells.append(format_html('<td class="masked">{}</td>', _("réservé aux comptes")))
    return format_html("<tr>{}</tr>\n", SafeString("".join(cells)))


class CellWriter:
    """Renders the values of one column; ``root`` is the base path of its links."""

    def __init__(self, table: ShownTable, column: Column, root: str) -> None:
        self.column = column
        self.root = root
        self.masked = table.is_masked(column)
        self.mark = table.mark(column)
        self.css = CSS.get(column.kind, "")
        self.largest = table.largest(column) if column.kind is ColumnKind.SCORE else 0.0

    def cell(self, row: TableRecord, value: Any, address: str) -> SafeString:
        """The cell of a row; ``address`` is the path of the record's page."""
        content, kind = self.html(value), self.column.kind
        if self.column.key == TITLE:
            return format_html(
                '<th scope="row"><a href="{}" title="{}">{}</a></th>', address, row.title, content
            )
        if kind is ColumnKind.TABLE:
            link = '<td><a href="{}#{}">{}<span class="visually-hidden">{}{}</span></a></td>'
            return format_html(link, address, self.column.key, content, _(" : "), row.title)
        if kind is ColumnKind.ACTION:
            button = (
                '<td><a class="button small" href="{}{}">{}'
                '<span class="visually-hidden">{}{}</span></a></td>'
            )
            return format_html(button, self.root, value.path, value.text, _(" : "), row.title)
        if kind in _LONG:
            return format_html(
                '<td class="{}" title="{}">{}</td>', self.css, text_of(value), content
            )
        if self.css:
            return format_html('<td class="{}">{}</td>', self.css, content)
        return format_html("<td>{}</td>", content)

    def html(self, value: Any) -> str | SafeString:
        """The content of a cell."""
        if self.masked:
            return _("réservé aux comptes")
        if value is None or value in ("", ()):
            unknown = self.column.kind is ColumnKind.IMPACT
            return absent(_("non disponible") if unknown else _("N/A"))
        match self.column.kind:
            case ColumnKind.CODE:
                return format_html("<code>{}</code>", value)
            case ColumnKind.NUMBER:
                return figures.significant(value)
            case ColumnKind.SHARE:
                return figures.percentage(value)
            case ColumnKind.SCORE | ColumnKind.IMPACT:
                return format_html("{}{}", figures.number(value), self.bar(value))
            case ColumnKind.BOOLEAN:
                return yes_or_no(value)
            case ColumnKind.LIST:
                items = format_html_join("", "<li>{}</li>", ((self.words(item),) for item in value))
                return format_html('<ul class="values">{}</ul>', items)
            case ColumnKind.TABLE:
                return str(value.summary)
            case ColumnKind.ACTION:
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
