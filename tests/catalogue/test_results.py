"""What comes back: the record, columns, and the same doubles in every format (catalogue.md 3)."""

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from typing import Any

import pytest
from openpyxl import load_workbook

from scoring.answers.json_text import dumps
from scoring.answers.levels import Details, Served, served_to
from scoring.answers.sector import compute
from scoring.answers.sectors import FOOD, TEXTILE
from scoring.answers.textile.sector import detailed
from scoring.catalogue import forms
from scoring.catalogue.figures import STAGES, SUMMARY
from scoring.catalogue.reading.opening import open_rows
from scoring.catalogue.scoring import score_rows
from scoring.catalogue.summary import Tally
from scoring.catalogue.writing.opening import renderer_of, sink_of
from scoring.engine.method import Method
from tests.catalogue.files import (
    HEADER,
    PULL,
    PULL_REQUEST,
    SCORE,
    lines,
    needs,
    pull,
    requests,
    score,
    score_of,
    score_one,
)


def written(
    content: bytes,
    form: str,
    method: Method,
    *,
    detail: str = STAGES,
    served: Served | None = None,
    at_once: int = 7,
    **options: Any,
) -> bytes:
    """A file of results."""
    level = served or served_to(method, None)
    rows = open_rows(io.BytesIO(content), sector=TEXTILE)
    results = list(
        score_rows(rows, sector=TEXTILE, method=method, served=level, detail=detail, **options)
    )
    renderer = renderer_of(
        form,
        rows.layout,
        sector=TEXTILE,
        detail=detail,
        level=level.level,
        links="link_root" in options,
        separator=rows.separator,
    )
    stream = io.BytesIO()
    sink = sink_of(form, stream, renderer, sector=TEXTILE, detail=detail, level=level.level)
    for start in range(0, len(results), at_once):
        part = results[start : start + at_once]
        sink.write(renderer.render(part), len(part))
    sink.close()
    return stream.getvalue()


def table(content: bytes, separator: str = ";") -> list[dict[str, str]]:
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(text, delimiter=separator))


def sheet(content: bytes) -> list[dict[str, Any]]:
    header, *rows = load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


@pytest.fixture(scope="module")
def bodies() -> list[Any]:
    return requests()


@pytest.fixture(scope="module")
def json_lines(bodies: Sequence[Any]) -> bytes:
    return b"".join(json.dumps(body).encode() + b"\n" for body in bodies)


# The record.


def test_a_declared_score_beyond_all_bounds_is_written_all_the_same(method: Method) -> None:
    [result] = score(lines([pull(Score="1e300")]), method)
    assert json.loads(dumps(result.record()))["declaredScore"] == 1e300


def test_the_record_of_a_row(method: Method) -> None:
    [result] = score(lines([pull()]), method, detail=STAGES)
    record = result.record()
    answer = detailed(compute(TEXTILE, method, PULL_REQUEST, served_to(method, None)))
    steps = [step["impacts"]["ecs"] for step in answer["lifeCycle"]]
    stages = dict(record["stages"])
    assert stages.pop("transports") == answer["transport"]["impacts"]["ecs"]
    assert stages.pop("trims") == answer["trimsImpacts"]["ecs"]
    assert list(stages.values()) == steps
    assert record["scoreWithoutDurability"] == answer["impactsWithoutDurability"]["ecs"]
    assert sum(record["stages"].values()) == pytest.approx(record["scoreWithoutDurability"])
    assert record["durability"] == answer["durability"]
    assert record["pef"] == answer["impacts"]["pef"]
    assert record["scorePer100g"] == pytest.approx(SCORE * 0.1 / 0.55)
    assert record["impacts"] is None
    shown = {name: record[name] for name in ("index", "line", "id", "status", "score")}
    assert shown == {"index": 0, "line": 2, "id": "REF-123", "status": 200, "score": SCORE}
    assert (record["declaredScore"], record["declaredCheck"]) == (2318, "ok")
    assert (record["warnings"], record["errors"]) == ([], [])
    assert record["methodVersion"] == "v7.0.0"


def test_stages_that_do_not_count_are_named(method: Method) -> None:
    [result] = score(lines([pull(Remanufacturé="Oui")]), method, detail=STAGES)
    record = result.record()
    left_out = ["materials", "spinning", "fabric", "ennobling"]
    assert record["uncountedStages"] == left_out
    counted = {name: ecs for name, ecs in record["stages"].items() if name not in left_out}
    assert sum(counted.values()) == pytest.approx(record["scoreWithoutDurability"])


def test_a_portals_file_names_them_in_french(method: Method) -> None:
    content = lines([pull(Remanufacturé="Oui", **{"Masse (en kg)": "0,5"})])
    [row] = table(written(content, forms.CSV, method))
    assert row["Étapes non comptées"] == "Matières, Filature, Tissage/tricotage, Ennoblissement"


