"""Links to a request hold the JSON that JavaScript writes."""

import base64
from typing import Any

import pytest

from scoring.answers.links import encode_query


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ({"mass": 0.17, "name": "é"}, '{"mass":0.17,"name":"é"}'),
        ({"mass": 0.000001}, '{"mass":0.000001}'),
        ({"mass": 1e-7}, '{"mass":1e-7}'),
        (
            {"mass": 1e17, "list": [{"share": 2e-6}]},
            '{"mass":100000000000000000,"list":[{"share":0.000002}]}',
        ),
        ({"id": "0e8ea799-9b06", "upcycled": False}, '{"id":"0e8ea799-9b06","upcycled":false}'),
    ],
)
def test_the_text_is_javascripts(query: dict[str, Any], text: str) -> None:
    assert base64.b64decode(encode_query(query)).decode() == text
