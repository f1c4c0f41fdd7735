"""Each folded part of the textile form shows its values, as in the answer."""

from typing import Any

import pytest
from django.test import Client

from scoring.engine.method import Method
from scoring.web.figures import percentage, quantity
from tests.web.products import COTTON, km
from tests.web.shown import text_at
from tests.web.test_explanations import WOVEN
from tests.web.test_page_figures import answer_of, page_of


@pytest.mark.parametrize("body", [COTTON, WOVEN, WOVEN | {"disabledSteps": ["spinning"]}])
def test_the_values_are_those_of_the_answer(
    client: Client, method: Method, body: dict[str, Any]
) -> None:
    page = page_of(client, "textile", body)
    found = answer_of(client, "textile", body)
    category = method.dataset.products[body["product"]]
    steps = {step["label"]: step for step in found["lifeCycle"]}
    moved = found["transport"]
    modes = {"Route": moved["road"], "Mer": moved["sea"], "Avion": moved["air"]}
    printing = body.get("printing")
    held = {
        "transports": [f"{name} {km(distance)}" for name, distance in modes.items() if distance],
        "spinning": [
            steps["Filature"]["country"]["name"],
            quantity(body.get("yarnSize", category.yarn_size), "Nm", 0),
        ],
        "fabric": [
            steps["Tissage & Tricotage"]["country"]["name"],
            "Tissage" if body is not COTTON else "Tricotage moyen",
            quantity(body.get("surfaceMass", category.surface_mass), "g/m²", 0),
        ],
        "ennobling": [
            steps["Ennoblissement"]["country"]["name"],
            "Teinture moyenne",
            "sans impression" if printing is None else f"Pigmentaire {percentage(0.2)}",
        ],
        "making": [
            steps["Confection"]["country"]["name"],
            f"pertes {percentage(category.making_waste)}",
            *(["délavage"] if body.get("fading") else []),
        ],
        "use": ["France", f"{found['useNbCycles']} cycles d’entretien"],
    }
    for code in held.keys() - body.get("disabledSteps", ()):
        assert text_at(page, f"held-{code}") == " · ".join(held[code]), code
