"""A calculation as a spreadsheet: another program finds the score, and texts stay texts."""

import io
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import formulas
import openpyxl
import pytest
from openpyxl.workbook import Workbook

from scoring.answers.explain import trace_of
from scoring.answers.levels import Served
from scoring.answers.products import BOX, CARROT_CAKE, CHAIR, JEANS, POLYPROPYLENE, TSHIRT
from scoring.answers.sector import compute
from scoring.answers.sectors import SECTORS
from scoring.answers.spreadsheet import heading_of, workbook_of
from scoring.engine.impacts import SCORES
from scoring.engine.method import Method
from scoring.engine.trace.lines import Line, Origin, Sourced, Trace
from tests.answers.served import aggregated, indicative, official

LINK = "https://exemple.test/#/lien"


def written(
    method: Method, sector: str, body: Any, impact: str = "ecs", served: Served | None = None
) -> tuple[bytes, Trace]:
    """A spreadsheet, and the trace that it shows."""
    computed = compute(SECTORS[sector], method, body, served or aggregated(method))
    trace = trace_of(computed, impact)
    return workbook_of(trace, heading_of(computed, LINK)), trace


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def recalculated(content: bytes, folder: Path) -> float:
    """The score that another program computes from the cells, ignoring the stored values."""
    path = folder / "calcul.xlsx"
    path.write_bytes(content)
    solution = formulas.ExcelModel().loads(str(path)).finish().calculate()
    row = next(cell.row for cell in opened(content)["Données"]["A"] if cell.value == "Résultat")
    return float(solution[f"'[calcul.xlsx]DONNÉES'!B{row}"].value[0, 0])


def made_up(formula: str, inputs: dict[str, float], value: float) -> Trace:
    """The trace of a one-line calculation."""
    known = {
        name: Sourced(value=number, origin=Origin.REQUEST, key=name)
        for name, number in inputs.items()
    }
    line = Line(
        id="score",
        rule="score",
        stage="",
        label="Score",
        section="11",
        formula=formula,
        inputs=known,
        value=value,
        unit="Pts",
    )
    return Trace(impact="ecs", unit="Pts", score=value, result="score", lines=(line,))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sector", "body", "impact"),
    [
        ("textile", JEANS, "cch"),
        ("food", CARROT_CAKE, "pef"),
        ("veli", BOX, "acd"),
    ],
)
def test_another_program_finds_the_score(
    method: Method, tmp_path: Path, sector: str, body: Any, impact: str
) -> None:
    served = aggregated(method) if impact in SCORES else official(method)
    content, trace = written(method, sector, body, impact, served)
    assert recalculated(content, tmp_path) == pytest.approx(trace.score, rel=1e-12)


@pytest.mark.parametrize(
    ("formula", "inputs", "value"),
    [
        ("a - b", {"a": -2.5, "b": -4.0}, 1.5),
        ("-a - -b", {"a": 3.0, "b": 5.0}, 2.0),
        ("a - (b - c)", {"a": 10.0, "b": 4.0, "c": 1.0}, 7.0),
        ("a / (b / c)", {"a": 12.0, "b": 4.0, "c": 2.0}, 6.0),
        ("a / b / c", {"a": 12.0, "b": 4.0, "c": 2.0}, 1.5),
        ("(a + b) * c", {"a": 1.0, "b": 2.0, "c": 4.0}, 12.0),
        ("a + b * c", {"a": 1.0, "b": 2.0, "c": 4.0}, 9.0),
        ("(a - b) / (c + a)", {"a": 8.0, "b": 2.0, "c": 4.0}, 0.5),
        ("round(a)", {"a": 2.5}, 3.0),
        ("round(a)", {"a": -2.5}, -2.0),
        ("round(a)", {"a": -2.51}, -3.0),
        ("floor(a)", {"a": -1.5}, -2.0),
        ("abs(a)", {"a": -1.5}, 1.5),
        ("max(a, b) + min(a, b)", {"a": -1.5, "b": 2.0}, 0.5),
        ("if(a <= b, a, b)", {"a": 1.0, "b": 1.0}, 1.0),
        ("if(a == b, 1, 2)", {"a": 1.0, "b": 1.0}, 1.0),
        ("if(a != b, 1, 2)", {"a": 1.0, "b": 1.0}, 2.0),
        ("a * b", {"a": -1.7e308, "b": 0.5}, -8.5e307),
    ],
)
def test_odd_numbers_and_every_sign_calculate_as_the_engine_does(
    tmp_path: Path, formula: str, inputs: dict[str, float], value: float
) -> None:
    content = workbook_of(made_up(formula, inputs, value), {})
    assert recalculated(content, tmp_path) == pytest.approx(value, rel=1e-12, abs=0)


