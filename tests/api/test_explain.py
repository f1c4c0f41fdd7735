"""The explain endpoints: every line can be recomputed, and the spreadsheet computes the score."""

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client

from accounts.models import ApiToken, User
from accounts.tokens import digest, new_token
from scoring.answers.products import BOX, CARROT_CAKE, CHAIR, JEANS, TSHIRT
from scoring.answers.spreadsheet import CONTENT_TYPE
from scoring.engine.trace.formula import evaluate, parse_formula
from tests.web.test_form_fuzzing import places

PRODUCTS = [
    ("textile", "textile/simulator", TSHIRT),
    ("textile", "textile/simulator", JEANS),
    ("food", "food", CARROT_CAKE),
    ("object", "object/simulator", CHAIR),
    ("veli", "veli/simulator", BOX),
]
IDS = ["t-shirt", "jeans", "cake", "chair", "box"]


@pytest.fixture
def token(db: None) -> str:
    owner = User.objects.create_user("owner@example.org")
    text = new_token()
    ApiToken.objects.create(user=owner, label="essai", digest=digest(text))
    return text


def post(client: Client, path: str, body: Any, **more: Any) -> Any:
    return client.post(f"/api/{path}", json.dumps(body), content_type="application/json", **more)


@pytest.mark.parametrize(("sector", "simulator", "body"), PRODUCTS, ids=IDS)
def test_whole_numbers_of_any_size_are_answered_or_refused(
    client: Client, sector: str, simulator: str, body: dict[str, Any]
) -> None:
    changed = json.loads(json.dumps(body))
    sent = 0
    for place, key in list(places(changed)):
        before = place[key]
        if isinstance(before, bool) or not isinstance(before, int | float):
            continue
        for number in (2**64, -(2**63) - 1, 10**30, 10**308, 1e308):
            place[key] = number
            for path in (f"{sector}/explain", simulator):
                assert post(client, path, changed).status_code in (200, 400), (path, key, number)
                sent += 1
        place[key] = before
    assert sent > 0


def score_of(client: Client, simulator: str, body: Any, impact: str = "ecs", **more: Any) -> float:
    answer = post(client, simulator, body, **more).json()
    impacts = answer["results"]["total"] if "results" in answer else answer["impacts"]
    return float(impacts[impact])


def recalculated(content: bytes, folder: Path) -> float:
    """The score that another program computes from the cells of a spreadsheet."""
    # Importing it takes longer than most tests: only those that use it pay for it.
    import formulas  # noqa: PLC0415

    path = folder / "calcul.xlsx"
    path.write_bytes(content)
    solution = formulas.ExcelModel().loads(str(path)).finish().calculate()
    sheet = openpyxl.load_workbook(path)["Données"]
    row = next(cell.row for cell in sheet["A"] if cell.value == "Résultat")
    return float(solution[f"'[calcul.xlsx]DONNÉES'!B{row}"].value[0, 0])


@pytest.mark.parametrize(("sector", "simulator", "body"), PRODUCTS, ids=IDS)
def test_every_line_gives_its_value_again_and_the_last_the_score(
    client: Client, sector: str, simulator: str, body: Any
) -> None:
    answer = post(client, f"{sector}/explain", body).json()
    assert answer["score"] == score_of(client, simulator, body)
    assert answer["impact"] == "ecs"
    assert answer["unit"] == "Pts"
    values: dict[str, float] = {}
    for line in answer["lines"]:
        inputs = {entry["name"]: entry for entry in line["inputs"]}
        for entry in inputs.values():
            if entry["from"] == "line":
                assert entry["value"] == values[entry["key"]]
        numbers = {
            name: float(entry["value"])
            for name, entry in inputs.items()
            if isinstance(entry["value"], int | float)
        }
        found = evaluate(parse_formula(line["formula"]), numbers)
        assert found == pytest.approx(line["value"], rel=1e-12, abs=0), line["id"]
        values[line["id"]] = line["value"]
    assert values[answer["result"]] == pytest.approx(answer["score"], rel=1e-12)
    assert answer["meta"]["warnings"] == []


def test_every_figure_of_the_data_leads_to_its_process(client: Client) -> None:
    lines = post(client, "textile/explain", TSHIRT).json()["lines"]
    figures = [
        entry for line in lines for entry in line["inputs"] if entry["key"].endswith("impacts.ecs")
    ]
    assert len(figures) > 20
    for entry in figures:
        assert entry["from"] == "data"
        assert entry["key"].startswith("processes.")
        assert entry["process"]
        assert entry["source"]


