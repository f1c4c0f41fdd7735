"""Every warning has its sentence, in French and in English."""

import ast
import re
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from babel.messages.pofile import read_po

from scoring.answers.cautions import SENTENCES, warning, worded
from scoring.answers.components import OBJECT
from scoring.answers.food import FOOD
from scoring.answers.sector import compute
from scoring.answers.sectors import TEXTILE
from scoring.engine.cautions import NOT_FINITE, Caution
from scoring.engine.method import Method
from tests.answers.served import aggregated

REPOSITORY = Path(__file__).parents[2]
TSHIRT = {"mass": 0.17, "product": "tshirt", "materials": [{"id": "ei-coton", "share": 1}]}
CARROT = {"id": "4d5198e7-413a-4ae2-8448-535aa3b302ae", "mass": 268}
LONG_ZIP = "86b877ff-0d59-482f-bb34-3ff306b07496"
SPACE = "\u00a0"


def codes_of_the_sources() -> set[str]:
    """The codes that the engine and the levels use; a variable part is one word or several."""
    found = set()
    for folder in ("engine", "answers"):
        for path in (REPOSITORY / "scoring" / folder).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Caution":
                    found.add(ast.unparse(node.args[0]).removeprefix("f").strip("'"))
    return found


def test_every_code_has_a_sentence_and_no_sentence_is_idle() -> None:
    patterns = [re.sub(r"\{\w+\}", "[a-z-]+", code) for code in codes_of_the_sources() - {"code"}]
    assert len(patterns) >= 7
    for pattern in patterns:
        assert any(re.fullmatch(pattern, code) for code in SENTENCES), pattern
    # The codes of objects are not written where the warning is made.
    source = (REPOSITORY / "scoring" / "engine" / "objects" / "cautions.py").read_text("utf-8")
    chosen = set(re.findall(r'\("([a-z-]+)", ', source))
    assert chosen <= set(SENTENCES)
    for code in SENTENCES:
        assert code in chosen or any(re.fullmatch(pattern, code) for pattern in patterns), code


def test_every_sentence_is_translated_with_the_same_values() -> None:
    path = REPOSITORY / "locale" / "en" / "LC_MESSAGES" / "django.po"
    if not path.is_file():
        pytest.skip(f"{path} is not in this copy")
    with path.open("rb") as file:
        catalogue = read_po(file)
    for code, french in SENTENCES.items():
        message = catalogue.get(french)
        assert message is not None, code
        assert message.string, code
        assert not message.fuzzy, code
        assert fields_of(str(message.string)) == fields_of(french), code


def fields_of(sentence: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def said(method: Method, sector: Any, body: Any) -> list[Caution]:
    computed = compute(sector, method, body, aggregated(method))
    return computed.cautions(computed.impacts)


def test_a_share_is_a_percentage_and_a_record_its_name(method: Method) -> None:
    materials = [{"id": "ei-coton", "share": 0.9}]
    (shares,) = said(method, TEXTILE, TSHIRT | {"materials": materials})
    assert warning(shares) == {
        "code": "materials-sum",
        "message": f"La somme des parts de matières devrait être égale à 100 % (ici : 90{SPACE}%).",
        "field": "materials",
    }
    wood = next(
        one for one in method.dataset.processes.values() if one.unit == "m3" and one.density == 0
    )
    body = {"components": [{"quantity": 1, "custom": {"elements": [_element(wood.id, -2)]}}]}
    cautions = said(method, OBJECT, body)
    negative, unknown = cautions[:2]
    assert [negative.code, unknown.code] == ["amount-negative", "density-unknown"]
    assert worded(negative) == (
        f"La quantité de « {wood.name} » est négative : elle est comptée telle quelle."
    )
    assert f"« {wood.name} »" in worded(unknown)
    assert {caution.field for caution in cautions} == {"components"}
    body = {"components": [{"quantity": 1, "custom": {"elements": [_element(wood.id, 0)]}}]}
    assert "amount-negative" not in {caution.code for caution in said(method, OBJECT, body)}


def _element(material: str, amount: float) -> dict[str, Any]:
    return {"amount": amount, "material": material}


def test_each_sector_says_what_is_odd_about_a_request(method: Method) -> None:
    zips = [{"id": LONG_ZIP, "quantity": 4}]
    assert [one.code for one in said(method, TEXTILE, TSHIRT | {"trims": zips})] == [
        "trims-heavier-than-garment"
    ]
    codes = [one.code for one in said(method, TEXTILE, TSHIRT | {"mass": 1.7e308})]
    assert codes == [NOT_FINITE.code, "mass-unusual"]
    assert [one.code for one in said(method, FOOD, {"ingredients": []})] == ["nothing-prepared"]
    (cotton,) = [m.process for m in method.dataset.materials.values() if m.id == "ei-coton"]
    odd = {
        "ingredients": [CARROT],
        "transform": {"id": cotton.id, "mass": 1},
        "packaging": [{"id": cotton.id, "mass": 1}],
    }
    assert [(one.code, one.field) for one in said(method, FOOD, odd)] == [
        ("process-not-food-transformation", "transform"),
        ("process-not-food-packaging", "packaging"),
    ]


def test_a_caution_about_no_field_names_none() -> None:
    assert warning(NOT_FINITE) == {
        "code": "not-finite",
        "message": "Une valeur du résultat n'est pas un nombre fini : elle n'est pas donnée "
        "(null).",
    }


def test_a_page_may_say_a_caution_in_its_own_words(method: Method) -> None:
    processes = tuple(list(method.dataset.processes.values())[:2])
    caution = Caution("details-left-out", "", {"name": processes, "limit": 0.05})
    french = worded(caution)
    assert ", ".join(process.name for process in processes) in french
    assert f"5{SPACE}%" in french
    other = worded(
        caution,
        translate=lambda text: "{name} > {limit}",
        name=lambda record: record.name.upper(),
        ratio=lambda value, digits: f"{value}/{digits}",
    )
    assert other == f"{processes[0].name.upper()}, {processes[1].name.upper()} > 0.05/8"