def test_a_refused_row_has_no_figures(method: Method) -> None:
    record = score_one(method, Catégorie="robe du soir").record()
    assert (record["status"], record["score"], record["stages"]) == (400, None, None)
    assert record["errors"][0]["column"] == "Catégorie"
    assert record["errors"][0]["field"] == "product"


def test_details_for_those_entitled(method: Method) -> None:
    rows = open_rows(io.BytesIO(lines([pull()])), sector=TEXTILE)
    level = served_to(method, Details())
    [result] = score_rows(rows, sector=TEXTILE, method=method, served=level)
    impacts = compute(TEXTILE, method, PULL_REQUEST, level).impacts
    assert result.record()["impacts"] == impacts
    assert result.record()["impactsLevel"] == level.level


def test_a_link_opens_the_product(method: Method) -> None:
    [result] = score(lines([pull()]), method, link_root="https://exemple.test")
    start = "https://exemple.test/versions/v7.0.0/#/textile/simulator/ecs/"
    assert str(result.link).startswith(start)
    assert "link" not in score_one(method).record()


def test_food_has_its_families_for_stages(method: Method) -> None:
    recipe = requests(1, "food.jsonl")[0]
    [result] = score(json.dumps(recipe).encode(), method, "jsonl", sector=FOOD, detail=STAGES)
    stages = result.record()["stages"]
    assert sum(stages.values()) == pytest.approx(result.score, rel=0.2)
    assert set(stages) >= {"materials", "transports"}


# The same doubles in every format.


def test_json_lines_hold_the_doubles_and_the_input(
    method: Method, bodies: Sequence[Any], json_lines: bytes
) -> None:
    content = written(json_lines, forms.JSON_LINES, method, detail=SUMMARY)
    records = [json.loads(line) for line in content.splitlines()]
    assert [record["score"] for record in records] == [score_of(method, body) for body in bodies]
    assert [record["input"] for record in records] == bodies
    assert [record["index"] for record in records] == list(range(len(bodies)))


@pytest.mark.parametrize("form", [forms.JSON, forms.CSV, forms.XLSX, forms.PARQUET])
def test_every_format_holds_the_same_doubles(
    method: Method, bodies: Sequence[Any], json_lines: bytes, form: str
) -> None:
    if form == forms.PARQUET:
        needs("pyarrow")
    content = written(json_lines, form, method)
    records: Sequence[dict[str, Any]]
    match form:
        case forms.JSON:
            records = json.loads(content)
            found = [(record["score"], record["stages"]["use"]) for record in records]
        case forms.CSV:
            found = [(float(r["score"]), float(r["stages.use"])) for r in table(content, ",")]
        case forms.XLSX:
            found = [(row["score"], row["stages.use"]) for row in sheet(content)]
        case _:
            records = needs("pyarrow.parquet").read_table(io.BytesIO(content)).to_pylist()
            found = [(record["score"], record["stages"]["use"]) for record in records]
            assert [json.loads(record["input"]) for record in records] == bodies
    assert found == [
        (result.score, (result.figures.stages or {})["use"])
        for result in score(json_lines, method, detail=STAGES)
    ]


def test_a_file_of_results_may_be_scored_again(method: Method) -> None:
    once = written(lines([pull()]), forms.CSV, method)
    twice = written(once, forms.CSV, method)
    thrice = written(twice, forms.CSV, method)
    [row] = table(thrice)
    assert float(row["Score calculé"]) == float(row["Score calculé 3"]) == SCORE


# Columns.


def test_the_columns_of_the_input_come_first_and_untouched(method: Method) -> None:
    header = [*HEADER, "Saison"]
    rows = [pull(Saison="hiver"), pull(Saison="été", Catégorie="?")]
    content = written(lines(rows, header), forms.CSV, method)
    good, bad = table(content)
    assert list(good)[: len(header)] == header
    assert {name: good[name] for name in PULL} == PULL
    assert float(good["Score calculé"]) == SCORE
    assert good["Contrôle du score déclaré"] == "ok"
    assert good["Version de la méthode"] == "v7.0.0"
    assert (bad["Score calculé"], bad["Saison"]) == ("", "été")
    assert bad["Erreurs"].startswith("Catégorie : « ? »")


def test_a_spreadsheets_csv_has_commas_and_two_decimals(method: Method) -> None:
    content = written(lines([pull()], separator=","), forms.SPREADSHEET_CSV, method)
    assert content.startswith(b"\xef\xbb\xbf")
    [row] = table(content)
    assert row["Score calculé"] == "2318,33"
    assert row["Durabilité"] == "1,08"


def test_a_plain_csv_keeps_its_separator(method: Method) -> None:
    for separator in ",;\t":
        content = written(lines([pull()], separator=separator), forms.CSV, method)
        assert table(content, separator)[0]["Référence interne"] == "REF-123"


