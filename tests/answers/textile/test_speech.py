"""Fields and values of a garment in words, as levers and differences tell them."""

from typing import Any

import pytest

from scoring.answers.textile.speech import FRENCH, french_number
from scoring.engine.french import NBSP
from scoring.engine.method import Method
from tests.conformance.complete import JACKET

ZIP = "86b877ff-0d59-482f-bb34-3ff306b07496"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("trims", [{"id": ZIP, "quantity": 1}, {"id": "zzz", "quantity": 2}], "1 Zip long, 2 zzz"),
        ("trims", [{"id": ZIP.upper(), "quantity": 1200}], "1 200 Zip long"),
        ("trims", [{"id": ZIP, "quantity": 1, "custom": {"name": " Zip rouge "}}], "1 Zip rouge"),
        ("trims", [{"id": ZIP, "quantity": 1, "custom": {"name": " "}}], "1 Zip long"),
        ("trims", [{"id": ZIP, "quantity": 1, "custom": {"elements": []}}], "1 Zip long"),
        ("trims", [{"id": ZIP, "quantity": 1, "custom": None}], "1 Zip long"),
        (
            "materials",
            JACKET["materials"],
            "70 % Laine par défaut, 20 % Polyester, 10 % Polyester recyclé",
        ),
        ("disabledSteps", ["use", "ennobling"], "Utilisation, Ennoblissement"),
        ("printing", {"kind": "substantive", "ratio": 0.5}, "fixé-lavé, 50 %"),
        ("printing", {"kind": "pigment"}, "pigmentaire"),
        ("printing.ratio", 0.125, "12,5 %"),
        ("airTransportRatio", 0.25, "25 %"),
        ("mass", 0.17, "0,17 kg"),
        ("mass", None, "aucune"),
        ("price", 1500, "1 500 €"),
        ("fading", True, "oui"),
        ("upcycled", False, "non"),
        ("countryMaking", "VN", "Vietnam"),
        ("product", "jean", "Jean"),
        ("business", "small-business", "PME/TPE"),
        ("makingComplexity", "very-high", "très élevée"),
        ("numberOfReferences", 12000, "12 000"),
        ("fabricProcess", "weaving", "tissage"),
        ("materials.0.spinning", "UnconventionalSpinning", "filature non conventionnelle"),
    ],
)
def test_a_value_is_said_as_a_reader_would(
    method: Method, field: str, value: Any, said: str
) -> None:
    assert FRENCH.value(method, field, value).replace(NBSP, " ") == said


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("mass", "Masse du produit fini"),
        ("materials.0.country", "Origine de la matière (Laine par défaut)"),
        ("trims.0.quantity", "Accessoire (Zip long)"),
        ("materials.1.id", "Matière"),
        ("printing.ratio", "Part de la surface imprimée"),
    ],
)
def test_a_field_is_called_by_its_name_and_that_of_its_thing(
    method: Method, field: str, said: str
) -> None:
    assert FRENCH.field(method, JACKET, field) == said


def test_a_trim_of_ones_own_is_called_by_the_name_that_the_request_gives_it(method: Method) -> None:
    named = {"id": ZIP, "quantity": 2, "custom": {"name": "Zip rouge"}}
    body = {**JACKET, "trims": [named]}
    assert FRENCH.field(method, body, "trims.0.quantity") == "Accessoire (Zip rouge)"


def test_thousands_are_grouped_before_the_comma_alone() -> None:
    assert french_number(12345.67891, 5) == "12\u00a0345,67891"
