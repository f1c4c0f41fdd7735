"""Parquet: columns as in other files, or nested like the JSON (catalogue.md 2.10)."""

import io
import tracemalloc
from typing import Any

import pytest

from scoring.answers.sectors import TEXTILE
from scoring.catalogue.faults import UnusableInput
from scoring.catalogue.reading.opening import open_rows
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
    # A column exists for all rows: what a request leaves out is null.
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


def test_a_text_of_all_rows_takes_the_memory_of_one(method: Method) -> None:
    arrow, writer = needs("pyarrow"), needs("pyarrow.parquet")
    long = "x" * 100_000
    row = flat_request() | {"colour": long, "materials.1.id": "ei-coton"}
    stream = io.BytesIO()
    writer.write_table(arrow.Table.from_pylist([row] * 3000), stream)
    rows = open_rows(stream, "parquet", sector=TEXTILE)
    before = arrow.total_allocated_bytes()
    tracemalloc.start()
    try:
        count = sum(len(row.cells) == 5 for row in rows)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 3000
    assert peak < 20 << 20
    assert arrow.total_allocated_bytes() - before < 20 << 20


def test_a_dictionary_of_more_rows_than_are_read_at_once(method: Method) -> None:
    """Cells are independent, and an empty one stays empty."""
    needs("pyarrow")
    names = [None if place % 7 == 0 else f"R{place}" for place in range(3500)]
    rows = open_rows(
        io.BytesIO(parquet([flat_request() | {"id": name} for name in names])),
        "parquet",
        sector=TEXTILE,
    )
    assert rows.layout is not None
    place = rows.layout.places["id"]
    found = [row.cells for row in rows]
    assert [cells[place] for cells in found] == names
    assert {type(cells[rows.layout.places["mass"]]) for cells in found} == {float}


def test_texts_nested_in_lists_are_read_as_dictionaries_too(method: Method) -> None:
    bodies = requests(40) * 30
    results = score(parquet(bodies), method)
    assert [result.score for result in results] == [score_of(method, body) for body in bodies]


def test_a_group_of_rows_that_unpacks_to_too_much_is_refused() -> None:
    content = parquet([flat_request()] * 10)
    with pytest.raises(UnusableInput, match="groupe de lignes"):
        open_rows(io.BytesIO(content), "parquet", sector=TEXTILE, largest_unpacked=50)


def flat_request() -> dict[str, Any]:
    return {"product": "pull", "mass": 1.0, "materials.1.id": "ei-lin", "materials.1.share": 1.0}
