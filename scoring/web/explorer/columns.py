"""Definition of an explorer column, shared by the table, the detail page and the CSV."""

import enum
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from scoring.answers.levels import Served
from scoring.engine.impacts import SCORES
from scoring.engine.method import Method
from scoring.engine.records import Process
from scoring.web.labels import label
from scoring.web.words.data import SCOPES, Text


class ColumnKind(enum.Enum):
    """How a value is shown, sorted and written to a file."""

    TEXT = "text"
    CODE = "code"
    # A long text.
    PROSE = "prose"
    # A figure of the data, as published.
    NUMBER = "number"
    # A ratio of 1, shown as a percentage and written to files as is.
    SHARE = "share"
    # A result or a score, with a bar next to it.
    SCORE = "score"
    # One of the impacts of a process; only some callers may see it.
    IMPACT = "impact"
    BOOLEAN = "boolean"
    # A ``Link``, or None.
    LINK = "link"
    # A tuple of texts, or of ``Link``.
    LIST = "list"
    # A ``SubTable``: a count in the table, shown in full on the detail page.
    TABLE = "table"
    # A ``Link`` to the simulator: an action rather than data, so files omit it.
    ACTION = "action"


class Link(NamedTuple):
    """A link to a page; ``path`` is relative to the root of the site or version."""

    text: str
    path: str


class SubTable(NamedTuple):
    """A table inside a record."""

    summary: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


class Context(NamedTuple):
    """What values are computed from; ``scope`` is the name of the sector in the data."""

    method: Method
    served: Served
    sector: str
    scope: str


Value = Callable[[Context, Any], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``key`` is its name in URLs, ``note`` is its mark in the legend.

    ``value`` reads a record: the name of one of its attributes, or a function. ``trigram`` is the
    impact of an ``IMPACT`` column; ``score`` is the score that a version must have for the column
    to exist.
    """

    key: str
    label: Text
    value: str | Value
    kind: ColumnKind = ColumnKind.TEXT
    unit: Text = ""
    note: str = ""
    trigram: str = ""
    score: str = ""

    @property
    def is_detail(self) -> bool:
        """Whether it holds one of the detailed impacts, which only some callers may see."""
        return self.kind is ColumnKind.IMPACT and self.trigram not in SCORES

    def of(self, context: Context, record: Any) -> Any:
        """The column's value for a record."""
        if isinstance(self.value, str):
            return getattr(record, self.value)
        return self.value(context, record)


code = partial(Column, kind=ColumnKind.CODE)
prose = partial(Column, kind=ColumnKind.PROSE)
number = partial(Column, kind=ColumnKind.NUMBER)
share = partial(Column, kind=ColumnKind.SHARE)
score = partial(Column, kind=ColumnKind.SCORE)
link = partial(Column, kind=ColumnKind.LINK)
listed = partial(Column, kind=ColumnKind.LIST)


@dataclass(frozen=True, slots=True, kw_only=True)
class DataTable:
    """One data set of a sector; ``key`` is the attribute that identifies a record in URLs.

    ``figures`` are additional columns at the end, one per impact.
    """

    slug: str
    name: Text
    introduction: Text
    records: Callable[[Context], Iterable[Any]]
    columns: tuple[Column, ...]
    figures: Callable[[Method], tuple[Column, ...]] = lambda _method: ()
    key: str = "id"

    legend: Text = ""

    def columns_of(self, method: Method) -> tuple[Column, ...]:
        """The columns available in a version, in the order of files: identifiers first."""
        scores = ("", *method.scores.trigrams)
        known = (column for column in self.columns if column.score in scores)
        return (*known, *self.figures(method))


@dataclass(frozen=True, slots=True)
class ExplorerSector:
    """A sector of the explorer; ``scope`` is its name in the data."""

    slug: str
    scope: str
    datasets: tuple[DataTable, ...]

    @property
    def name(self) -> Any:
        """The sector's name on pages."""
        return SCOPES[self.scope]

    def dataset(self, slug: str) -> DataTable | None:
        """The data set of this name."""
        return next((found for found in self.datasets if found.slug == slug), None)


# How columns read a record -----------------------------------------------------------------------


def named(attribute: str) -> Value:
    """The name of a nested record, or a name of the data."""
    return lambda _context, record: label(getattr(record, attribute))


def in_words(attribute: str, table: Mapping[str, Text]) -> Value:
    """One or several codes, in the language of the request; a version may have unlisted ones."""

    def read(_context: Context, record: Any) -> str | tuple[str, ...] | None:
        codes = getattr(record, attribute)
        if isinstance(codes, tuple):
            return tuple(str(table.get(code, code)) for code in codes)
        return None if codes is None else str(table.get(codes, codes))

    return read


def linked(attribute: str) -> Value:
    """A nested process, linked to its page if this sector lists it."""
    read = attrgetter(attribute)
    return lambda context, record: process_link(context, read(record))


def process_link(context: Context, process: Process) -> Link:
    """A process, linked to its page if this sector lists it."""
    listed = context.scope in process.scopes
    return record_link(context, "procedes", process) if listed else Link(label(process), "")


def record_link(context: Context, dataset: str, record: Any, key: str = "id") -> Link:
    """A link to a record of another data set of the same sector."""
    path = f"explorateur/{context.sector}/{dataset}/{getattr(record, key)}/"
    return Link(label(record), path)


IDENTIFIER = code("id", _("Identifiant"), "id")
NAME = Column("nom", pgettext_lazy("donnée", "Nom"), lambda _context, record: label(record))