@pytest.mark.parametrize(
    ("sector", "simulator", "body"), [PRODUCTS[1], *PRODUCTS[2:4]], ids=[IDS[1], *IDS[2:4]]
)
@pytest.mark.slow
def test_the_spreadsheet_recalculates_the_score(
    client: Client, tmp_path: Path, sector: str, simulator: str, body: Any
) -> None:
    answer = post(client, f"{sector}/explain?format=xlsx", body)
    assert answer["Content-Type"] == CONTENT_TYPE
    assert "attachment" in answer["Content-Disposition"]
    assert recalculated(answer.content, tmp_path) == pytest.approx(
        score_of(client, simulator, body), rel=1e-12
    )


@pytest.mark.slow
def test_changing_a_value_of_the_spreadsheet_changes_the_score_as_the_simulator_does(
    client: Client, tmp_path: Path
) -> None:
    content = post(client, "textile/explain", TSHIRT, headers={"accept": CONTENT_TYPE}).content
    book = openpyxl.load_workbook(io.BytesIO(content))
    values = book["Données"]
    changed = {"mass": 0.25, "materials.0.share": 0.8}
    for row in values.iter_rows(min_row=8):
        if row[4].value in changed and row[3].value == "demande":
            row[1].value = changed[row[4].value]
    written = io.BytesIO()
    book.save(written)
    body = TSHIRT | {"mass": 0.25, "materials": [TSHIRT["materials"][0] | {"share": 0.8}]}
    assert recalculated(written.getvalue(), tmp_path) == pytest.approx(
        score_of(client, "textile/simulator", body), rel=1e-12
    )


def test_a_detailed_impact_is_explained_to_those_entitled_alone(client: Client, token: str) -> None:
    refused = post(client, "textile/explain?impact=cch", TSHIRT)
    assert refused.status_code == 400
    assert "« cch »" in refused.json()["error"]["impact"]
    headers = {"authorization": f"Bearer {token}"}
    answer = post(client, "textile/explain?impact=cch", TSHIRT, headers=headers)
    assert answer["X-Ecobalyse-Impacts"] == "indicative"
    assert answer.json()["unit"] == "kgCO₂e"
    expected = score_of(client, "textile/simulator", TSHIRT, "cch", headers=headers)
    assert answer.json()["score"] == expected > 0
    unknown = post(client, "textile/explain?impact=wtu", TSHIRT, headers=headers)
    assert unknown.status_code == 400
    assert "pas connu" in unknown.json()["error"]["impact"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("impact=xyz", "impact"),
        ("impact=", "impact"),
        ("format=pdf", "format"),
        ("format=", "format"),
    ],
)
def test_an_unknown_impact_or_form_is_refused_by_its_name(
    client: Client, query: str, field: str
) -> None:
    answer = post(client, f"textile/explain?{query}", TSHIRT)
    assert answer.status_code == 400
    assert list(answer.json()["error"]) == [field]


def test_a_bad_request_is_refused_as_by_the_simulator(client: Client) -> None:
    bad = TSHIRT | {"mass": -1}
    assert (
        post(client, "textile/explain", bad).json() == post(client, "textile/simulator", bad).json()
    )


def test_a_figure_that_is_not_finite_is_null_and_pointed_out(client: Client) -> None:
    answer = post(client, "textile/explain", TSHIRT | {"mass": 1.7e308})
    assert answer.json()["score"] is None
    warning = answer.json()["meta"]["warnings"][0]
    assert warning["code"] == "not-finite"
    sheet = post(client, "textile/explain?format=xlsx", TSHIRT | {"mass": 1.7e308})
    assert sheet.status_code == 200


@pytest.mark.slow
def test_a_garment_of_many_materials_opens_as_a_spreadsheet(client: Client, tmp_path: Path) -> None:
    body = TSHIRT | {"materials": [{"id": "ei-coton", "share": 0.04}] * 25}
    answer = post(client, "textile/explain?format=xlsx", body)
    lines = openpyxl.load_workbook(io.BytesIO(answer.content))["Calcul"]
    longest = max(len(str(row[4].value)) for row in lines.iter_rows(min_row=2))
    assert longest <= 8192


def test_a_product_of_too_many_parts_is_refused_with_its_number(client: Client) -> None:
    body = TSHIRT | {"materials": [{"id": "ei-coton", "share": 0.0005}] * 2000}
    answer = post(client, "textile/explain", body)
    assert answer.status_code == 400
    assert "au plus 1000" in answer.json()["error"]["general"]
    body = TSHIRT | {"materials": [{"id": "ei-coton", "share": 0.02}] * 50}
    assert post(client, "textile/explain", body).status_code == 200
    answer = post(client, "textile/explain?format=xlsx", body)
    assert answer.status_code == 400
    assert "au plus 300" in answer.json()["error"]["general"]
