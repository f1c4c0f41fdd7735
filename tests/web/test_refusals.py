"""Error messages of the engine and of catalogues are in the language of the page."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from scoring.answers.sectors import TEXTILE
from scoring.engine.errors import InvalidQuery
from scoring.engine.method import Method
from scoring.web.refusals import told
from tests.catalogue.files import lines, pull

SCORING = Path(__file__).parents[2] / "scoring"
SOURCES = (
    *sorted((SCORING / "catalogue").rglob("*.py")),
    SCORING / "engine/decoding.py",
    SCORING / "engine/textile/query.py",
    SCORING / "engine/textile/composites/query.py",
)
REFUSING = ("CellFault", "UnusableInput", "DecodingError", "_refuse", "refuse", "refused")
# Never visible on a page: options of the command, and formats that pages do not offer.
NOT_SHOWN = ("reading/opening.py", "reading/extras.py", "writing/", "comparing.py", "models.py")
ENGLISH = {"headers": {"accept-language": "en"}}


def texts_of(node: ast.AST) -> Iterator[str]:
    """The string literals in an expression, with a number in place of each value."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(
            str(part.value) if isinstance(part, ast.Constant) else "7" for part in node.values
        )
    elif isinstance(node, ast.IfExp):
        yield from texts_of(node.body)
        yield from texts_of(node.orelse)


def sentences() -> list[str]:
    """Every literal error message of a module."""
    found = set()
    for path in SOURCES:
        if any(part in path.as_posix() for part in NOT_SHOWN):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                function = node.func
                name = getattr(function, "id", getattr(function, "attr", ""))
                if name in REFUSING:
                    found |= set(texts_of(node.args[-1]))
            if isinstance(node, ast.Assign) and "faults[" in ast.unparse(node.targets[0]):
                found |= set(texts_of(node.value))
    # A text that begins with a value is the end of a sentence; a suggestion may follow.
    whole = {text.removesuffix("7") if text.endswith(".7") else text for text in found}
    return sorted(text for text in whole if " " in text and not text.startswith("7"))


@pytest.mark.parametrize("sentence", sentences())
def test_each_sentence_is_told_in_english(sentence: str) -> None:
    with translation.override("fr"):
        assert told(sentence) == sentence
    with translation.override("en"):
        english = told(sentence)
    assert english != sentence
    assert sentence.count("7") <= english.count("7") + 1


def test_there_are_sentences() -> None:
    assert len(sentences()) > 40


def test_values_are_those_of_the_sentence(method: Method) -> None:
    body = {"product": "tshirt", "mass": 0.17, "materials": [{"id": "ei-cotton", "share": 1}]}
    with pytest.raises(InvalidQuery) as refusal:
        TEXTILE.parse(method, body | {"price": 5000})
    with translation.override("en"):
        assert "No material has the id ei-cotton." in told(refusal.value.faults["materials"])
        assert told(refusal.value.faults["price"]).startswith("The unit price must be between 1 ")


def test_what_nobody_knows_stays_as_it_is() -> None:
    with translation.override("en"):
        assert told("une phrase inconnue") == "une phrase inconnue"
        assert told("x" * 100_000) == "x" * 100_000


def test_an_english_catalogue_says_its_reasons_in_english(client: Client) -> None:
    rows = lines([pull(**{"Masse (en kg)": "abc", "Origine de confection": "Atlantide"})])
    answer = client.post(
        "/catalogue/calcul/", rows, content_type="application/octet-stream", **ENGLISH
    )
    row = json.loads(answer.getvalue().splitlines()[1])
    said = dict(row["errors"])
    assert said["Masse (en kg)"] == "“abc” is not a number"
    assert said["Origine de confection"].startswith("“Atlantide” is not a known name or code")


def test_the_page_without_scripts_does_too(client: Client) -> None:
    rows = lines([pull(**{"Masse (en kg)": "abc"})])
    page = client.post("/catalogue/resultats/", {"text": rows.decode()}, **ENGLISH)
    text = page.content.decode()
    assert "“abc” is not a number" in text
    assert "n’est pas un nombre" not in text


def test_a_simulator_in_english_refuses_in_english(client: Client) -> None:
    body = {"product": "tshirt", "mass": 0.17, "materials": [{"id": "x", "share": 1}]}
    page = client.post("/textile/lien/", {"query": json.dumps(body)}, **ENGLISH).content.decode()
    assert "No material has the id x." in page
