"""What a column of the explorer is: one definition for the table, the detail page and the CSV."""

import enum
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from scoring.answers.levels import Served
from scoring.engine.method import Method
from scoring.engine.records import Process
from scoring.web.labels import label
from scoring.web.words.data import SCOPES, Text


class Kind(enum.Enum):
    """How a value is shown, sorted and written to a file."""

    TEXT = "text"
    CODE = "code"
    # A long text.
    PROSE = "prose"
    # A figure of the data, as published.
    NUMBER = "number"
    # A ratio of 1, shown in per cent and written to files as it is.
    SHARE = "share"
    # A result or a score, with a bar beside it.
    SCORE = "score"
    # One of the impacts of a process; only some callers are served it.
    IMPACT = "impact"
    BOOLEAN = "boolean"
    # A ``Link``, or None.
    LINK = "link"
    # A tuple of texts, or of ``Link``.
    LIST = "list"
    # A ``SubTable``: a count in the table, whole on the detail page.
    TABLE = "table"
    # A ``Link`` to the simulator: an action rather than a datum, which files leave out.
    ACTION = "action"


class Link(NamedTuple):
    """A text that leads to a page; ``path`` starts after the root of the site or version."""

    text: str
    path: str


class SubTable(NamedTuple):
    """A table inside a record."""

    summary: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


class Context(NamedTuple):
    """What values are read from; ``scope`` is the name of the sector in the data."""

    method: Method
    served: Served
    sector: str
    scope: str


Value = Callable[[Context, Any], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``key`` names it in addresses, ``note`` is its mark in the legend.

    ``value`` reads a record: the name of one of its attributes, or a function. ``trigram`` is the
    impact an ``IMPACT`` column holds; ``score`` is the one without which there is no such column.
    """

    key: str
    label: Text
    value: str | Value
    kind: Kind = Kind.TEXT
    unit: Text = ""
    note: str = ""
    trigram: str = ""
    score: str = ""

    def of(self, context: Context, record: Any) -> Any:
        """The value of a record."""
        if isinstance(self.value, str):
            return getattr(record, self.value)
        return self.value(context, record)


code = partial(Column, kind=Kind.CODE)
prose = partial(Column, kind=Kind.PROSE)
number = partial(Column, kind=Kind.NUMBER)
share = partial(Column, kind=Kind.SHARE)
score = partial(Column, kind=Kind.SCORE)
link = partial(Column, kind=Kind.LINK)
listed = partial(Column, kind=Kind.LIST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """One data set of a sector; ``key`` is the attribute that names a record in addresses.

    ``figures`` are the columns that follow the others, an impact each.
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
        """The columns that a version has."""
        scores = ("", *method.scores.trigrams)
        known = (column for column in self.columns if column.score in scores)
        return (*known, *self.figures(method))


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector of the explorer; ``scope`` is its name in the data."""

    slug: str
    scope: str
    datasets: tuple[Dataset, ...]

    @property
    def name(self) -> Any:
        """Its name on pages."""
        return SCOPES[self.scope]

    def dataset(self, slug: str) -> Dataset | None:
        """The data set of this name."""
        return next((found for found in self.datasets if found.slug == slug), None)


# How columns read a record -----------------------------------------------------------------------


def named(attribute: str) -> Value:
    """The name of a record that a record holds, or of a name of the data."""
    return lambda _context, record: label(getattr(record, attribute))


def in_words(attribute: str, table: Mapping[str, Text]) -> Value:
    """A code, or several, in the language of the request; a version may have unlisted ones."""

    def read(_context: Context, record: Any) -> str | tuple[str, ...] | None:
        codes = getattr(record, attribute)
        if isinstance(codes, tuple):
            return tuple(str(table.get(code, code)) for code in codes)
        return None if codes is None else str(table.get(codes, codes))

    return read


def linked(attribute: str) -> Value:
    """A process that a record holds, with its page where this sector lists it."""
    read = attrgetter(attribute)
    return lambda context, record: process_link(context, read(record))


def process_link(context: Context, process: Process) -> Link:
    """A process, with its page where this sector lists it."""
    listed = context.scope in process.scopes
    return record_link(context, "procedes", process) if listed else Link(label(process), "")


def record_link(context: Context, dataset: str, record: Any, key: str = "id") -> Link:
    """A record of another data set of the same sector."""
    path = f"explorateur/{context.sector}/{dataset}/{getattr(record, key)}/"
    return Link(label(record), path)


IDENTIFIER = code("id", _("Identifiant"), "id")
NAME = Column("nom", pgettext_lazy("donnée", "Nom"), lambda _context, record: label(record))
