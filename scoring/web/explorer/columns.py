"""What a column of the explorer is: one definition for the table, the detail page and the CSV."""

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.functional import Promise

from scoring.answers.levels import Served
from scoring.engine.method import Method

Text = str | Promise


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


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``key`` names it in addresses, ``note`` is its mark in the legend.

    ``trigram`` is the impact an ``IMPACT`` column holds.
    """

    key: str
    label: Text
    value: Callable[[Context, Any], Any]
    kind: Kind = Kind.TEXT
    unit: Text = ""
    note: str = ""
    trigram: str = ""


@dataclass(frozen=True, slots=True)
class Dataset:
    """One data set of a sector; ``title`` is the name of a record of it."""

    slug: str
    name: Text
    introduction: Text
    columns: Callable[[Method], tuple[Column, ...]]
    records: Callable[[Context], Sequence[tuple[str, Any]]]
    title: Callable[[Any], str]
    legend: Text = ""


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector of the explorer; ``scope`` is its name in the data."""

    slug: str
    scope: str
    name: Text
    datasets: tuple[Dataset, ...]

    def dataset(self, slug: str) -> Dataset | None:
        """The data set of this name."""
        return next((found for found in self.datasets if found.slug == slug), None)
