"""The figures that docs/method shows are those of the engine and of its data."""

import ast
import json
import math
import operator
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from scoring.engine.method import Method
from scoring.engine.subscores import SUB_SCORES
from scoring.engine.textile.masses import SPINNING_WASTE
from scoring.engine.vocabulary import food, textile
from tests.conformance.test_textile import summary
from tests.repository.worked_examples import EXAMPLES

METHOD = Path(__file__).parents[2] / "docs" / "method"
_EXAMPLE = re.compile(r"<!-- worked example -->\n(.*?)<!-- /worked example -->", re.DOTALL)
# The numbers of a calculation are printed with nine digits.
_PRINTED = 2e-8
_OPERATIONS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_FUNCTIONS: dict[str, Callable[..., float]] = {
    "min": min,
    "round": lambda value: math.floor(value + 0.5),
}


def evaluate(calculation: str) -> float:
    """A line of an example: numbers, the four operations, ``min`` and ``round`` (half up).

    >>> evaluate("round(3 × 0.5) − 1 / (1 + 1)")
    1.5
    """
    text = calculation.replace("×", "*").replace("−", "-")
    return _value(ast.parse(text, mode="eval").body)


def _value(node: ast.expr) -> float:
    match node:
        case ast.Constant(value=int() | float() as value):
            return value
        case ast.BinOp(left=left, op=op, right=right):
            return _OPERATIONS[type(op)](_value(left), _value(right))
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return _FUNCTIONS[name](*map(_value, arguments))
    raise ValueError(ast.unparse(node))


