"""Requests in JSON: lines, arrays, columns of the API (catalogue.md 2.9 and 2.10)."""

import io
import json
from typing import Any

import pytest

from scoring.answers.json_text import dumps_slowly, loads_slowly
from scoring.answers.levels import served_to
from scoring.answers.sector import compute
from scoring.answers.sectors import FOOD, OBJECT, TEXTILE
from scoring.catalogue.faults import UnusableInput
from scoring.catalogue.reading.opening import open_rows
from scoring.engine.errors import InvalidQuery
from scoring.engine.method import Method
from tests.catalogue.files import (
    PULL_REQUEST,
    SCORE,
    codes,
    columns,
    requests,
    score,
    score_of,
)
from tests.conformance.cases import body_of, read_cases


def faults_of(method: Method, body: Any) -> dict[str, str]:
    """The errors of a single call."""
    try:
        compute(TEXTILE, method, body, served_to(method, None))
    except InvalidQuery as refusal:
        return refusal.faults
    return {}


def json_lines(*values: Any) -> bytes:
    return b"".join(json.dumps(value).encode() + b"\n" for value in values)


def test_a_request_a_line_with_a_name_and_a_declared_score(method: Method) -> None:
    named = {"id": "A", "declaredScore": 2318, **PULL_REQUEST}
    inside = {"id": 7, "query": PULL_REQUEST}
    results = score(json_lines(PULL_REQUEST, named, inside), method)
    assert [result.score for result in results] == [SCORE] * 3
    assert [result.id for result in results] == [None, "A", "7"]
    assert [result.declared_check for result in results] == [None, "ok", None]
    assert [codes(result) for result in results] == [[], [], []]


def test_a_bad_line_is_refused_alone_with_its_number(method: Method) -> None:
    content = json_lines(PULL_REQUEST) + b"\n{\n" + json_lines([], PULL_REQUEST)
    results = score(content, method, "jsonl")
    assert [(result.line, result.status) for result in results] == [
        (1, 200),
        (3, 400),
        (4, 400),
        (5, 200),
    ]
    assert "JSON illisible" in results[1].errors[0].message


def test_refusals_are_those_of_a_single_call(method: Method) -> None:
    path = "/api/textile/simulator"
    bodies = [body_of(case) for case in read_cases("textile_errors.jsonl") if case["path"] == path]
    results = score(json_lines(*bodies), method)
    assert len(bodies) > 200
    refused = 0
    for body, result in zip(bodies, results, strict=True):
        alone = faults_of(method, body)
        assert {fault.field: fault.message for fault in result.errors} == alone
        assert result.status == (400 if alone else 200)
        refused += bool(alone)
    assert refused > 100
    # Prices are not clamped: this is a request, not a row of the portal.
    prices = score(json_lines({**PULL_REQUEST, "price": 1500}), method)
    assert columns(prices[0]) == ["price"]


def test_a_key_that_is_not_read_is_told_of(method: Method) -> None:
    [result] = score(json_lines({**PULL_REQUEST, "countryMakin": "FR"}), method)
    assert codes(result) == ["misspelt-key"]


def test_a_last_line_that_is_cut_says_so() -> None:
    content = json_lines(PULL_REQUEST, PULL_REQUEST)[:-20]
    rows = open_rows(io.BytesIO(content), "jsonl", sector=TEXTILE)
    assert [bool(row.fault) for row in rows] == [False, True]
    assert rows.cut == 2


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("block", [1, 7, 1000, 1 << 18])
def test_an_array_is_read_in_pieces(
    method: Method, monkeypatch: pytest.MonkeyPatch, indent: int | None, block: int
) -> None:
    monkeypatch.setattr("scoring.catalogue.reading.json_files._BLOCK", block)
    content = json.dumps([{"id": "é"} | PULL_REQUEST, 12, PULL_REQUEST], indent=indent).encode()
    first, bad, last = score(content, method, "json")
    assert (first.score, bad.status, last.score) == (SCORE, 400, SCORE)
    assert first.id == "é"
    if indent:
        assert content.split(b"\n")[last.line - 1].strip() == b"{"


def test_an_array_may_be_empty_and_an_object_stand_alone(method: Method) -> None:
    assert score(b"[]", method) == []
    assert [one.score for one in score(json.dumps(PULL_REQUEST, indent=1).encode(), method, "json")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'[{"a": 1}', "incomplet"),
        (b'[{"a": 1},', "incomplet"),
        (b'[{"a": ', "incomplet"),
        (b'[{"a": 1}]x', "illisible"),
        (b'[{"a": 1} {"a": 2}]', "illisible"),
        (b'[{"a": 1},]', "illisible"),
        (b'[{"a": \xff}]', "UTF-8"),
        (b'"text"', "ni un tableau"),
    ],
)
def test_what_is_no_array_is_refused(method: Method, content: bytes, said: str) -> None:
    with pytest.raises(UnusableInput, match=said):
        score(content, method, "json")


