"""What is said of doubtful requests, and why others are refused.

``tests.answers.whole`` asks for them, and keeps them with its other answers.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from scoring.answers.cautions import warning
from scoring.answers.products import (
    CARROT_CAKE,
    MANGO,
    POLO,
    PYJAMAS,
    STEEL,
    TSHIRT,
)
from scoring.answers.sector import Sector, compute
from scoring.answers.sectors import FOOD, OBJECT, TEXTILE, VELI
from scoring.answers.textile.composites import TEXTILE_GARMENT, TEXTILE_SET, portal_of
from scoring.engine.errors import InvalidQuery
from scoring.engine.method import Method
from tests.answers.served import aggregated

Of = Callable[[Method], Any]
HUGE = 1.7e308
LONG_ZIP = "86b877ff-0d59-482f-bb34-3ff306b07496"
WOOD = "17431e06-2973-516e-b043-be9ad405e4fb"
POWDER = "111539de-deea-588a-9581-6f6ceaa2dfa9"
COTTON = "f0dbe27b-1e74-55d0-88a2-bda812441744"
# The data say nothing of its density.
NUT_OIL = {"id": "00603559-120a-4aa4-b12b-2eda1705e064", "mass": 80}
HALF = {"materials": [{"id": "ei-coton", "share": 0.5}]}
ZIPS = {"trims": [{"id": LONG_ZIP, "quantity": 9}]}
TOP, SOCKS = PYJAMAS["products"]
MAIN, COLLAR = POLO["components"]
ODD_PARTS = POLO | {
    "price": 900,
    "numberOfReferences": 12,
    "business": "small-business",
    "components": [
        MAIN | HALF | {"yarnSize": 200, "fading": True},
        COLLAR | HALF | {"mass": 1.5, "fading": True, "makingComplexity": "high"},
        COLLAR | {"mass": 0.3, "surfaceMass": 80, "fabricProcess": "weaving", "yarnSize": 9},
    ],
}


def _element(amount: float, material: str, *transforms: str) -> dict[str, Any]:
    return {"amount": amount, "material": material, "transforms": list(transforms)}


def _parts(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"components": [{"quantity": 2, "custom": {"elements": list(elements)}}]}


DOUBTFUL: Mapping[str, tuple[Sector[Any, Any, Any], Any]] = {
    "t-shirt of everything": (
        TEXTILE,
        TSHIRT | HALF | ZIPS | {"mass": 2, "price": 900, "yarnSize": 200, "surfaceMass": 80},
    ),
    "t-shirt of loose yarn": (TEXTILE, TSHIRT | {"yarnSize": 9, "fabricProcess": "weaving"}),
    "cloth alone": (
        TEXTILE,
        TSHIRT | {"surfaceMass": 400, "yarnSize": 9, "disabledSteps": ["fabric"], "price": 1},
    ),
    "huge t-shirt": (TEXTILE, TSHIRT | {"mass": HUGE}),
    "unknown keys": (
        TEXTILE,
        TSHIRT
        | {
            "Mass": 1,
            "countrymaking": "FR",
            "quality": 2,
            "geoZone": "FR",
            "colour": "red",
            "materials": [
                {"id": "ei-coton", "share": 1, "geoZone": "FR", "Country": "FR", "note": ""}
            ],
        },
    ),
    "set of a low price": (
        TEXTILE_SET,
        PYJAMAS | {"price": 2, "products": [TOP | HALF | {"mass": 3}, SOCKS | ZIPS]},
    ),
    "set of a high price": (
        TEXTILE_SET,
        {"price": 3000, "products": [TOP | {"numberOfItem": 1}, SOCKS | {"colour": 1}]},
    ),
    "set of one": (TEXTILE_SET, {"products": [TOP | {"numberOfItem": 1}]}),
    "set of three": (TEXTILE_SET, {"products": [SOCKS | {"numberOfItem": 3, "yarnSize": 200}]}),
    "huge set": (TEXTILE_SET, {"products": [TOP | {"mass": HUGE}, SOCKS | {"mass": HUGE}]}),
    "odd parts": (TEXTILE_GARMENT, ODD_PARTS | ZIPS),
    "odd parts, simplified": (TEXTILE_GARMENT, ODD_PARTS | ZIPS | {"simplification": 1}),
    "odd parts, simpler": (TEXTILE_GARMENT, ODD_PARTS | {"simplification": 2}),
    "one part": (TEXTILE_GARMENT, POLO | {"components": [MAIN]}),
    "tiny parts": (
        TEXTILE_GARMENT,
        POLO
        | {"components": [MAIN | {"mass": 1e-13}, COLLAR | {"mass": 2e-13}], "simplification": 1},
    ),
    "main part last": (TEXTILE_GARMENT, POLO | {"components": [COLLAR, MAIN, COLLAR]}),
    "huge parts": (TEXTILE_GARMENT, POLO | {"components": [MAIN | {"mass": HUGE}, COLLAR]}),
    "nothing cooked": (FOOD, {"ingredients": []}),
    "heavy packaging": (
        FOOD,
        CARROT_CAKE
        | {
            "transform": {"id": COTTON, "mass": 90000},
            "packaging": [{"id": COTTON, "mass": 90000}, {"id": STEEL, "mass": 3}],
            "preparation": [],
        },
    ),
    "tiny recipe": (FOOD, {"ingredients": [MANGO["ingredients"][0] | {"mass": 0.1}]}),
    "mango by plane": (FOOD, {"ingredients": [MANGO["ingredients"][0] | {"byPlane": "byPlane"}]}),
    "nut oil alone": (FOOD, {"ingredients": [NUT_OIL], "distribution": "ambient"}),
    "nut oil and mango": (
        FOOD,
        {"ingredients": [NUT_OIL, MANGO["ingredients"][0]], "distribution": "fresh"},
    ),
    "recipe prepared twice": (FOOD, MANGO | {"preparation": ["freezing", "oven"]}),
    "infinite recipe": (
        FOOD,
        {"ingredients": [NUT_OIL | {"mass": HUGE}, MANGO["ingredients"][0] | {"mass": HUGE}]},
    ),
    "huge recipe": (FOOD, {"ingredients": [MANGO["ingredients"][0] | {"mass": HUGE}]}),
    "odd object": (
        OBJECT,
        _parts(
            _element(-2, STEEL, COTTON),
            _element(-3, STEEL, COTTON, POWDER),
            _element(1, "857bd47a-62f2-5662-81b2-df286aa7973f"),
            _element(1, "c172d131-b5d1-5d9b-822b-5762afb91c66"),
        ),
    ),
    "huge vehicle": (VELI, _parts(_element(HUGE, STEEL))),
}
# Each field is wrong in its way; a body that is no request has its own refusal.
REFUSED: Mapping[str, tuple[Sector[Any, Any, Any], Any]] = {
    "garment": (
        TEXTILE,
        {
            "mass": -1,
            "product": "kilt",
            "materials": [],
            "countryMaking": "XX",
            "countryFabric": "BR",
            "price": 0,
            "numberOfReferences": 0,
            "physicalDurability": 9,
            "makingWaste": 1,
            "makingDeadStock": 1,
            "surfaceMass": 1,
            "yarnSize": 1,
            "printing": {"kind": "pigment", "ratio": 0.3},
            "trims": [{"id": "00000000-0000-4000-8000-000000000000", "quantity": 1}],
        },
    ),
    "garment of wrong types": (TEXTILE, TSHIRT | {"mass": "1", "business": "bazar"}),
    "no garment": (TEXTILE, [TSHIRT]),
    "set": (
        TEXTILE_SET,
        {
            "price": -1,
            "numberOfReferences": 0,
            "products": [TOP | {"mass": -1}, SOCKS | {"product": "x", "countryMaking": "XX"}],
        },
    ),
    "set of no item": (TEXTILE_SET, {"products": []}),
    "set of too many": (TEXTILE_SET, {"products": [TOP | {"numberOfItem": 9999}, SOCKS]}),
    "set of many in all": (
        TEXTILE_SET,
        {"products": [TOP | {"numberOfItem": 400}, SOCKS | {"numberOfItem": 400}]},
    ),
    "set of nothing": (TEXTILE_SET, {}),
    "item of wrong types": (TEXTILE_SET, {"products": [TOP, SOCKS | {"numberOfItem": 1.5}]}),
    "garment of no main part": (TEXTILE_GARMENT, POLO | {"components": [COLLAR, COLLAR]}),
    "garment of two main parts": (TEXTILE_GARMENT, POLO | {"components": [MAIN, MAIN]}),
    "garment of no part": (TEXTILE_GARMENT, POLO | {"components": []}),
    "part of faults": (
        TEXTILE_GARMENT,
        POLO | {"simplification": 3, "components": [MAIN, COLLAR | {"mass": 0, "materials": []}]},
    ),
    "main part of no country": (
        TEXTILE_GARMENT,
        POLO | {"components": [{**MAIN, "countryMaking": None}, COLLAR | {"countryMaking": "XX"}]},
    ),
    "recipe": (
        FOOD,
        {
            "ingredients": [MANGO["ingredients"][0] | {"mass": -1, "country": "XX"}],
            "transform": {"id": STEEL, "mass": -1},
            "packaging": [{"id": STEEL, "mass": -1}],
            "preparation": ["oven", "oven", "freezing", "pan-cooking"],
        },
    ),
    "recipe of unknown ids": (
        FOOD,
        {
            "ingredients": [{"id": "00000000-0000-4000-8000-000000000000", "mass": -1}],
            "transform": {"id": STEEL[:-1] + "a", "mass": -1},
            "packaging": [{"id": STEEL[:-1] + "b", "mass": 1}],
        },
    ),
    "recipe sold hot": (FOOD, MANGO | {"distribution": "hot"}),
    "carrot by plane": (
        FOOD,
        {"ingredients": [CARROT_CAKE["ingredients"][3] | {"byPlane": "byPlane", "country": "BR"}]},
    ),
    "no recipe": (FOOD, {}),
    "object of an unknown part": (OBJECT, {"components": [{"id": LONG_ZIP, "quantity": 1}]}),
    "object of mixed units": (OBJECT, _parts(_element(1, STEEL), _element(1, WOOD, STEEL))),
    "object of no number": (OBJECT, {"components": [{"id": LONG_ZIP, "quantity": 0}]}),
}


def _said(kind: Sector[Any, Any, Any], body: Any) -> Of:
    def ask(method: Method) -> Any:
        computed = compute(kind, method, body, aggregated(method))
        portal = portal_of(computed) if kind is TEXTILE_GARMENT else ()
        return {
            "description": computed.description,
            "warnings": [warning(one) for one in computed.cautions(computed.impacts)],
            "query": kind.repeat(computed.query),
            "reopened": kind.reopen(computed.query),
            "portal": portal,
        }

    return ask


def _why(kind: Sector[Any, Any, Any], body: Any) -> Of:
    def ask(method: Method) -> Any:
        try:
            compute(kind, method, body, aggregated(method))
        except InvalidQuery as refusal:
            return dict(refusal.faults)
        return None

    return ask


def asked() -> Iterator[tuple[str, Of]]:
    """What is asked of the regulatory version, by name."""
    for name, (kind, body) in DOUBTFUL.items():
        yield f"said of: {name}", _said(kind, body)
    for name, (kind, body) in REFUSED.items():
        yield f"refused: {name}", _why(kind, body)
