"""Rows of a file that are one set, or the parts of one garment (catalogue.md 6.5)."""

import csv
import io
import pickle
from pathlib import Path
from typing import Any

import pytest

import ecobalyse
from scoring.answers.levels import served_to
from scoring.answers.sectors import TEXTILE
from scoring.catalogue import grouping
from scoring.catalogue.faults import UnusableInput
from scoring.catalogue.grouping import joined
from scoring.catalogue.reading.opening import open_rows
from scoring.catalogue.results import Result
from scoring.catalogue.rows import Row, Rows
from scoring.catalogue.scoring import score_rows
from scoring.engine.method import Method
from tests.catalogue.files import HEADER, PULL_REQUEST, SCORE, codes, columns, lines, pull, score

GROUPED = [*HEADER, "Lot", "Nombre d'articles", "Partie de", "Partie principale"]
SOCKS = {"Catégorie": "Chaussettes", "Masse (en kg)": "0,05", "Score": ""}


def scored(method: Method, *rows: dict[str, str], **options: Any) -> list[Result]:
    return score(lines([pull(**row) for row in rows], GROUPED), method, **options)


def request(**changes: Any) -> dict[str, Any]:
    """The row as a request to the API, without what belongs to the whole set."""
    whole = ("price", "numberOfReferences")
    return {name: value for name, value in PULL_REQUEST.items() if name not in whole} | changes


def test_rows_of_a_set_have_their_own_score_and_the_sets(method: Method) -> None:
    alone, shirt, socks, after = scored(
        method,
        {},
        {"Lot": "A", "Score": "1"},
        {"Lot": "A", "Nombre d'articles": "2", **SOCKS},
        {},
    )
    products = [request(), request(product="chaussettes", mass=0.05, numberOfItem=2)]
    answer = ecobalyse.textile_set({"price": 100, "numberOfReferences": 9000, "products": products})
    assert alone.score == after.score == SCORE
    assert alone.whole is None
    for row, item in zip((shirt, socks), answer["products"], strict=True):
        assert row.score == item["impacts"]["ecs"]
        assert row.whole is not None
        assert row.whole.reference == "A"
        assert row.whole.score == answer["impacts"]["ecs"]
        assert row.whole.durability == answer["durability"]
    assert shirt.declared_check == "differs"
    assert shirt.record()["whole"]["kind"] == "set"


def test_rows_of_a_garment_are_its_parts(method: Method) -> None:
    collar = {"Partie de": "B", "Masse (en kg)": "0,05", "Délavage": "oui", "Score": ""}
    main, other = scored(method, {"Partie de": "B", "Partie principale": "oui"}, collar)
    shared = {"product", "price", "numberOfReferences", "business", "trims"}
    body = {name: value for name, value in PULL_REQUEST.items() if name not in shared}
    parts = [body | {"mainComponent": True}, body | {"mass": 0.05, "fading": True}]
    whole = {name: PULL_REQUEST[name] for name in shared}
    answer = ecobalyse.textile_garment(whole | {"components": parts})
    assert [main.score, other.score] == [part["impacts"]["ecs"] for part in answer["components"]]
    assert main.sold_score == other.sold_score == answer["impacts"]["ecs"]
    assert "trims-of-the-main-part" in codes(other)
    assert "making-of-the-main-part" in codes(other)
    assert codes(main) == []


def test_the_names_of_the_api_do_as_well(method: Method) -> None:
    text = (
        "product,mass,materials.1.id,materials.1.share,set,numberOfItem,price\n"
        "tshirt,0.17,ei-coton,1,A,3,4000\npull,0.5,ei-coton,1,A,,\n"
    )
    first, second = score(text.encode(), method)
    cotton = [{"id": "ei-coton", "share": 1}]
    items = [
        {"product": "tshirt", "mass": 0.17, "materials": cotton, "numberOfItem": 3},
        {"product": "pull", "mass": 0.5, "materials": cotton},
    ]
    answer = ecobalyse.textile_set({"price": 4000, "products": items})
    assert first.sold_score == second.sold_score == answer["impacts"]["ecs"]
    # 4000 € is allowed for a set, but 1600 € is too much for a pullover.
    assert codes(first).count("shared-price-clamped") == 1
    assert "price-clamped" not in codes(first)


def test_a_refused_row_refuses_its_group_and_no_other(method: Method) -> None:
    first, bad, other = scored(
        method, {"Lot": "A"}, {"Lot": "A", "Masse (en kg)": "-1"}, {"Lot": "B"}
    )
    assert columns(bad) == ["Masse (en kg)"]
    assert columns(first) == ["Lot"]
    assert f"ligne {bad.line}" in first.errors[0].message
    assert first.whole is first.score is None
    assert other.status == 200


@pytest.mark.parametrize(
    ("rows", "column"),
    [
        ([{"Lot": "A"}, {"Lot": "A", "Prix (en euros, TTC)": "30"}], "Prix (en euros, TTC)"),
        ([{"Lot": "A"}, {"Lot": "A", "Nombre d'articles": "0"}], "Nombre d'articles"),
        ([{"Lot": "A"}, {"Lot": "A", "Nombre d'articles": "1,5"}], "Nombre d'articles"),
        ([{"Partie de": "A"}, {"Partie de": "A"}], "Partie principale"),
        ([{"Partie de": "A", "Partie principale": "peut-être"}], "Partie principale"),
        (
            [{"Partie de": "A", "Partie principale": "oui", "Origine de confection": ""}],
            "Origine de confection",
        ),
        (
            [
                {"Partie de": "A", "Partie principale": "oui"},
                {"Partie de": "A", "Catégorie": "Chaussettes"},
            ],
            "Catégorie",
        ),
    ],
)
def test_what_is_wrong_with_a_group_names_its_column(
    method: Method, rows: list[dict[str, str]], column: str
) -> None:
    found = scored(method, *rows)
    assert {result.status for result in found} == {400}
    assert column in {name for result in found for name in columns(result)}