# Columns of the API.


def test_dotted_columns(method: Method) -> None:
    header = (
        "id;product;mass;price;business;numberOfReferences;materials.1.id;materials.1.share;"
        "materials.1.country;materials.3.id;materials.3.share;countrySpinning;countryFabric;"
        "countryDyeing;countryMaking;printing.kind;printing.ratio;fading;upcycled;"
        "airTransportRatio;trims.1.id;trims.1.quantity;trims.2.id;trims.2.quantity;declaredScore"
    )
    row = (
        "A;pull;0,55;100;large-business-without-services;9000;ei-viscose;0,9;CN;ei-jute-kenaf;"
        "0.1;CN;CN;CN;CN;pigment;20 %;non;false;0,75;0c903fc7-279b-4375-8cfa-ca8133b8e973;1;"
        "86b877ff-0d59-482f-bb34-3ff306b07496;0;2318"
    )
    [result] = score(f"{header}\n{row}\n".encode(), method)
    assert (result.score, result.id, result.declared_check) == (SCORE, "A", "ok")


def test_a_column_may_hold_the_whole_request(method: Method) -> None:
    query = json.dumps(PULL_REQUEST).replace('"', '""')
    [result] = score(f'id,query\nA,"{query}"\n'.encode(), method)
    assert (result.score, result.id) == (SCORE, "A")
    [bad] = score(b'id,query\nA,"{"\n', method)
    assert columns(bad) == ["query"]


def test_lists_in_one_column(method: Method) -> None:
    content = (
        b"product\tmass\tmaterials.1.id\tmaterials.1.share\tdisabledSteps\ttrims\tyarnSize\n"
        b"pull\t0.5\tei-coton\t1\tuse, distribution\t[]\t250Dtex\n"
    )
    request = {
        "product": "pull",
        "mass": 0.5,
        "materials": [{"id": "ei-coton", "share": 1}],
        "disabledSteps": ["use", "distribution"],
        "trims": [],
        "yarnSize": "250Dtex",
    }
    [result] = score(content, method)
    assert result.score == score_of(method, request)


def test_all_faults_of_a_row_are_named_by_their_columns(method: Method) -> None:
    header = "product,mass,price,materials.1.id,materials.1.share,materials.2.id,materials.2.share"
    [result] = score(f"{header}\nrobe,-1,1500,ei-coton,x,ei-lin,90\n".encode(), method)
    assert set(columns(result)) == {"product", "mass", "materials.1.share"}
    [second] = score(f"{header}\npull,1,20,ei-coton,0.5,,\n".encode(), method)
    assert second.status == 200
    [third] = score(f"{header}\npull,1,20,ei-coton,0.5,ei-lin,90\n".encode(), method)
    assert columns(third) == ["materials.2.share"]


def test_food_and_objects(method: Method) -> None:
    recipes = requests(20, "food.jsonl")
    results = score(json_lines(*recipes), method, sector=FOOD)
    for recipe, result in zip(recipes, results, strict=True):
        product = compute(FOOD, method, recipe, served_to(method, None))
        assert result.score == product.impacts["ecs"]
    with pytest.raises(UnusableInput, match="recette"):
        score(b"ingredients\n[]\n", method, "csv", sector=FOOD)
    chair = {"components": [{"id": "ad9d7f23-076b-49c5-93a4-ee1cd7b53973", "quantity": 2}]}
    [by_json] = score(json_lines(chair), method, sector=OBJECT)
    flat = b"components.1.id,components.1.quantity\nad9d7f23-076b-49c5-93a4-ee1cd7b53973,2\n"
    [by_columns] = score(flat, method, sector=OBJECT)
    assert by_json.score == by_columns.score
    assert by_json.score


# The standard library reads and writes the same as the faster one.


@pytest.mark.parametrize(
    "text",
    [b"{", b"NaN", b'{"a": Infinity}', b'"\\ud800"', b'"\xff"', b"[" * 100_000, b"", b"1" * 5000],
)
def test_the_slow_reader_refuses_too(text: bytes) -> None:
    with pytest.raises(ValueError):
        loads_slowly(text)


def test_the_slow_reader_and_writer_keep_doubles_and_texts() -> None:
    value = {"é": [0.1, 1e-7, 5e-324, 1.7976931348623157e308, -0.0, 12, None, True, "\u2028"]}
    assert loads_slowly(dumps_slowly(value)) == value