@pytest.mark.parametrize("value", [1e-300, 1e-320, 5e-324, -1e-320])
def test_a_tiny_number_is_written_as_it_is(value: float) -> None:
    content = workbook_of(made_up("a", {"a": value}, value), {})
    (cell,) = [row[1].value for row in opened(content)["Données"] if row[0].value == "a"]
    assert cell == pytest.approx(value, rel=1e-12, abs=0)


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan])
def test_a_number_that_is_not_finite_is_an_error_of_the_cell_not_of_the_file(
    value: float,
) -> None:
    content = workbook_of(made_up("a + b", {"a": value, "b": 1.0}, value), {})
    for row in opened(content)["Données"].iter_rows():
        assert all(cell.value != "inf" for cell in row)


def test_an_absurd_garment_makes_a_file_that_opens(method: Method) -> None:
    content, trace = written(method, "textile", TSHIRT | {"mass": 1.7e308})
    assert not math.isfinite(trace.score)
    assert opened(content).sheetnames == ["Données", "Calcul"]


@pytest.mark.parametrize(
    "name", ["=1+1", '=HYPERLINK("https://exemple.test";"x")', "+1", "-1", "@SUM(A1)", "{=1}"]
)
def test_a_name_that_looks_like_a_formula_stays_a_text(method: Method, name: str) -> None:
    element = {"amount": 0.5, "material": POLYPROPYLENE}
    body = {"components": [{"quantity": 2, "custom": {"name": name, "elements": [element]}}]}
    content, trace = written(method, "object", body)
    assert any(name in line.label for line in trace.lines)
    holding = [
        cell
        for sheet in opened(content)
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and name in cell.value
    ]
    assert holding
    assert {cell.data_type for cell in holding} == {"s"}
    # All formulas are the program's own: none comes from the request.
    live = [
        cell.value
        for sheet in opened(content)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert not [formula for formula in live if "HYPERLINK" in formula or formula == "=1+1"]


def test_a_heading_that_looks_like_a_formula_stays_a_text() -> None:
    content = workbook_of(made_up("a", {"a": 1.0}, 1.0), {"Produit": "=1+1", "Adresse": LINK})
    (first, second, *_) = opened(content)["Données"].iter_rows()
    assert [cell.value for cell in first[:2]] == ["Produit", "=1+1"]
    assert first[1].data_type == "s"
    assert second[1].value == LINK
    assert second[1].hyperlink is None


def test_the_first_sheet_says_what_it_is_of(method: Method) -> None:
    computed = compute(SECTORS["textile"], method, TSHIRT, indicative(method))
    said = heading_of(computed, LINK)
    assert said == {
        "Produit": computed.description,
        "Version de la méthode": f"v7.0.0 ({method.dataset.manifest.data_version})",
        "Statut": "version réglementaire du textile",
        "Niveau des impacts": "valeurs indicatives ouvertes",
        "Version du programme": computed.meta({})["engineVersion"],
        "Adresse": LINK,
    }
    food = compute(SECTORS["food"], method, CARROT_CAKE, official(method))
    assert heading_of(food, LINK)["Statut"] == "ne vaut pas pour une déclaration"
    assert heading_of(food, LINK)["Niveau des impacts"] == "valeurs officielles"
    anonymous = compute(SECTORS["food"], method, CARROT_CAKE, aggregated(method))
    assert heading_of(anonymous, LINK)["Niveau des impacts"] == "scores agrégés"


def test_each_value_stands_once_with_where_it_comes_from(method: Method) -> None:
    content, trace = written(method, "textile", TSHIRT)
    rows = list(opened(content)["Données"].iter_rows(values_only=True))
    headings = next(position for position, row in enumerate(rows) if row[0] == "Grandeur")
    assert rows[headings] == (
        *("Grandeur", "Valeur", "Unité", "Origine"),
        *("Clé", "Procédé", "Source", "Section"),
    )
    result = rows[headings - 2]
    assert result[0] == "Résultat"
    assert str(result[1]).startswith("='Calcul'!$E$")
    assert result[2] == "Pts"
    values = rows[headings + 1 :]
    sources = {
        (known.origin, known.key or name, known.section, known.value)
        for line in trace.lines
        for name, known in line.inputs.items()
        if known.origin is not Origin.LINE
    }
    assert len(values) == len(sources)
    origins = {
        "demande": Origin.REQUEST,
        "valeur par défaut": Origin.DEFAULT,
        "donnée": Origin.DATA,
        "constante de la méthode": Origin.CONSTANT,
    }
    by_key = {(origin, key): value for origin, key, _, value in sources}
    for name, value, _unit, origin, key, *_ in values:
        known = by_key[origins[str(origin)], str(key or name)]
        if isinstance(known, int | float):
            assert value == pytest.approx(known, rel=1e-15), key
    (mass,) = [row for row in values if row[4] == "mass"]
    assert mass[:4] == ("mass", 0.17, "kg", "demande")


def test_each_line_has_its_own_row_with_its_inputs_beside_it(method: Method) -> None:
    content, trace = written(method, "textile", TSHIRT)
    sheet = opened(content)["Calcul"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:7] == (
        *("Étape", "Ligne", "Libellé", "Section", "Valeur"),
        *("Unité", "Formule"),
    )
    shown = [row for row in rows[1:] if row[1]]
    assert [row[1] for row in shown] == [line.id for line in trace.lines]
    for row, line in zip(shown, trace.lines, strict=True):
        stage, _, label, section, live, unit, formula, *beside = row
        assert (stage or "", section or "", unit or "") == (line.stage, line.section, line.unit)
        assert label == line.label
        assert formula == line.formula
        assert str(live).startswith("=")
        names = [name for name in beside[::2] if name is not None]
        assert names == list(line.inputs)[:20]
    assert sheet.freeze_panes == "D2"


def test_a_line_of_many_inputs_goes_on_below_and_still_adds_up(
    method: Method, tmp_path: Path
) -> None:
    many = {f"term_{number}": float(number) for number in range(1, 47)}
    trace = made_up(" + ".join(many), many, float(sum(many.values())))
    content = workbook_of(trace, {})
    assert recalculated(content, tmp_path) == sum(many.values())
    rows = list(opened(content)["Calcul"].iter_rows(values_only=True))
    assert [row[7] for row in rows[1:]] == ["term_1", "term_21", "term_41"]


def test_a_sum_of_too_many_terms_for_one_formula_takes_its_own_rows_alone() -> None:
    # As many inputs as fill their rows: the next line begins right below.
    many = {f"term_{number}": 0.5 for number in range(2000)}
    (total,) = made_up(" + ".join(many), many, 1000.0).lines
    known = Sourced(value=1000.0, origin=Origin.LINE, key="total")
    trace = made_up("total / 4", {}, 250.0)
    (score,) = trace.lines
    lines = (replace(total, id="total"), replace(score, inputs={"total": known}))
    content = workbook_of(replace(trace, lines=lines), {})
    sheet = opened(content)["Calcul"]
    assert sheet["E2"].value == "=SUM(H2:AU101)"
    assert sheet["B102"].value == "score"


def test_texts_are_those_of_the_language_asked_for(method: Method) -> None:
    computed = compute(SECTORS["object"], method, CHAIR, aggregated(method))
    trace = trace_of(computed, "ecs")
    content = workbook_of(trace, heading_of(computed, LINK), lambda text: f"{text} en")
    book = opened(content)
    assert book.sheetnames == ["Données en", "Calcul en"]
    assert book["Données en"]["A1"].value == "Produit en"
    lines = [row for row in book["Calcul en"].iter_rows(min_row=2, values_only=True) if row[1]]
    with_subject = [
        (row[2], line) for row, line in zip(lines, trace.lines, strict=True) if line.subject
    ]
    assert with_subject
    for label, line in with_subject:
        assert label == f"{line.words} en : {line.subject} en"
