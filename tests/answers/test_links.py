"""Links contain the exact request, as JavaScript would write it."""

import base64
import json
from typing import Any

import pytest

from scoring.answers.links import encode_query, shared_link
from scoring.answers.products import BOX, CARROT_CAKE, TSHIRT
from scoring.answers.sector import compute
from scoring.answers.sectors import SECTORS, TEXTILE
from scoring.engine.method import Method
from tests.answers.served import aggregated


def text_of(encoded: str) -> str:
    return base64.b64decode(encoded).decode()


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ({"mass": 0.17}, '{"mass":0.17}'),
        ({"mass": 1.0}, '{"mass":1}'),
        ({"mass": 10.0, "price": 2}, '{"mass":10,"price":2}'),
        ({"parts": [1.0, 0.5]}, '{"parts":[1,0.5]}'),
        ({"mass": 1e-7}, '{"mass":1e-7}'),
        ({"mass": 1e-5}, '{"mass":0.00001}'),
        ({"mass": 1e21}, '{"mass":1e+21}'),
        ({"mass": 1e20}, '{"mass":100000000000000000000}'),
        ({"a": {"b": [{"c": 2.0}]}}, '{"a":{"b":[{"c":2}]}}'),
        ({"name": "Été 1e5", "fading": True, "price": None}, None),
    ],
)
def test_a_query_is_written_as_javascript_writes_it(query: Any, text: str | None) -> None:
    expected = text or json.dumps(query, ensure_ascii=False, separators=(",", ":"))
    assert text_of(encode_query(query)) == expected


@pytest.mark.parametrize(
    ("name", "body"), [("textile", TSHIRT), ("food", CARROT_CAKE), ("veli", BOX)]
)
def test_a_link_opens_the_same_product(method: Method, name: str, body: Any) -> None:
    sector = SECTORS[name]
    product = compute(sector, method, body, aggregated(method))
    link = product.link("https://exemple.test", sector.repeat(product.query), "pef")
    start, _, encoded = link.rpartition("/")
    assert start == f"https://exemple.test/versions/v7.0.0/#/{sector.fragment}/pef"
    again = compute(sector, method, json.loads(text_of(encoded)), aggregated(method))
    assert again.impacts == product.impacts


def test_a_link_opens_the_score_unless_told_otherwise(method: Method) -> None:
    garment = compute(TEXTILE, method, TSHIRT, aggregated(method))
    page = "textile/simulator/ecs"
    assert garment.link("https://a.test", {}) == shared_link("https://a.test", "v7.0.0", page, {})