def rows(text: str) -> Iterator[dict[str, str]]:
    """Every line of every table, by the names of its columns."""
    for table in re.findall(r"(?:^\|.*\|\n)+", text, re.MULTILINE):
        head, _, *lines = (
            [cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()
        )
        for line in lines:
            yield dict(zip(head, line, strict=True))


def printed(value: float, shown: str) -> bool:
    """Whether a figure is shown correctly, to the last digit shown."""
    digits = len(re.sub(r"[^0-9]|e.*", "", shown).lstrip("0")) or 1
    return float(f"{value:.{digits}g}") == float(shown)


@pytest.mark.parametrize("document", sorted(EXAMPLES))
def test_every_number_of_a_worked_example_is_the_engines(method: Method, document: str) -> None:
    text = (METHOD / document).read_text(encoding="utf-8")
    (example,) = _EXAMPLE.findall(text)
    request: Any = json.loads(re.findall(r"```json\n(.*?)```", example, re.DOTALL)[0])
    found = EXAMPLES[document](method, request)
    lines = list(rows(example))
    assert [line["value"] for line in lines] == list(found)
    for line in lines:
        value, shown = found[line["value"]], line["result"]
        assert printed(value, shown), (line, value)
        if line["calculation"] != "—":
            computed = evaluate(line["calculation"])
            assert computed == pytest.approx(float(shown), rel=_PRINTED, abs=1e-12), line


def test_the_calculations_of_the_examples_are_read_as_they_are_written() -> None:
    assert evaluate("min(1.45, round(100 × (0.5 + 0.175)) / 100)") == 0.68
    assert evaluate("1 − 3 × 2 / 4") == -0.5
    assert printed(0.235294117, "0.235294117")
    assert not printed(0.235294117, "0.235294118")
    assert printed(0.0, "0")


@pytest.mark.parametrize("document", sorted(EXAMPLES))
def test_the_processes_shown_are_those_of_the_data(method: Method, document: str) -> None:
    """Tables with an id of a process and a column of scores or energies."""
    text = (METHOD / document).read_text(encoding="utf-8")
    compared = 0
    for line in rows(text):
        process = method.dataset.processes.get(line.get("id", "").strip("`"))
        if process is None:
            continue
        ecs, pef = method.scores.weigh(((process.index, 1.0),))
        values = {
            "ecs": ecs,
            "pef": pef,
            "elecMJ": process.elec_mj,
            "heatMJ": process.heat_mj,
            "waste": process.waste,
        }
        for column, value in values.items():
            shown = line.get(column, "–")
            if shown != "–":
                assert float(shown) == value, (line, column)
                compared += 1
    assert compared >= 2


def _number(shown: str) -> float | None:
    return None if shown == "–" else float(shown)


def test_the_normalisations_and_weights_shown_are_those_of_the_data(method: Method) -> None:
    text = (METHOD / "textile.md").read_text(encoding="utf-8")
    lines = [line for line in rows(text) if "weight ecs" in line]
    definitions = method.dataset.impacts
    assert {line["x"].split()[0] for line in lines} == set(definitions) - {"ecs", "pef"}
    for line in lines:
        definition = definitions[line["x"].split()[0]]
        assert _number(line["weight ecs"]) == definition.ecs_weighting, line
        assert _number(line["weight pef"]) == definition.pef_weighting, line
        for normalization in (definition.ecs_normalization, definition.pef_normalization):
            assert normalization in (None, float(line["normalisation"])), line

    text = (METHOD / "food.md").read_text(encoding="utf-8")
    themes: dict[str, list[str]] = {}
    theme = ""
    for line in rows(text):
        if "sub-score" in line:
            theme = line["sub-score"].strip("`") or theme
            themes.setdefault(theme, []).append(line["trigram"])
            definition = definitions[line["trigram"]]
            assert float(line["normalization"]) == definition.ecs_normalization, line
            assert float(line["weighting"]) == definition.ecs_weighting, line
    assert {theme: tuple(trigrams) for theme, trigrams in themes.items()} == SUB_SCORES


def test_the_constants_shown_are_those_of_the_engine() -> None:
    text = (METHOD / "textile.md").read_text(encoding="utf-8")
    lines = [{name: cell.strip("`") for name, cell in line.items()} for line in rows(text)]
    minutes = {line["complexity"]: float(line["minutes"]) for line in lines if "minutes" in line}
    assert minutes == textile.MAKING_MINUTES
    losses = {line["process"]: float(line["loss"]) for line in lines if "loss" in line}
    assert losses == SPINNING_WASTE
    steps = [line["code"] for line in lines if "can be disabled" in line]
    assert tuple(steps) == textile.STEPS

    text = (METHOD / "food.md").read_text(encoding="utf-8")
    lines = [{name: cell.strip("`") for name, cell in line.items()} for line in rows(text)]
    retails = {
        line["type"]: tuple(float(line[name]) for name in line if "(kWh" in name or "(L" in name)
        for line in lines
        if "water (L/m3)" in line
    }
    assert retails == {code: tuple(retail)[1:] for code, retail in food.RETAILS.items()}
    preparations = {
        line["id"]: food.Preparation(
            line["label"],
            float(line["elec kWh/kg"]),
            float(line["elecShare"]),
            float(line["heat MJ/kg"]),
            float(line["heatShare"]),
            line["cooks (applies the raw-to-cooked ratio)"] == "yes",
        )
        for line in lines
        if "elecShare" in line
    }
    assert preparations == food.PREPARATIONS
    services = {
        line["service"]: float(line["coefficient"]) for line in lines if "coefficient" in line
    }
    assert services == food.SERVICE_COEFFICIENTS


def _requests_of_section_15() -> list[tuple[str, dict[str, Any]]]:
    """The requests of textile.md 15.5, in the order of its table."""
    france = dict.fromkeys(("countryFabric", "countryDyeing", "countryMaking"), "FR")
    cotton = [{"id": "ei-coton", "share": 1}]
    tshirt = {"product": "tshirt", "mass": 0.17, "materials": cotton, **france}
    turkey = dict.fromkeys(("countryFabric", "countryDyeing", "countryMaking"), "TR")
    china = dict.fromkeys(("countryFabric", "countryDyeing", "countryMaking"), "CN")
    jean = {"product": "jean", "mass": 0.45, "materials": cotton, "fabricProcess": "weaving"}
    jean |= turkey
    buckle = {"id": "0c903fc7-279b-4375-8cfa-ca8133b8e973", "quantity": 1}
    zipper = {"id": "0e8ea799-9b06-490c-a925-37564746c454", "quantity": 1}
    heavy = tshirt | {"mass": 0.3, "surfaceMass": 300}
    mixed = [
        {"id": "ei-coton", "share": 0.5},
        {"id": "ei-pet", "share": 0.45},
        {"id": "elasthane", "share": 0.05},
    ]
    elastic = [{"id": "ei-coton", "share": 0.9}, {"id": "elasthane", "share": 0.1}]
    return [
        ("t-shirt 0.17 kg cotton", tshirt),
        ("idem, spinning TR", tshirt | {"countrySpinning": "TR"}),
        (
            "skirt 0.3 kg `ei-acrylique`, weaving",
            {"product": "jupe", "mass": 0.3, "fabricProcess": "weaving", **france}
            | {"materials": [{"id": "ei-acrylique", "share": 1}]},
        ),
        (
            "t-shirt 0.17 kg, 50 % cotton, 45 % `ei-pet`, 5 % `elasthane`",
            tshirt | {"materials": mixed},
        ),
        ("t-shirt 0.17 kg cotton, `ennobling` disabled", tshirt | {"disabledSteps": ["ennobling"]}),
        (
            "trousers 0.45 kg, 90 % cotton, 10 % elasthane, China, weaving, air 1",
            {"product": "pantalon", "mass": 0.45, "materials": elastic, "fabricProcess": "weaving"}
            | china
            | {"airTransportRatio": 1},
        ),
        ("jean 0.45 kg cotton, Turkey, weaving, fading", jean | {"fading": True}),
        ("idem, fading false", jean | {"fading": False}),
        (
            "idem with fading, `trims` = 1 metal button + 1 short zip (the defaults)",
            jean | {"fading": True, "trims": [buckle, zipper]},
        ),
        ("t-shirt 0.17 kg cotton, `makingWaste` 0", tshirt | {"makingWaste": 0}),
        ("idem, `makingWaste` 0.25", tshirt | {"makingWaste": 0.25}),
        (
            "t-shirt 0.3 kg cotton, 300 g/m², pigment",
            heavy | {"printing": {"kind": "pigment"}},
        ),
        ("idem, substantive 0.2", heavy | {"printing": {"kind": "substantive", "ratio": 0.2}}),
        ("idem, pigment 0.5", heavy | {"printing": {"kind": "pigment", "ratio": 0.5}}),
        ("t-shirt 0.17 kg cotton, upcycled", tshirt | {"upcycled": True}),
    ]


def test_the_known_garments_have_the_figures_shown(method: Method) -> None:
    text = (METHOD / "textile.md").read_text(encoding="utf-8")
    section = text.partition("### 15.5")[2].partition("### 15.6")[0]
    lines = list(rows(section))
    requests = _requests_of_section_15()
    assert [line["request"] for line in lines] == [name for name, _ in requests]
    for line, (_, request) in zip(lines, requests, strict=True):
        found = summary(method, request)
        for column in ("ecs", "pef"):
            assert printed(found[column], line[column]), (line, found[column])
