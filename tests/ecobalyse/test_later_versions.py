"""The library and the command on versions after v7.0.0."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from ecobalyse.command.main import main
from ecobalyse.files import score_file
from ecobalyse.methods import load, served
from ecobalyse.products import simulate
from scoring.answers.sectors import TEXTILE
from scoring.catalogue.figures import STAGES
from scoring.catalogue.reading.opening import open_rows
from scoring.catalogue.scoring import score_rows
from scoring.engine.errors import InvalidQuery
from tests.catalogue.files import needs
from tests.installation.later import install_bare

BARE = "v8.6.0"
GARMENT: dict[str, Any] = {
    "mass": 0.17,
    "product": "tshirt",
    "materials": [{"id": "ei-coton", "share": 1}],
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return install_bare(tmp_path_factory.mktemp("data"), BARE).parent


def test_a_garment_of_a_version_without_pef_has_no_such_key(data: Path) -> None:
    answer = simulate(GARMENT, version=BARE, data_dir=data)
    assert "pef" not in answer["impacts"]
    assert answer["impacts"]["ecs"] == simulate(GARMENT, version="v8.1.0")["impacts"]["ecs"]
    assert [one["code"] for one in answer["meta"]["warnings"]] == ["renamed-id"]


@pytest.mark.parametrize("sector", ["food", "object"])
def test_a_sector_that_the_version_lacks_is_refused(data: Path, sector: str) -> None:
    with pytest.raises(InvalidQuery) as caught:
        simulate({"ingredients": [], "components": []}, sector=sector, version=BARE, data_dir=data)
    assert "n'existe pas dans la version" in caught.value.faults["general"]


@pytest.mark.parametrize("detail", ["summary", STAGES])
def test_a_catalogue_is_scored_without_the_score_that_is_not_there(data: Path, detail: str) -> None:
    method = load(BARE, data_dir=data)
    text = json.dumps(GARMENT) + "\n" + json.dumps(GARMENT | {"mass": 0}) + "\n"
    rows = open_rows(io.BytesIO(text.encode()), form="jsonl", sector=TEXTILE)
    results = list(
        score_rows(rows, sector=TEXTILE, method=method, served=served(method), detail=detail)
    )
    assert [result.status for result in results] == [200, 400]
    assert all("pef" not in result.record() for result in results)
    assert [code for code, _, _ in results[0].warnings] == ["renamed-id"]


@pytest.mark.parametrize("form", ["csv", "csv-tableur", "xlsx", "parquet", "jsonl"])
def test_no_format_has_a_column_for_the_score_that_is_not_there(
    data: Path, tmp_path: Path, form: str
) -> None:
    if form == "parquet":
        needs("pyarrow")
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps(GARMENT), encoding="utf-8")
    for version, has_pef in ((BARE, False), ("v8.1.0", True)):
        target = tmp_path / f"{version}.{form.removesuffix('-tableur')}"
        score_file(source, target, write=form, version=version, data_dir=data)
        assert ("pef" in _columns(target, form)) is has_pef


def _columns(path: Path, form: str) -> set[str]:
    if form == "jsonl":
        return set(json.loads(path.read_text(encoding="utf-8")))
    if form == "parquet":
        from pyarrow.parquet import read_schema  # noqa: PLC0415 - an extra

        return set(read_schema(path).names)
    if form == "xlsx":
        return {str(cell.value) for cell in next(load_workbook(path).active.iter_rows())}
    header = path.read_text(encoding="utf-8-sig").splitlines()[0]
    return set(header.replace(";", ",").split(","))


def test_explain_and_lists_offer_the_impacts_that_the_version_has(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--version", BARE, "--data-dir", str(data)]
    assert main(["lists", "impacts", *options]) == 0
    assert "pef" not in capsys.readouterr().out
    assert main(["lists", "impacts", "--lang", "en"]) == 0
    assert "Climate change" in capsys.readouterr().out
    assert main(["explain", json.dumps(GARMENT), "--impact", "pef", *options]) == 1
    told = capsys.readouterr().err
    assert "« pef » n'existe pas" in told
    assert ", pef" not in told
    assert main(["explain", json.dumps(GARMENT), "--impact", "pef"]) == 0
