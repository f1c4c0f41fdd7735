"""The tables of the explorer: computed once per version, level and language, then cached.

They contain the data of a method version and nothing that was submitted.
"""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.translation import get_language, override

from foundation.searching import Searched, folded, rank, searched, words_of
from scoring.answers.levels import AGGREGATED, Served
from scoring.engine.impacts import SCORES
from scoring.instance import served_to
from scoring.methods import method_of
from scoring.web.explorer.columns import Column, ColumnKind, Context, DataTable, Link
from scoring.web.explorer.sectors import shown_sectors
from scoring.web.labels import label
from scoring.web.marks import mark_of

# Enough for the data sets of all sectors in both languages, at every level.
KEPT = 256
# The column that contains a record's name and links to its page.
TITLE = "nom"
_SEARCHED = (ColumnKind.TEXT, ColumnKind.CODE, ColumnKind.PROSE, ColumnKind.LINK, ColumnKind.LIST)


class TableRecord(NamedTuple):
    """A record: the values of its columns, None for masked ones."""

    id: str
    title: str
    values: tuple[Any, ...]
    searched: Searched


@dataclass(frozen=True, slots=True, eq=False)
class ShownTable:
    """A data set as a caller sees it; ``level`` is that of its impacts."""

    sector: str
    dataset: DataTable
    level: str
    columns: tuple[Column, ...]
    rows: tuple[TableRecord, ...]

    def is_masked(self, column: Column) -> bool:
        """Whether a column is hidden from this caller."""
        return self.level == AGGREGATED and column.is_detail

    def mark(self, column: Column) -> str:
        """What stands beside the figures of a column that are not the version's own."""
        return mark_of(self.level) if column.is_detail else ""

    @property
    def page_columns(self) -> tuple[tuple[int, Column], ...]:
        """The columns in the order of pages, each with the position of its values.

        The name comes first, then its points, what else is short, long texts and detailed
        impacts, and the identifiers last.
        """
        return tuple(sorted(enumerate(self.columns), key=lambda one: _place(one[1])))

    @property
    def marked(self) -> str:
        """The level of the figures, if any column is marked."""
        return self.level if any(self.mark(column) for column in self.columns) else ""

    @property
    def masked(self) -> tuple[Column, ...]:
        """The columns hidden from this caller."""
        return tuple(column for column in self.columns if self.is_masked(column))

    def row(self, identifier: str) -> TableRecord | None:
        """The record with this id."""
        return next((row for row in self.rows if row.id == identifier), None)

    def column(self, key: str) -> Column | None:
        """The column with this key, if rows can be sorted by it."""
        for column in self.columns:
            if column.key == key and column.kind not in (ColumnKind.TABLE, ColumnKind.ACTION):
                return None if self.is_masked(column) else column
        return None

    def largest(self, column: Column) -> float:
        """The largest figure of a column, which sets the scale of its bars."""
        index = self.columns.index(column)
        figures = [row.values[index] for row in self.rows]
        return max((abs(figure) for figure in figures if _is_finite(figure)), default=0.0)

    def search(self, words: str) -> tuple[TableRecord, ...]:
        """The records that contain all the words, best name matches first."""
        wanted = words_of(words)
        ranked = [(found, row) for row in self.rows if (found := rank(wanted, row.searched))]
        return tuple(row for _, row in sorted(ranked, key=lambda one: one[0]))

    def sort(
        self, rows: Sequence[TableRecord], column: Column, descending: bool
    ) -> tuple[TableRecord, ...]:
        """Sort records by a column; those without a value come last in both orders."""
        index = self.columns.index(column)
        known = [row for row in rows if _sortable(row.values[index]) is not None]
        known.sort(key=lambda row: _sortable(row.values[index]), reverse=descending)
        return (*known, *(row for row in rows if _sortable(row.values[index]) is None))


def table_of(version: str, sector: str, dataset: str, *, entitled: bool) -> ShownTable | None:
    """A data set of a version in the language of the request, None if it does not exist."""
    found = shown_sectors(version).get(sector)
    if found is None or found.dataset(dataset) is None:
        return None
    edition = _Edition.of(served_to(method_of(version), entitled=entitled))
    return _build(version, sector, dataset, edition, get_language() or "fr")


@dataclass(frozen=True, slots=True)
class _Edition:
    """The cache key of a table; importing or removing figures while running changes it.

    A table must be built with exactly the figures of its key: reading them again could give those
    of a file imported or removed in between, cached under the previous key.
    """

    level: str
    stamp: Hashable
    served: Served = field(compare=False)

    @classmethod
    def of(cls, served: Served) -> "_Edition":
        return cls(served.level, served.edition, served)


@lru_cache(maxsize=KEPT)
def _build(version: str, sector: str, slug: str, edition: _Edition, language: str) -> ShownTable:
    found = shown_sectors(version)[sector]
    dataset = found.dataset(slug)
    assert dataset is not None  # noqa: S101 - table_of looked
    method = method_of(version)
    context = Context(method=method, served=edition.served, sector=sector, scope=found.scope)
    with override(language):
        empty = ShownTable(
            sector=sector,
            dataset=dataset,
            level=edition.level,
            columns=dataset.columns_of(method),
            rows=(),
        )
        rows = tuple(_record(empty, context, record) for record in dataset.records(context))
    return replace(empty, rows=rows)


def _record(table: ShownTable, context: Context, record: Any) -> TableRecord:
    # A masked figure is not even read, so no page, sort order or search can reveal it.
    values = tuple(
        None if table.is_masked(column) else column.of(context, record) for column in table.columns
    )
    beside = " ".join(
        text_of(value)
        for column, value in zip(table.columns, values, strict=True)
        if column.kind in _SEARCHED
    )
    identifier, title = getattr(record, table.dataset.key), label(record)
    return TableRecord(id=identifier, title=title, values=values, searched=searched(title, beside))


def text_of(value: Any) -> str:
    """A text value, or several, as one string."""
    match value:
        case None:
            return ""
        case Link():
            return value.text
        case tuple():
            return " | ".join(text_of(part) for part in value)
    return str(value)


def _sortable(value: Any) -> Any:
    """The sort key of a value; None for a missing one."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return value if math.isfinite(value) else None
    return folded(text_of(value)) or None


def _place(column: Column) -> int:
    if column.key == TITLE:
        return 0
    if column.kind is ColumnKind.SCORE or column.trigram in SCORES:
        return 1
    if column.kind is ColumnKind.CODE:
        return 4
    return 3 if column.kind is ColumnKind.PROSE or column.is_detail else 2


def _is_finite(value: Any) -> bool:
    return isinstance(value, int | float) and math.isfinite(value)
