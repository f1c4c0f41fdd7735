"""Scoring of rows in memory: mappings, with one result each."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from ecobalyse.methods import DEFAULT_VERSION, served
from ecobalyse.products import method_of, sector_of
from scoring.answers.json_text import dumps
from scoring.answers.levels import AGGREGATED
from scoring.answers.sector import Sector
from scoring.answers.sectors import TEXTILE
from scoring.catalogue import scoring
from scoring.catalogue.figures import SUMMARY
from scoring.catalogue.forms import JSON
from scoring.catalogue.reading.headers import layout_for
from scoring.catalogue.results import Result
from scoring.catalogue.rows import Row, Rows
from scoring.catalogue.vocabulary import portal_columns
from scoring.engine.method import Method


def score_rows(
    rows: Rows | Iterable[Mapping[str, Any]],
    *,
    sector: str = TEXTILE.name,
    version: str | Method = DEFAULT_VERSION,
    level: str = AGGREGATED,
    detail: str = SUMMARY,
    strict: bool = False,
    portal: bool = False,
    link_root: str | None = None,
    data_dir: str | Path | None = None,
    compared_with: str | Method | None = None,
) -> Iterator[Result]:
    """Score rows in their order, one ``Result`` each; a refused row stops no other one.

    A row is a request as the API takes it, perhaps with an ``id`` beside, or a mapping of flat
    columns: the portal's, or dotted ones such as ``materials.1.id``; the first row tells which.
    ``detail`` is ``summary`` or ``stages``; ``strict`` makes refusals of the portal's own rules;
    ``portal`` adds the portal's answer to each row.
    ``compared_with`` is another version, in which each row is computed too (catalogue.md 3.5).
    Raises ``UnusableInput`` for columns that are not those of a catalogue.

    >>> [result] = score_rows([{"id": "REF-1", "mass": 0.17, "product": "tshirt",
    ...                         "materials": [{"id": "ei-coton", "share": 1}]}])
    >>> result.id, result.status, round(result.score, 2)
    ('REF-1', 200, 1776.91)
    """
    found = sector_of(sector)
    method = method_of(version, data_dir)
    return scoring.score_rows(
        rows if isinstance(rows, Rows) else rows_of(rows, found),
        sector=found,
        method=method,
        served=served(method, level, data_dir=data_dir),
        detail=detail,
        strict=strict,
        portal=portal,
        link_root=link_root,
        compared_with=None if compared_with is None else method_of(compared_with, data_dir),
    )


def rows_of(records: Iterable[Mapping[str, Any]], sector: Sector[Any, Any, Any]) -> Rows:
    """Convert mappings to rows: requests, or flat columns if the first one has them."""
    every = iter(records)
    first = next(every, None)
    if first is None:
        return Rows(JSON, None, ())
    rows = Rows(JSON, None, ())
    names = [str(name) for name in first]
    flat = sector is TEXTILE and len(portal_columns.places_of(names)) > len(names) / 2
    if not flat and not any("." in name for name in names):
        return rows.follow(
            Row(number, text=dumps(record))
            for number, record in enumerate(chain([first], every), start=1)
        )
    rows.layout = layout_for(names, sector, rows.notes)
    keys = list(first)
    return rows.follow(
        Row(number, [record.get(key) for key in keys])
        for number, record in enumerate(chain([first], every), start=1)
    )
