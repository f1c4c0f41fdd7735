"""One search over all the tables of a version (web.md 6)."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote

from foundation.searching import Rank, rank, words_of
from scoring.web.explorer.cells import CellWriter
from scoring.web.explorer.columns import Column, ColumnKind, DataTable, ExplorerSector
from scoring.web.explorer.sectors import shown_sectors
from scoring.web.explorer.tables import ShownTable, TableRecord, table_of

# Number of records of a group shown at first; the tables have all of them.
SHOWN = 8


class MatchPlace(NamedTuple):
    """A sector that has a record, or ``rows`` matching records; ``path`` is below the root."""

    sector: Any
    path: str
    rows: int = 1


class Match(NamedTuple):
    """A matching record, listed once for all the sectors that have it."""

    title: str
    identifier: str
    figure: Any
    places: Sequence[MatchPlace]


class MatchGroup(NamedTuple):
    """The matches in the tables of one name; ``figure`` is the column of their figures."""

    dataset: DataTable
    figure: Column | None
    matches: Sequence[Match]
    left_out: int
    tables: Sequence[MatchPlace]


class _Scored(NamedTuple):
    rank: Rank
    sector: ExplorerSector
    table: ShownTable
    row: TableRecord

    @property
    def base(self) -> str:
        return f"explorateur/{self.sector.slug}/{self.table.dataset.slug}/"


def found_everywhere(version: str, words: str, *, entitled: bool) -> list[MatchGroup]:
    """The records of all tables that contain all the words, best group first.

    Words without a letter or digit match nothing.
    """
    wanted = words_of(words)
    groups: dict[str, list[_Scored]] = {}
    for sector in shown_sectors(version).values() if wanted else ():
        for dataset in sector.datasets:
            table = table_of(version, sector.slug, dataset.slug, entitled=entitled)
            for row in table.rows if table else ():
                if table and (how_well := rank(wanted, row.searched)):
                    found = _Scored(rank=how_well, sector=sector, table=table, row=row)
                    groups.setdefault(dataset.slug, []).append(found)
    for found_rows in groups.values():
        found_rows.sort(key=lambda one: one.rank)
    return [_group(one) for one in sorted(groups.values(), key=lambda one: one[0].rank)]


def _group(found: Sequence[_Scored]) -> MatchGroup:
    records: dict[str, list[_Scored]] = {}
    tables: dict[str, MatchPlace] = {}
    for one in found:
        records.setdefault(one.row.id, []).append(one)
        before = tables.get(one.base, MatchPlace(one.sector.name, one.base, 0))
        tables[one.base] = before._replace(rows=before.rows + 1)
    table = found[0].table
    return MatchGroup(
        dataset=table.dataset,
        figure=_figure_of(table),
        matches=[_match(records[key]) for key in list(records)[:SHOWN]],
        left_out=max(0, len(records) - SHOWN),
        tables=list(tables.values()),
    )


def _match(found: Sequence[_Scored]) -> Match:
    table, row = found[0].table, found[0].row
    column = _figure_of(table)
    figure = None
    if column is not None:
        figure = CellWriter(table, column, "").html(row.values[table.columns.index(column)])
    return Match(
        title=row.title,
        identifier=row.id,
        figure=figure,
        places=[MatchPlace(one.sector.name, f"{one.base}{quote(one.row.id)}/") for one in found],
    )


def _figure_of(table: ShownTable) -> Column | None:
    """The points by which its records are compared, if they have any."""
    scores: Iterable[Column] = (one for one in table.columns if one.kind is ColumnKind.SCORE)
    return next(iter(scores), None)
