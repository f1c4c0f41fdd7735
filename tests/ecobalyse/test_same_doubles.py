"""Random requests, by every way to score many: the same doubles as single calls (catalogue.md 4).

``REQUESTS=1500 make test ARGS="tests/ecobalyse/test_same_doubles.py"`` tries more of them.
"""

import csv
import io
import json
import os
import random
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

import ecobalyse
from ecobalyse.cluster import LOCAL, Cluster
from scoring.answers.items import item_of
from scoring.answers.levels import served_to
from scoring.answers.sector import compute
from scoring.answers.sectors import TEXTILE
from scoring.engine.method import Method
from scoring.engine.textile.query import SCOPE
from scoring.engine.vocabulary import textile as vocabulary
from tests.api.batches import batch, content, post
from tests.catalogue.files import needs
from tests.ecobalyse.test_library import flat, table

pytestmark = pytest.mark.slow

_SEED = 20_260_701
_COUNTRIES = ("Spinning", "Fabric", "Dyeing", "Making")


@pytest.fixture(scope="module")
def bodies(method: Method) -> list[dict[str, Any]]:
    dice = random.Random(_SEED)  # noqa: S311 - nothing here is a secret
    return [garment(method, dice) for _ in range(int(os.environ.get("REQUESTS", "150")))]


