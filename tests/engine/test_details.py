"""A file of detailed figures is read whole, or refused with every fault of every row."""

import csv
from pathlib import Path
from typing import Any

import pytest

from scoring.engine.details import read_details
from scoring.engine.errors import InvalidData
from scoring.engine.files.columns import DETAILS_COLUMNS
from scoring.engine.impacts import DETAILS, SCORES
from scoring.engine.method import Method
from tests.details import made_up_rows


def rows_of(method: Method) -> list[dict[str, Any]]:
    return [{"id": row["id"], **row["impacts"]} for row in made_up_rows(method.dataset)]


def written(path: Path, rows: list[dict[str, Any]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.DictWriter(file, [*DETAILS_COLUMNS, *SCORES])
        lines.writeheader()
        lines.writerows(rows)
    return path


def refused(method: Method, path: Path) -> list[str]:
    with pytest.raises(InvalidData) as caught:
        read_details(path, method.dataset)
    assert caught.value.place == path.name
    return list(caught.value.faults)


def test_every_figure_is_read_in_the_order_of_the_processes(method: Method, tmp_path: Path) -> None:
    rows = rows_of(method)
    table = read_details(written(tmp_path / "d.csv", rows[::-1]), method.dataset)
    assert table.trigrams == (*DETAILS, *SCORES)
    assert table.columns == tuple(tuple(row[trigram] for row in rows) for trigram in table.trigrams)


def test_every_fault_is_said(method: Method, tmp_path: Path) -> None:
    rows = rows_of(method)
    missing, third, fourth, fifth, sixth = rows[1:6]
    names = {row["id"]: method.dataset.processes[row["id"]].name for row in rows}
    rows[2] = third | {"cch": "beaucoup", "acd": 1e9}
    rows[3] = fourth | {"cch": fourth["cch"] * 3}
    rows[4] = fifth | {"ecs": fifth["ecs"] + 1, "pef": ""}
    rows[5] = sixth | {"id": "zzz"}
    del rows[1]
    faults = refused(method, written(tmp_path / "d.csv", rows))
    weighed = [line for line in faults if "la somme pondérée" in line]
    assert [line.partition(" : ")[0] for line in weighed] == [
        f"d.csv, {fourth['id']}, ecs",
        f"d.csv, {fourth['id']}, pef",
    ]
    for line, score in zip(weighed, SCORES, strict=True):
        assert line.endswith(f", le score publié {fourth[score]}")
    assert [line for line in faults if line not in weighed] == [
        f"d.csv, {third['id']}, cch : un nombre fini est attendu ('beaucoup' reçu)",
        f"d.csv, {fifth['id']}, ecs : {fifth['ecs'] + 1} est donné, "
        f"le score publié est {fifth['ecs']}",
        "d.csv, zzz, id : ce procédé n'est pas de cette version",
        f"d.csv, {missing['id']} : ce procédé manque ({names[missing['id']]})",
        f"d.csv, {sixth['id']} : ce procédé manque ({names[sixth['id']]})",
    ]


def test_the_public_file_whose_figures_are_all_zero_is_refused(
    method: Method, tmp_path: Path
) -> None:
    zeros = [row | dict.fromkeys(DETAILS, 0) for row in rows_of(method)]
    *sums, last = refused(method, written(tmp_path / "d.csv", zeros))
    assert last == "d.csv : toutes les valeurs détaillées sont nulles : c'est le fichier public"
    assert len(sums) > len(zeros)
    one = [zeros[0], *rows_of(method)[1:]]
    assert not any("nulles" in line for line in refused(method, written(tmp_path / "d.csv", one)))


def test_a_file_that_cannot_be_read_says_only_that_and_an_empty_one_names_each_process(
    method: Method, tmp_path: Path
) -> None:
    assert refused(method, tmp_path / "d.csv") == [
        "d.csv : lecture impossible (ce fichier n'existe pas)"
    ]
    empty = refused(method, written(tmp_path / "d.csv", []))
    assert [line.partition(" (")[0] for line in empty] == [
        f"d.csv, {identifier} : ce procédé manque" for identifier in method.dataset.processes
    ]
