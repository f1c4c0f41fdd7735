"""The answers that docs/contract shows as examples are those of the API."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

CONTRACT = Path(__file__).parents[2] / "docs" / "contract"
_REST = "…"
_COTTON = [{"id": "ei-coton", "share": 1}]
# The first garment of api.md 10.
_ACROSS_ASIA = {
    "mass": 0.17,
    "product": "tshirt",
    "materials": [{"id": "ei-coton", "share": 1, "country": "FR"}],
    "countryFabric": "CN",
    "countryDyeing": "IN",
    "countryMaking": "MM",
}
_FROM_CHINA = {
    "mass": 0.17,
    "product": "tshirt",
    "materials": _COTTON,
    "countryFabric": "CN",
    "countryDyeing": "CN",
    "countryMaking": "CN",
}
EXAMPLES = [
    ("api.md", "### 5.1 ", "textile/simulator", _ACROSS_ASIA),
    ("api.md", "### 6.5 ", "textile/versions/differences?to=v8.1.0", _ACROSS_ASIA),
    ("decisions.md", "## 1. ", "textile/explain", _ACROSS_ASIA),
    ("decisions.md", "## 2. ", "textile/levers", _FROM_CHINA),
    (
        "decisions.md",
        "## 3. ",
        "textile/differences",
        {"from": _FROM_CHINA, "to": _FROM_CHINA | {"countryMaking": "FR"}},
    ),
    ("decisions.md", "## 4. ", "textile/estimate", {"product": "tshirt", "materials": _COTTON}),
]


def example(document: str, heading: str) -> Any:
    """The first block of a section, read as JSON: what is left out becomes the text ``…``."""
    section = (CONTRACT / document).read_text(encoding="utf-8").partition(f"\n{heading}")[2]
    text = re.findall(r"```(?:json)?\n(\{.*?)```", section, re.DOTALL)[0]
    text = re.sub(r"(-?\d[\d.]*)…", r'"\1…"', text)
    text = re.sub(r", …\}", ', "…": "…"}', text)
    return json.loads(re.sub(r"\{…\}|\[…\]|(?<= )…(?=[,\]}])", '"…"', text))


def shows(shown: Any, found: Any) -> bool:
    """Whether an answer is what an example shows of it."""
    if isinstance(shown, dict):
        return isinstance(found, dict) and all(
            key == _REST or (key in found and shows(value, found[key]))
            for key, value in shown.items()
        )
    if isinstance(shown, list):
        items = [item for item in shown if item != _REST]
        whole = len(items) == len(shown)
        return (not whole or len(items) == len(found)) and all(
            any(shows(item, one) for one in found) for item in items
        )
    if isinstance(shown, str) and shown.endswith(_REST):
        written = found if isinstance(found, str) else json.dumps(found)
        return written.startswith(shown.removesuffix(_REST))
    return bool(shown == found)


@pytest.mark.parametrize(("document", "heading", "path", "body"), EXAMPLES)
def test_the_example_is_the_answer(
    client: Client, document: str, heading: str, path: str, body: dict[str, Any]
) -> None:
    answer = client.post(f"/api/{path}", json.dumps(body), content_type="application/json")
    assert answer.status_code == 200, answer.content
    text = answer.content.decode().replace("http://testserver", "https://example.org")
    found = json.loads(re.sub("[\u00a0\u202f]", " ", text))
    shown = example(document, heading)
    assert shown.keys() <= found.keys()
    for key, value in shown.items():
        assert shows(value, found[key]), (key, found[key])


def test_an_example_that_is_not_the_answer_is_found() -> None:
    found = {"score": 1754.638, "lines": [{"id": "a", "value": 1}, {"id": "b", "value": 2}]}
    assert shows({"score": "1754.6…", "lines": [{"id": "b", "value": 2}, "…"]}, found)
    assert not shows({"score": "1754.7…"}, found)
    assert not shows({"lines": [{"id": "b", "value": 1}, "…"]}, found)
    assert not shows({"lines": [{"id": "b", "value": 2}]}, found)
    assert not shows({"total": "…"}, found)
