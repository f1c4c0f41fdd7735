"""Garments that the tests of the detailed answer ask for."""

from typing import Any

from scoring.answers.levels import Served
from scoring.answers.sector import compute
from scoring.answers.textile.sector import TEXTILE, Garment, detailed
from scoring.engine.method import Method

BARE: dict[str, Any] = {
    "mass": 0.17,
    "product": "tshirt",
    "materials": [{"id": "ei-coton", "share": 1}],
}
# Every field, each with another value than its default.
SAID: dict[str, Any] = {
    "mass": 0.45,
    "product": "jean",
    "materials": [
        {"id": "ei-coton", "share": 0.6, "country": "BD", "spinning": "UnconventionalSpinning"},
        {"id": "ei-pet", "share": 0.4},
    ],
    "countrySpinning": "TR",
    "countryFabric": "IN",
    "countryDyeing": "PK",
    "countryMaking": "TN",
    "airTransportRatio": 0.3,
    "business": "small-business",
    "numberOfReferences": 1500,
    "price": 80,
    "physicalDurability": 0.9,
    "disabledSteps": ["use"],
    "yarnSize": 20,
    "fabricProcess": "weaving",
    "surfaceMass": 300,
    "dyeingProcessType": "discontinuous",
    "printing": {"kind": "substantive", "ratio": 0.5},
    "fading": True,
    "makingComplexity": "not-applicable",
    "makingWaste": 0.21,
    "makingDeadStock": 0.07,
    "trims": [{"id": "0c903fc7-279b-4375-8cfa-ca8133b8e973", "quantity": 2}],
}


def computed(method: Method, body: Any, served: Served) -> Garment:
    return compute(TEXTILE, method, body, served)


def detailed_of(method: Method, body: Any, served: Served) -> dict[str, Any]:
    found: dict[str, Any] = detailed(computed(method, body, served))
    return found


def steps_of(method: Method, body: Any, served: Served) -> dict[str, dict[str, Any]]:
    """The steps of the detailed answer by their code."""
    codes = ("material", "spinning", "fabric", "ennobling", "making", "distribution", "use", "eol")
    return dict(zip(codes, detailed_of(method, body, served)["lifeCycle"], strict=True))