def test_columns_of_the_api_keep_their_vocabulary(method: Method) -> None:
    content = b"id,product,mass,materials.1.id,materials.1.share\nA,pull,0.5,ei-coton,1\n"
    [row] = table(written(content, forms.CSV, method), ",")
    request = {"product": "pull", "mass": 0.5, "materials": [{"id": "ei-coton", "share": 1}]}
    assert float(row["score"]) == score_of(method, request)
    assert row["id"] == "A"
    assert "errors" in row


@pytest.mark.parametrize("form", [forms.CSV, forms.SPREADSHEET_CSV, forms.XLSX, "portail"])
@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\uff1d", "\uff20"])
def test_no_text_that_is_given_back_runs_as_a_formula(
    method: Method, form: str, start: str
) -> None:
    reference = f"{start}HYPERLINK(1)"
    content = written(lines([pull(**{"Référence interne": reference})]), form, method)
    # A spreadsheet may treat a tab as the end of a cell.
    shown = f"'{start[:-1]}'={reference[len(start) :]}" if start == "\t=" else f"'{reference}"
    if form == forms.XLSX:
        assert sheet(content)[0]["Référence interne"] == shown
        assert b"<f>" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
        return
    [row] = table(content, "," if form == "portail" else ";")
    # White space around a name is removed.
    expected = f"'{reference.strip()}" if form == "portail" else shown
    assert row["Référence interne"] == expected


def test_fractions_of_a_spreadsheet_are_percentages_in_a_csv(method: Method) -> None:
    needs("python_calamine")
    book = written(lines([pull()]), forms.XLSX, method)
    as_numbers = load_workbook(io.BytesIO(book))
    page = as_numbers.active
    for name, value in (("Matière 1 pourcentage", 0.9), ("Matière 2 pourcentage", 0.1)):
        page.cell(2, HEADER.index(name) + 1, value)
    stream = io.BytesIO()
    as_numbers.save(stream)
    content = written(stream.getvalue(), forms.CSV, method)
    [row] = table(content, ",")
    assert row["Matière 1 pourcentage"] == "90 %"
    assert [result.score for result in score(content, method)] == [SCORE]


def test_odd_signs_do_not_break_a_spreadsheet(method: Method) -> None:
    needs("python_calamine")
    name = "a\x01b<&>\"'_x0041_\ud7ff é"
    content = written(lines([pull(**{"Référence interne": name})]), forms.XLSX, method)
    assert score(content, method)[0].id == name
    assert len("".join(map(str, sheet(content)[0].values()))) < 40_000
    long = written(lines([pull(**{"Référence interne": "x" * 50_000})]), forms.XLSX, method)
    assert len(sheet(long)[0]["Référence interne"]) == 32_767


def test_the_portals_own_form(method: Method) -> None:
    bad = pull(**{"Masse (en kg)": "x", "Catégorie": "y", "Référence interne": "R2"})
    content = written(lines([pull(), bad]), forms.PORTAL_RESULT, method).decode()
    header, good, refused = content.splitlines()
    assert header == "Référence interne,Score,Erreur"
    assert good == "REF-123,2318,"
    [_, cells] = csv.reader([good, refused])
    assert cells[:2] == ["R2", ""]
    assert "Masse (en kg) : « x » n'est pas un nombre" in cells[2]


def test_a_row_that_is_no_json_is_given_back_as_text(method: Method) -> None:
    content = written(
        b'{"a": \n' + json.dumps(PULL_REQUEST).encode() + b"\n", forms.JSON_LINES, method
    )
    bad, good = map(json.loads, content.splitlines())
    assert bad["input"] == '{"a":'
    assert good["input"] == PULL_REQUEST


# The summary.


def test_the_summary_counts_and_orders(method: Method) -> None:
    rows = [
        pull(),
        pull(Score="1"),
        pull(Catégorie="Jean"),
        pull(Catégorie="x"),
        pull(Catégorie="x"),
    ]
    results = score(lines(rows), method)
    tally = Tally()
    tally.count(results[:2])
    other = Tally()
    other.count(results[2:])
    tally.add(other)
    summary = tally.summary()
    assert {name: summary[name] for name in ("rows", "scored", "refused", "declaredDiffers")} == {
        "rows": 5,
        "scored": 3,
        "refused": 2,
        "declaredDiffers": 2,
    }
    scores = sorted(result.score for result in results if result.score)
    assert summary["scores"]["min"] == scores[0]
    assert summary["scores"]["median"] == scores[1]
    assert summary["scores"]["mean"] == pytest.approx(sum(scores) / 3)
    assert summary["categories"]["pull"]["rows"] == 2
    assert (summary["errors"][0]["rows"], summary["errors"][0]["line"]) == (2, 5)


def test_a_summary_of_nothing() -> None:
    assert Tally().summary()["scores"] is None