def test_rows_of_a_group_follow_each_other(method: Method, monkeypatch: pytest.MonkeyPatch) -> None:
    found = scored(method, {"Lot": "A"}, {"Lot": "B"}, {"Lot": "A"}, {"Lot": "A"}, {"Lot": "C"})
    assert [result.status for result in found] == [200, 200, 400, 400, 200]
    assert "doivent se suivre (la première est la ligne 2)" in found[2].errors[0].message
    both = scored(method, {"Lot": "A", "Partie de": "B"})
    assert "pas des deux" in both[0].errors[0].message
    monkeypatch.setitem(grouping._MOST, "set", 2)
    many = scored(method, *[{"Lot": "A"}] * 4, {"Lot": "B"})
    assert [result.status for result in many] == [400, 400, 400, 400, 200]
    assert [result.line for result in many] == [2, 3, 4, 5, 6]


NAMES = "product,mass,materials.1.id,materials.1.share,set,part of"
SHIRT = "tshirt,0.17,ei-coton,1"


@pytest.mark.parametrize(
    ("rows", "statuses"),
    [
        ([f"{SHIRT},A,", f"{SHIRT},A,,too many", f"{SHIRT},A,", f"{SHIRT},B,"], "400 400 400 200"),
        ([f"{SHIRT},A,", f"{SHIRT},A,,too many", f"{SHIRT},,"], "400 400 200"),
        ([f"{SHIRT},A,,too many", f"{SHIRT},A,", f"{SHIRT},A,"], "400 400 400"),
        ([f"{SHIRT},A,", f"{SHIRT},A,B", f"{SHIRT},C,"], "400 400 200"),
        ([f"{SHIRT},A,B", f"{SHIRT},A,", f"{SHIRT},,"], "400 400 200"),
        ([f"{SHIRT},,", f"{SHIRT},A,,too many", f"{SHIRT},,", f"{SHIRT},A,"], "200 400 200 200"),
    ],
)
def test_no_group_is_scored_without_a_row_that_may_be_of_it(
    method: Method, rows: list[str], statuses: str
) -> None:
    found = score("\n".join([NAMES, *rows]).encode(), method)
    assert [str(result.status) for result in found] == statuses.split()
    assert [result.line for result in found] == [*range(2, len(rows) + 2)]
    for result in found:
        for fault in result.errors:
            if "peut-être" in fault.message:
                assert "du lot « A »" in fault.message


@pytest.mark.parametrize("blank", [None, float("nan"), "", " ", "\u200b"])
def test_a_cell_that_says_nothing_joins_no_rows(method: Method, blank: Any) -> None:
    layout = open_rows(io.BytesIO(f"{NAMES}\n".encode()), sector=TEXTILE).layout
    assert layout is not None
    cells = ["tshirt", 0.17, "ei-coton", 1, blank, None]
    rows = Rows("parquet", layout, [Row(line, cells) for line in (1, 2)])
    served = served_to(method, None)
    found = score_rows(joined(rows), sector=TEXTILE, method=method, served=served)
    assert [result.whole for result in found] == [None, None]


def test_any_process_scores_a_row_of_a_group(method: Method) -> None:
    """A group may span two batches of rows."""
    text = lines([pull(Lot="A"), pull(Lot="A", **SOCKS)], GROUPED)
    rows = open_rows(io.BytesIO(text), sector=TEXTILE)
    last = pickle.loads(pickle.dumps(list(rows)))[-1]  # noqa: S301 - our own
    served = served_to(method, None)
    alone = open_rows(io.BytesIO(text), sector=TEXTILE).follow([last])
    [found] = score_rows(alone, sector=TEXTILE, method=method, served=served)
    whole = score(text, method)[-1]
    assert (found.score, found.whole) == (whole.score, whole.whole)


def test_a_file_of_groups_is_written_in_every_form(method: Method, tmp_path: Path) -> None:
    source = tmp_path / "lots.csv"
    source.write_bytes(lines([pull(Lot="A"), pull(Lot="A", **SOCKS), pull()], GROUPED))
    whole = score(source.read_bytes(), method)[0].sold_score
    for form in ("csv", "xlsx", "jsonl"):
        ecobalyse.score_file(source, tmp_path / f"out.{form}", detail="summary")
    text = (tmp_path / "out.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [row["Score de l'ensemble"] for row in rows] == [str(whole), str(whole), ""]
    ecobalyse.score_file(source, tmp_path / "portail.csv", write="portail")
    scores = (tmp_path / "portail.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert [line.split(",")[1] for line in scores] == [f"{whole:.0f}", f"{whole:.0f}", "2318"]


def test_the_columns_of_groups_come_once(method: Method) -> None:
    with pytest.raises(UnusableInput, match="Lot"):
        score(lines([pull()], [*HEADER, "Lot", "lot"]), method)
