"""A catalogue in another version of the method, in every format (catalogue.md 3.5)."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import ecobalyse
from ecobalyse.command.main import main
from tests.catalogue.files import HEADER, PULL_REQUEST, lines, needs, pull

LATER = "v8.1.0"
NOT_THERE = "9cbc31e9-80a4-4b87-ac4b-ddc051c47f69"
CARROT = "4d5198e7-413a-4ae2-8448-535aa3b302ae"


def results(*requests: Any, **options: Any) -> list[Any]:
    return list(ecobalyse.score_rows(requests, compared_with=LATER, **options))


def score(request: Any, version: str) -> float:
    return float(ecobalyse.textile(request, version=version)["impacts"]["ecs"])


@pytest.mark.parametrize("detail", ["summary", "stages"])
def test_each_row_has_its_score_in_both_versions(detail: str) -> None:
    [result] = results(PULL_REQUEST, detail=detail)
    found = result.compared
    assert found.score == score(PULL_REQUEST, LATER)
    assert result.score == score(PULL_REQUEST, "v7.0.0")
    assert found.difference == found.score - result.score
    assert found.percent == pytest.approx(100 * found.difference / result.score)
    assert (found.errors, result.warnings) == ((), [])


def test_the_stage_that_moved_most_is_told_after_durability() -> None:
    [result] = results(PULL_REQUEST, detail="stages")
    [other] = ecobalyse.score_rows([PULL_REQUEST], version=LATER, detail="stages")
    moved = {
        name: other.figures.stages[name] / other.figures.durability
        - result.figures.stages[name] / result.figures.durability
        for name in result.figures.stages
    }
    most = max(moved, key=lambda name: abs(moved[name]))
    assert result.compared.stage == most
    assert result.compared.stage_difference == pytest.approx(moved[most])


def test_a_stage_that_does_not_count_moves_nothing() -> None:
    [result] = results(PULL_REQUEST | {"disabledSteps": ["material"]})
    assert result.compared.stage not in ("materials", None)


def test_a_row_that_the_other_version_has_not_says_why_and_keeps_its_score() -> None:
    egg = {"ingredients": [{"id": NOT_THERE, "mass": 60}]}
    carrot = {"ingredients": [{"id": CARROT, "mass": 60}]}
    first, second = results(egg, carrot, sector="food")
    assert (first.status, first.errors) == (200, ())
    [fault] = first.compared.errors
    assert fault.column == "ingredients"
    assert f"Dans la version {LATER}" in fault.message
    assert "« Oeuf" in fault.message
    assert (first.compared.score, second.compared.errors) == (None, ())
    assert second.compared.score > 0


def test_a_row_that_is_refused_is_compared_with_nothing() -> None:
    [result] = results(PULL_REQUEST | {"mass": -1})
    assert (result.status, result.compared) == (400, None)


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    path = tmp_path / "catalogue.csv"
    path.write_bytes(lines([pull(), pull(**{"Masse (en kg)": "x"})]))
    return path


def test_columns_are_named_in_the_words_of_the_file(catalogue: Path, tmp_path: Path) -> None:
    expected = score(PULL_REQUEST, LATER)
    for name in ("out.csv", "out.xlsx"):
        main(["score", str(catalogue), "-o", str(tmp_path / name), "--compare-versions", LATER])
    text = (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    row, refused = csv.DictReader(io.StringIO(text), delimiter=";")
    assert float(row[f"Score en {LATER}"]) == expected
    assert row["Étape qui change le plus"] in ("Matières", "Ennoblissement", "Utilisation")
    [result] = results(PULL_REQUEST, detail="stages")
    told = result.compared
    for name, figure in {
        f"Écart avec {LATER}": told.difference,
        f"Écart avec {LATER} en %": told.percent,
        "Écart de cette étape": told.stage_difference,
    }.items():
        assert float(row[name]) == figure, name
    assert (row[f"Non calculable en {LATER}"], row["Version comparée"]) == ("", LATER)
    assert refused[f"Score en {LATER}"] == ""
    header, first, _second = load_workbook(tmp_path / "out.xlsx").active.iter_rows(values_only=True)
    assert dict(zip(header, first, strict=True))[f"Score en {LATER}"] == expected


def test_machine_forms_hold_the_record(catalogue: Path, tmp_path: Path) -> None:
    needs("pyarrow")
    from pyarrow.parquet import read_table  # noqa: PLC0415 - an extra

    for name in ("out.jsonl", "out.parquet"):
        main(["score", str(catalogue), "-o", str(tmp_path / name), "--compare-versions", LATER])
    first, second = map(json.loads, (tmp_path / "out.jsonl").read_text().splitlines())
    told = first["comparison"]
    assert (told["methodVersion"], told["errors"]) == (LATER, [])
    assert "comparison" not in second
    rows = read_table(tmp_path / "out.parquet").to_pylist()
    assert [row["comparison"] for row in rows] == [told, None]


def test_a_frame_gets_the_columns() -> None:
    needs("pandas")
    import pandas  # noqa: PLC0415 - an extra

    frame = ecobalyse.score_frame(
        pandas.DataFrame([dict.fromkeys(HEADER, "") | pull()]), compared_with=LATER
    )
    assert frame[f"Score en {LATER}"][0] == score(PULL_REQUEST, LATER)


def test_the_summary_says_what_changes(
    catalogue: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = str(tmp_path / "out.csv")
    jobs = ["--jobs", "2"]
    assert main(["score", str(catalogue), "-o", target, "--compare-versions", LATER, *jobs]) == 1
    told = capsys.readouterr().err
    assert f"En {LATER} : 1 scores plus hauts, 0 plus bas ; non calculables : 0 sur 1." in told
    assert "Étape qui change le plus : " in told
    assert "pull (1) : écart médian +" in told


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--compare-versions", "v7.0.0"], "celle du calcul"),
        (["--compare-versions", "v7.9.0"], "v7.9.0"),
        (["--compare-versions", LATER, "--portal-result"], "portail"),
    ],
)
def test_what_cannot_be_compared_is_refused_before_anything_is_written(
    catalogue: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    said: str,
) -> None:
    assert main(["score", str(catalogue), "-o", str(tmp_path / "out.csv"), *options]) == 2
    assert said in capsys.readouterr().err
    assert not list(tmp_path.glob("out*"))


def test_rows_of_a_set_are_said_not_to_be_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "lots.csv"
    said = "non comparées : 2."
    for rows, is_said in (([pull(), pull()], False), ([pull(Lot="A"), pull(Lot="A")], True)):
        source.write_bytes(lines(rows, [*HEADER, "Lot"]))
        target = str(tmp_path / "out.csv")
        assert main(["score", str(source), "-o", target, "--compare-versions", LATER]) == 0
        assert (said in capsys.readouterr().err) is is_said
