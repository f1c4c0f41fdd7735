"""``import ecobalyse``: single products, rows and data frames (catalogue.md 4)."""

from pathlib import Path
from typing import Any

import pytest

import ecobalyse
from scoring.answers.official import details_path
from scoring.answers.own import own_path
from scoring.answers.products import BOX, CARROT_CAKE, CHAIR, TSHIRT
from scoring.engine.method import Method
from scoring.installation.details import import_details
from scoring.installation.own_import import import_own
from tests.catalogue.files import (
    PULL,
    PULL_REQUEST,
    SCORE,
    lines,
    needs,
    requests,
    score_of,
)
from tests.details import made_up_rows, write_json
from tests.own_figures import filled_template


def test_a_version_is_loaded_once_and_found_by_its_name(tmp_path: Path) -> None:
    assert ecobalyse.load() is ecobalyse.load("v7.0.0")
    assert "v7.0.0" in ecobalyse.versions()
    for name in ("v0.0.1", "../v7.0.0", ""):
        with pytest.raises(ecobalyse.InvalidData):
            ecobalyse.load(name, data_dir=tmp_path)


def test_products_of_each_sector(method: Method) -> None:
    assert ecobalyse.textile(TSHIRT)["impacts"]["ecs"] == score_of(method, TSHIRT)
    assert ecobalyse.textile(TSHIRT, version=method, detailed=True)["durability"] > 0
    assert ecobalyse.food(CARROT_CAKE)["results"]["total"]["ecs"] > 0
    assert ecobalyse.object(CHAIR)["impacts"]["ecs"] > 0
    assert ecobalyse.simulate(BOX, sector="veli")["impacts"]["ecs"] > 0


def test_a_bad_request_names_its_fields() -> None:
    with pytest.raises(ecobalyse.InvalidQuery) as refusal:
        ecobalyse.textile({**TSHIRT, "price": 1500, "product": "robe"})
    assert set(refusal.value.faults) == {"price", "product"}


def test_levels() -> None:
    assert ecobalyse.textile(TSHIRT)["meta"]["impactsLevel"] == "aggregated"
    told = ecobalyse.textile(TSHIRT, level="indicative")
    assert told["meta"]["impactsLevel"] == "indicative"
    with pytest.raises(ValueError, match="officiel"):
        ecobalyse.textile(TSHIRT, level="official")
    with pytest.raises(ValueError, match="inconnu"):
        ecobalyse.textile(TSHIRT, level="all")
    with pytest.raises(ValueError, match="inconnu"):
        ecobalyse.simulate(TSHIRT, sector="toys")


def test_an_explanation_ends_with_the_score() -> None:
    told = ecobalyse.explain(TSHIRT)
    assert told["score"] == told["lines"][-1]["value"]
    assert told["score"] == ecobalyse.textile(TSHIRT)["impacts"]["ecs"]


def test_rows_of_requests_of_columns_of_the_portal_and_of_the_api() -> None:
    [request] = ecobalyse.score_rows([{"id": "A"} | PULL_REQUEST])
    assert (request.id, request.score) == ("A", SCORE)
    names = [name.strip('"') for name in lines([]).decode().strip().split(";")]
    [portal] = ecobalyse.score_rows([dict.fromkeys(names, "") | PULL])
    assert (portal.id, portal.score) == ("REF-123", SCORE)
    dotted = {"product": "pull", "mass": 1, "materials.1.id": "ei-lin", "materials.1.share": 1}
    [flat] = ecobalyse.score_rows([dotted])
    assert flat.status == 200
    assert list(ecobalyse.score_rows([])) == []


def test_rows_are_scored_one_at_a_time() -> None:
    def endless() -> Any:
        while True:
            yield PULL_REQUEST

    assert next(ecobalyse.score_rows(endless())).score == SCORE


def flat(body: dict[str, Any]) -> dict[str, Any]:
    """A request in dotted columns."""
    row: dict[str, Any] = {}
    for name, value in body.items():
        if name in ("materials", "trims"):
            for number, item in enumerate(value, start=1):
                row |= {f"{name}.{number}.{part}": cell for part, cell in item.items()}
        elif isinstance(value, dict):
            row |= {f"{name}.{part}": cell for part, cell in value.items()}
        else:
            row[name] = value
    return row