@pytest.fixture(scope="module")
def wanted(method: Method, bodies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The answer of a single call to each request, with its stages."""
    served = served_to(method, None)
    return [
        item_of(compute(TEXTILE, method, body, served), stages=True, echo=False) for body in bodies
    ]


def garment(method: Method, dice: random.Random) -> dict[str, Any]:
    """A valid request, in which any optional field may be present or missing."""
    data = method.dataset
    codes = [country.code for country in data.countries.values() if SCOPE in country.scopes]
    parts = [dice.random() for _ in range(dice.randint(1, 5))]
    body: dict[str, Any] = {
        "mass": dice.choice((0.02, 0.17, _digits(dice.uniform(0.01, 3)))),
        "product": dice.choice(list(data.products)),
        "materials": [
            {"id": dice.choice(list(data.materials)), "share": _digits(part / sum(parts))}
            | ({"country": dice.choice(codes)} if dice.random() < 0.5 else {})
            | ({"spinning": dice.choice(list(vocabulary.SPINNINGS))} if dice.random() < 0.3 else {})
            for part in parts
        ],
    }
    trims = [one.id for one in data.components_of(SCOPE)]
    optional: dict[str, Any] = {
        **{f"country{step}": dice.choice(codes) for step in _COUNTRIES},
        "airTransportRatio": _digits(dice.random()),
        "business": dice.choice(list(vocabulary.BUSINESSES)),
        "numberOfReferences": dice.randint(1, 999_999),
        "price": round(dice.uniform(1, 1000), 2),
        "physicalDurability": _digits(dice.uniform(0.67, 1.45)),
        "disabledSteps": dice.sample(vocabulary.STEPS, dice.randint(1, 3)),
        "upcycled": dice.random() < 0.5,
        "trims": [
            {"id": one, "quantity": dice.randint(1, 9)}
            for one in dice.sample(trims, dice.randint(1, 3))
        ],
        "yarnSize": _digits(dice.uniform(9, 200)),
        "fabricProcess": dice.choice(vocabulary.FABRICS),
        "surfaceMass": dice.randint(80, 500),
        "dyeingProcessType": dice.choice(vocabulary.DYEINGS),
        "printing": {
            "kind": dice.choice(vocabulary.PRINTINGS),
            "ratio": _digits(dice.uniform(0, 0.8)),
        },
        "fading": dice.random() < 0.5,
        "makingComplexity": dice.choice(vocabulary.COMPLEXITIES),
        "makingWaste": _digits(dice.uniform(0, 0.4)),
        "makingDeadStock": _digits(dice.uniform(0, 0.3)),
    }
    return body | {name: value for name, value in optional.items() if dice.random() < 0.3}


def _digits(value: float) -> float:
    """The number of digits that every library writes into a spreadsheet."""
    return float(f"{value:.15g}")


def same(row: dict[str, Any], wanted: dict[str, Any]) -> None:
    """Compare a record of a catalogue with a single call."""
    assert row["status"] == 200, row["errors"]
    assert row["score"] == wanted["impacts"]["ecs"]
    assert row["pef"] == wanted["impacts"]["pef"]
    assert row["durability"] == wanted["durability"]
    assert row["scoreWithoutDurability"] == wanted["impactsWithoutDurability"]["ecs"]
    assert row["stages"] == {name: one["ecs"] for name, one in wanted["stages"].items()}
    assert row["uncountedStages"] == wanted["uncountedStages"]


def written(form: str, path: Path, bodies: list[dict[str, Any]]) -> Path:
    """The requests as a file of a format."""
    columns = table(bodies)
    rows = [[columns[name][place] for name in columns] for place in range(len(bodies))]
    if form == "jsonl":
        path.write_text("".join(json.dumps(body) + "\n" for body in bodies))
    elif form == "json":
        path.write_text(json.dumps(bodies))
    elif form == "csv":
        text = io.StringIO()
        csv.writer(text, delimiter=";").writerows([list(columns), *map(_texts, rows)])
        path.write_text(text.getvalue())
    elif form == "xlsx":
        book = needs("openpyxl").Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in [list(columns), *rows]:
            sheet.append([", ".join(cell) if isinstance(cell, list) else cell for cell in row])
        book.save(path)
    else:
        needs("pyarrow.parquet").write_table(needs("pyarrow").table(columns), path)
    return path


def _texts(row: list[Any]) -> list[Any]:
    return [
        ",".join(cell) if isinstance(cell, list) else "" if cell is None else cell for cell in row
    ]


@pytest.mark.parametrize("form", ["jsonl", "json", "csv", "xlsx", "parquet"])
def test_files(
    tmp_path: Path, bodies: list[dict[str, Any]], wanted: list[dict[str, Any]], form: str
) -> None:
    source = written(form, tmp_path / f"in.{form}", bodies)
    target = tmp_path / "out.jsonl"
    ecobalyse.score_file(source, target, jobs=2 if form in ("jsonl", "csv") else 1)
    rows = [json.loads(line) for line in target.read_bytes().splitlines()]
    assert [row["index"] for row in rows] == list(range(len(bodies)))
    for row, one in zip(rows, wanted, strict=True):
        same(row, one)


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_columns_of_results_hold_all_digits(
    tmp_path: Path, bodies: list[dict[str, Any]], wanted: list[dict[str, Any]], form: str
) -> None:
    source = written("csv", tmp_path / "in.csv", bodies)
    target = tmp_path / f"out.{form}"
    ecobalyse.score_file(source, target)
    if form == "csv":
        with target.open(newline="", encoding="utf-8") as file:
            scores = [float(row["score"]) for row in csv.DictReader(file, delimiter=";")]
    else:
        scores = needs("pyarrow.parquet").read_table(target)["score"].to_pylist()
    assert scores == [one["impacts"]["ecs"] for one in wanted]


def test_frames(bodies: list[dict[str, Any]], wanted: list[dict[str, Any]]) -> None:
    scores = [one["impacts"]["ecs"] for one in wanted]
    stages = [one["stages"]["ennobling"]["ecs"] for one in wanted]
    pandas, polars = needs("pandas"), needs("polars")
    scored: Any = ecobalyse.score_frame(pandas.DataFrame(table(bodies)), detail="stages")
    assert scored["score"].tolist() == scores
    assert scored["stages.ennobling"].tolist() == stages
    scored = ecobalyse.score_frame(polars.DataFrame(bodies, infer_schema_length=None))
    assert scored["score"].to_list() == scores
    rows = ecobalyse.score_rows([flat(body) | {"id": None} for body in bodies[:1]])
    assert [row.score for row in rows] == scores[:1]


@pytest.mark.filterwarnings("default")
def test_dask(tmp_path: Path, bodies: list[dict[str, Any]], wanted: list[dict[str, Any]]) -> None:
    needs("distributed")
    source = written("jsonl", tmp_path / "in.jsonl", bodies)
    target = tmp_path / "out.jsonl"
    ecobalyse.score_file(source, target, executor=lambda task, jobs: Cluster(task, LOCAL, 2))
    for line, one in zip(target.read_bytes().splitlines(), wanted, strict=True):
        same(json.loads(line), one)


def test_batch_and_catalogue_over_http(
    client: Client,
    settings: Any,
    tmp_path: Path,
    bodies: list[dict[str, Any]],
    wanted: list[dict[str, Any]],
) -> None:
    settings.RATELIMIT_MAX_RPM = 0
    for row, one in zip(batch(client, "textile", bodies, "?detail=stages"), wanted, strict=True):
        assert row["status"] == 200
        assert {name: row[name] for name in one} == one
    path = "/api/textile/catalogue?format=jsonl&detail=stages"
    for form, kind in (("csv", "text/csv"), ("jsonl", "application/x-ndjson")):
        sent = written(form, tmp_path / form, bodies).read_bytes()
        lines = content(post(client, path, sent, kind)).splitlines()
        for line, one in zip(lines, wanted, strict=True):
            same(json.loads(line), one)
