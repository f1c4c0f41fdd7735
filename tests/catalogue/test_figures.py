"""What the results of each sector hold is what its answer says (catalogue.md 3.1)."""

import json
from typing import Any

import pytest

from scoring.answers.levels import served_to
from scoring.answers.products import BOX, CARROT_CAKE, CHAIR, JEANS, MANGO, TSHIRT
from scoring.answers.sector import Sector, compute
from scoring.answers.sectors import FOOD, OBJECT, TEXTILE, VELI
from scoring.catalogue import forms
from scoring.catalogue.figures import STAGES
from scoring.engine.method import Method
from tests.catalogue.files import score


@pytest.mark.parametrize(
    ("sector", "body"),
    [
        (TEXTILE, TSHIRT),
        (TEXTILE, JEANS),
        (FOOD, CARROT_CAKE),
        (FOOD, MANGO | {"packaging": CARROT_CAKE["packaging"], "preparation": ["oven"]}),
        (OBJECT, CHAIR),
        (VELI, BOX),
    ],
)
def test_the_score_for_100_grams_is_that_of_the_mass_in_use(
    method: Method, sector: Sector[Any, Any, Any], body: Any
) -> None:
    content = json.dumps(body).encode() + b"\n"
    [result] = score(content, method, form=forms.JSON_LINES, sector=sector, detail=STAGES)
    record = result.record()
    product = compute(sector, method, body, served_to(method, None))
    assert record["score"] == product.impacts["ecs"]
    assert record["scorePer100g"] == pytest.approx(record["score"] * 0.1 / product.mass)
    whole = record.get("scoreWithoutDurability") or record["score"]
    assert sum(record["stages"].values()) == pytest.approx(whole)