def table(bodies: list[Any]) -> dict[str, list[Any]]:
    """Columns of plain values, which cannot express an empty list of trims."""
    rows = [flat(body) for body in bodies]
    names = sorted({name for row in rows for name in row})
    return {name: [row.get(name) for row in rows] for name in names}


@pytest.fixture(scope="module")
def plain_bodies() -> list[Any]:
    return [
        body
        for body in requests()
        if body.get("trims") != []
        and all(value is not None for value in body.values())
        and not any("custom" in trim for trim in body.get("trims", ()))
    ][:400]


def test_a_frame_of_pandas(method: Method, plain_bodies: list[Any]) -> None:
    pandas = needs("pandas")
    frame = pandas.DataFrame(table(plain_bodies))
    scored = ecobalyse.score_frame(frame)
    assert list(scored.columns)[: len(frame.columns)] == list(frame.columns)
    assert scored["score"].tolist() == [score_of(method, body) for body in plain_bodies]
    assert "score" not in frame
    assert scored["errors"].tolist() == [""] * len(plain_bodies)


def test_a_frame_of_polars(method: Method, plain_bodies: list[Any]) -> None:
    polars = needs("polars")
    frame = polars.DataFrame(table(plain_bodies), strict=False)
    scored = ecobalyse.score_frame(frame, detail="stages")
    assert scored["score"].to_list() == [score_of(method, body) for body in plain_bodies]
    assert scored["stages.use"].dtype == polars.Float64
    assert scored.columns[: len(frame.columns)] == frame.columns


def test_a_frame_that_is_nested_like_the_requests(method: Method) -> None:
    polars = needs("polars")
    bodies = requests(60)
    frame = polars.DataFrame(bodies, infer_schema_length=None)
    scored = ecobalyse.score_frame(frame)
    assert scored["score"].to_list() == [score_of(method, body) for body in bodies]


def test_a_frames_bad_rows_say_why() -> None:
    pandas = needs("pandas")
    frame = pandas.DataFrame(
        {
            "product": ["pull", "robe"],
            "mass": [1.0, float("nan")],
            "materials.1.id": ["ei-lin", "ei-lin"],
            "materials.1.share": [1.0, 1.0],
        }
    )
    scored = ecobalyse.score_frame(frame)
    assert scored["score"].notna().tolist() == [True, False]
    assert "mass" in scored["errors"][1]
    assert "product" in scored["errors"][1]


def test_what_is_no_frame_is_refused() -> None:
    with pytest.raises(TypeError, match="pandas"):
        ecobalyse.score_frame([PULL_REQUEST])
    pandas = needs("pandas")
    with pytest.raises(ecobalyse.UnusableInput, match="colonne"):
        ecobalyse.score_frame(pandas.DataFrame({"a": [1]}))


def test_official_figures_are_those_that_an_instance_imported(
    method: Method, tmp_path: Path
) -> None:
    source = write_json(tmp_path / "details.json", made_up_rows(method.dataset))
    import_details(source, method, details_path(tmp_path, method.version))
    answer = ecobalyse.textile(TSHIRT, level="official", data_dir=tmp_path)
    assert answer["meta"]["impactsLevel"] == "official"
    assert answer["impacts"]["cch"] > 0
    [result] = ecobalyse.score_rows([TSHIRT], level="official", data_dir=tmp_path)
    assert result.record()["impacts"] == answer["impacts"]
    assert result.score == answer["impacts"]["ecs"] == score_of(method, TSHIRT)


def test_own_figures_are_those_that_an_instance_imported(method: Method, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="propre à l'instance"):
        ecobalyse.textile(TSHIRT, level="own", data_dir=tmp_path / "elsewhere")
    source = tmp_path / "values.csv"
    source.write_text(filled_template(method.dataset, lambda _one: 1), encoding="utf-8")
    import_own(source, method, own_path(tmp_path, method.version))
    answer = ecobalyse.textile(TSHIRT, level="own", data_dir=tmp_path)
    assert answer["meta"]["impactsLevel"] == "own"
    assert answer["impacts"]["wtu"] > 0
    [result] = ecobalyse.score_rows([TSHIRT], level="own", data_dir=tmp_path)
    assert result.record()["impacts"] == answer["impacts"]
