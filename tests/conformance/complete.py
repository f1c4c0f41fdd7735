"""Complete answers, exact to the last bit: the requests, and how their file is written.

``python -m tests.conformance.complete`` rewrites the file, in a change that is meant to change
figures and says so. Each line is one answer of every impact, the 19 detailed ones from the
made-up figures of ``synthetic_details.csv``; JSON writes the shortest digits that give a double
back, so that equal texts are equal doubles.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from scoring.answers.components import OBJECT, VELI
from scoring.answers.components import answer as components_answer
from scoring.answers.food import FOOD
from scoring.answers.food import answer as food_answer
from scoring.answers.levels import OFFICIAL, Served
from scoring.answers.products import BOX, CARROT_CAKE, CHAIR, JEANS
from scoring.answers.sector import compute
from scoring.answers.textile.sector import TEXTILE, detailed, summary
from scoring.engine.method import Method, load_method
from tests.conformance.cases import synthetic_table
from tests.conformance.convert import CASES
from tests.conformance.test_textile import PORTAL_PULL, PORTAL_TSHIRT

COMPLETE = CASES / "complete_answers.jsonl"
ROOT = "https://exemple.test"
_DATA = Path(__file__).parents[2] / "scoring" / "data" / "v7.0.0"

# Disabled steps, no plane, printing, its own trims: everything that the three others leave out.
JACKET = {
    "mass": 0.95,
    "product": "manteau",
    "materials": [
        {"id": "ei-laine-par-defaut", "share": 0.7, "country": "TN"},
        {"id": "ei-pet", "share": 0.2, "spinning": "UnconventionalSpinning"},
        {"id": "ei-pet-r", "share": 0.1},
    ],
    "countrySpinning": "CN",
    "countryFabric": "IN",
    "countryDyeing": "BD",
    "countryMaking": "VN",
    "fabricProcess": "weaving",
    "surfaceMass": 280,
    "yarnSize": 22,
    "dyeingProcessType": "continuous",
    "printing": {"kind": "substantive", "ratio": 0.5},
    "makingWaste": 0.21,
    "makingDeadStock": 0.03,
    "makingComplexity": "very-high",
    "physicalDurability": 0.91,
    "business": "large-business-with-services",
    "numberOfReferences": 12000,
    "price": 180,
    "disabledSteps": ["use"],
    "trims": [
        {"id": "86b877ff-0d59-482f-bb34-3ff306b07496", "quantity": 1},
        {
            "id": "0c903fc7-279b-4375-8cfa-ca8133b8e973",
            "quantity": 5,
            "custom": {
                "name": "Bouton de laiton",
                "elements": [{"amount": 0.003, "material": "dc44ae3c-8552-5822-a76d-f95ef68682da"}],
            },
        },
    ],
}
UPCYCLED = {
    "mass": 0.3,
    "product": "chemise",
    "materials": [{"id": "ei-lin", "share": 0.5}, {"id": "ei-coton", "share": 0.5}],
    "countryMaking": "FR",
    "upcycled": True,
}
CHICKEN = {
    "distribution": "frozen",
    "ingredients": [{"country": "BR", "id": "8fb5024c-ceec-4201-b069-ea253c537ad6", "mass": 250}],
    "packaging": [{"id": "6b7c83ff-d085-5f36-8553-4e84e7bd944f", "mass": 50}],
    "preparation": ["freezing", "oven"],
}
# A dish of many origins, cooked at home and sold frozen.
CURRY = {
    "ingredients": [
        {"id": "4d5198e7-413a-4ae2-8448-535aa3b302ae", "mass": 150, "country": "ES"},
        {"id": "02b2ed63-6246-446c-8cf3-224dbe698821", "mass": 200},
        {"id": "e07f7703-c4f7-479e-a8ac-bb73d3f08c78", "mass": 250, "country": "NZ"},
        {"id": "db791ac8-02b9-41b0-bc2b-2913e745bd19", "mass": 80, "country": "FR"},
    ],
    "packaging": [{"id": "25595091-35b6-5c62-869f-a29c318c367e", "mass": 35}],
    "distribution": "frozen",
    "preparation": ["freezing", "pan-cooking"],
}
# Several pieces of a component of the data, and one whose elements are the request's own.
SHELF = {
    "components": [
        {"id": "ad9d7f23-076b-49c5-93a4-ee1cd7b53973", "quantity": 3},
        {
            "quantity": 2,
            "custom": {
                "name": "Planche",
                "elements": [
                    {
                        "amount": 0.004,
                        "material": "17431e06-2973-516e-b043-be9ad405e4fb",
                        "transforms": ["c172d131-b5d1-5d9b-822b-5762afb91c66"],
                    },
                    {"amount": 0.012, "material": "39fd91f1-72b6-5fa3-89d4-ce25b352d107"},
                ],
            },
        },
    ]
}


class Asked(NamedTuple):
    """One answer of the file, and where else its figures are known from."""

    name: str
    sector: str
    query: dict[str, Any]
    source: str


OURS = "this program, v7.0.0 of the method"
ASKED = (
    Asked("t-shirt of the portal", "textile", PORTAL_TSHIRT, "ecs: the declaration portal"),
    Asked("pullover of the portal", "textile", PORTAL_PULL, "ecs: the declaration portal"),
    Asked("jeans", "textile", JEANS, OURS),
    Asked("jacket", "textile", JACKET, OURS),
    Asked("upcycled shirt", "textile", UPCYCLED, OURS),
    Asked("carrot cake", "food", CARROT_CAKE, OURS),
    Asked("chicken", "food", CHICKEN, "two scores: a public example of the reference"),
    Asked("curry", "food", CURRY, OURS),
    Asked("chair", "object", CHAIR, OURS),
    Asked("shelf", "object", SHELF, OURS),
    Asked("box", "veli", BOX, OURS),
)


def answer_of(method: Method, asked: Asked) -> dict[str, Any]:
    """The complete answer, except the program's version."""
    served = Served(OFFICIAL, synthetic_table(method.dataset))
    if asked.sector == "textile":
        garment = compute(TEXTILE, method, asked.query, served)
        found = summary(garment, ROOT) | {"detailed": detailed(garment)}
        del found["detailed"]["meta"]
    elif asked.sector == "food":
        found = food_answer(compute(FOOD, method, asked.query, served), ROOT)
    else:
        sector = OBJECT if asked.sector == "object" else VELI
        found = components_answer(compute(sector, method, asked.query, served), ROOT)
    del found["meta"]["engineVersion"]
    return found


def written(method: Method) -> Iterator[dict[str, Any]]:
    """The lines of the file."""
    for asked in ASKED:
        yield {**asked._asdict(), "answer": answer_of(method, asked)}


def text_of(value: Any) -> str:
    """A JSON text in which two doubles are written alike only if they are equal to the last bit."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    lines = [text_of(line) + "\n" for line in written(load_method(_DATA))]
    COMPLETE.write_text("".join(lines), encoding="utf-8")
