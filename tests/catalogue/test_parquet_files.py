"""Parquet: columns as in other files, or nested like the JSON (catalogue.md 2.10)."""

import io
from typing import Any

import pytest

from scoring.catalogue.faults import UnusableInput
from scoring.engine.method import Method
from tests.catalogue.files import (
    PULL,
    PULL_REQUEST,
    SCORE,
    columns,
    lines,
    needs,
    requests,
    score,
    score_of,
)


def parquet(rows: list[dict[str, Any]]) -> bytes:
    arrow = needs("pyarrow")
    writer = needs("pyarrow.parquet")
    stream = io.BytesIO()
    names = dict.fromkeys(name for row in rows for name in row)
    table = {name: [row.get(name) for row in rows] for name in names}
    writer.write_table(arrow.table(table), stream)
    return stream.getvalue()


def test_columns_of_the_portal(method: Method) -> None:
    every = dict.fromkeys(lines([]).decode().strip().split(";"))
    every = {name.strip('"'): None for name in every}
    row = every | PULL | {"Masse (en kg)": 0.55, "Matière 1 pourcentage": "90 %"}
    [result] = score(parquet([row]), method)
    assert result.score == SCORE
    numbers = row | {"Matière 1 pourcentage": 0.9, "Matière 2 pourcentage": 0.1}
    [result] = score(parquet([numbers]), method)
    assert result.score == SCORE


def test_nested_columns_have_no_nulls(method: Method) -> None:
    bodies = requests(150)
    # A column of the table is there for all rows: what a request leaves out is null.
    results = score(parquet([{"id": str(n), **body} for n, body in enumerate(bodies)]), method)
    assert [result.id for result in results] == [str(n) for n in range(len(bodies))]
    assert [result.score for result in results] == [score_of(method, body) for body in bodies]


def test_dotted_columns(method: Method) -> None:
    row = {"product": "pull", "mass": 0.5, "materials.1.id": "ei-coton", "materials.1.share": 1.0}
    request = {"product": "pull", "mass": 0.5, "materials": [{"id": "ei-coton", "share": 1}]}
    good, bad = score(parquet([row, row | {"materials.1.share": 90.0}]), method)
    assert good.score == score_of(method, request)
    assert columns(bad) == ["materials.1.share"]


def test_a_nested_fault_names_its_path(method: Method) -> None:
    materials = [*PULL_REQUEST["materials"], {"id": "ei-lin", "share": 2.0}]
    [result] = score(parquet([PULL_REQUEST | {"materials": materials}]), method)
    assert columns(result) == ["materials.3.share"]


def test_what_is_no_parquet_is_refused(method: Method) -> None:
    needs("pyarrow")
    with pytest.raises(UnusableInput, match="Parquet"):
        score(b"PAR1 no", method)
