"""Data frames of pandas and polars; neither library is required."""

import importlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from ecobalyse.methods import DEFAULT_VERSION, served
from ecobalyse.products import method_of, sector_of
from scoring.answers.levels import AGGREGATED
from scoring.answers.sectors import TEXTILE
from scoring.catalogue import scoring
from scoring.catalogue.figures import SUMMARY
from scoring.catalogue.forms import PARQUET
from scoring.catalogue.grouping import joined
from scoring.catalogue.reading.headers import layout_for
from scoring.catalogue.rows import Row, Rows
from scoring.catalogue.writing.columns import ResultColumns
from scoring.engine.method import Method

Frame = TypeVar("Frame")


def score_frame(
    frame: Frame,
    *,
    sector: str = TEXTILE.name,
    version: str | Method = DEFAULT_VERSION,
    level: str = AGGREGATED,
    detail: str = SUMMARY,
    strict: bool = False,
    data_dir: str | Path | None = None,
    compared_with: str | Method | None = None,
) -> Frame:
    """A frame of pandas or polars with the columns of results after its own.

    Its columns are the portal's, dotted ones, or nested like the JSON. A row that is refused has
    no score, and says why in its column of errors. ``compared_with`` is another version, in which
    each row is computed too. Raises ``UnusableInput`` for columns that are
    not those of a catalogue, and ``TypeError`` for what is no such frame.

    >>> import pandas
    >>> columns = {"mass": [0.17], "product": ["tshirt"], "materials.1.id": ["ei-coton"]}
    >>> frame = pandas.DataFrame(columns | {"materials.1.share": [1.0]})
    >>> float(score_frame(frame)["score"].round(2)[0])
    1776.91
    """
    if not hasattr(frame, "columns"):
        raise TypeError("score_frame prend un tableau de pandas ou de polars")
    found = sector_of(sector)
    method = method_of(version, data_dir)
    other = None if compared_with is None else method_of(compared_with, data_dir)
    source: Any = frame
    rows = Rows(PARQUET, None, ())
    rows.layout = layout_for([str(name) for name in source.columns], found, rows.notes)
    rows.follow(Row(line, cells) for line, cells in enumerate(_tuples(source), start=1))
    joined(rows)
    columns = ResultColumns(
        rows.layout,
        sector=found,
        detail=detail,
        level=level,
        links=False,
        has_pef="pef" in method.scores.trigrams,
        compared=None if other is None else other.version,
    )
    results = scoring.score_rows(
        rows,
        sector=found,
        method=method,
        served=served(method, level, data_dir=data_dir),
        detail=detail,
        strict=strict,
        compared_with=other,
    )
    values = [columns.values(result) for result in results]
    return _with_columns(source, columns, values)  # type: ignore[no-any-return]


def _tuples(frame: Any) -> Iterable[Sequence[Any]]:
    if hasattr(frame, "iter_rows"):
        return frame.iter_rows()  # type: ignore[no-any-return]
    # What pandas holds for a missing value differs by type; as objects they are None or NaN.
    whole = frame.astype(object).where(frame.notna(), None)
    return whole.itertuples(index=False, name=None)  # type: ignore[no-any-return]


def _with_columns(frame: Any, columns: ResultColumns, values: Sequence[Sequence[Any]]) -> Any:
    found = [
        (name, text, [row[place] for row in values])
        for place, (name, text) in enumerate(zip(columns.names, columns.are_texts, strict=True))
    ]
    if hasattr(frame, "with_columns"):
        polars = importlib.import_module(type(frame).__module__.partition(".")[0])
        return frame.with_columns(
            [
                polars.Series(name, column, dtype=polars.String if text else polars.Float64)
                for name, text, column in found
            ]
        )
    scored = frame.copy()
    for name, text, column in found:
        scored[name] = column
        if not text:
            scored[name] = scored[name].astype("float64")
    return scored
