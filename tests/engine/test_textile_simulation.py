"""What a user would notice of the textile calculation, beyond the reference's cases."""

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.answers.cautions import warning, worded
from scoring.engine.cautions import NOT_FINITE
from scoring.engine.method import Method
from scoring.engine.textile.cautions import cautions_of
from scoring.engine.textile.description import describe
from scoring.engine.textile.query import parse
from scoring.engine.textile.results import compute_results, compute_totals
from scoring.engine.textile.simulate import Simulation, simulate

TSHIRT: dict[str, Any] = {
    "mass": 0.17,
    "product": "tshirt",
    "materials": [{"id": "ei-coton", "share": 1}],
}
METAL_BUTTON = "0c903fc7-279b-4375-8cfa-ca8133b8e973"
LONG_ZIP = "86b877ff-0d59-482f-bb34-3ff306b07496"
BRASS = "dc44ae3c-8552-5822-a76d-f95ef68682da"


def run(method: Method, body: dict[str, Any]) -> Simulation:
    return simulate(method.textile, parse(method.dataset, body))


def ecs(method: Method, body: dict[str, Any]) -> float:
    return compute_totals(run(method, body), method.scores).impacts[0]


@settings(deadline=None, max_examples=60)
@given(mass=st.floats(0.05, 5), more=st.floats(0, 5))
def test_a_heavier_garment_never_costs_less(method: Method, mass: float, more: float) -> None:
    light = ecs(method, TSHIRT | {"mass": mass})
    assert ecs(method, TSHIRT | {"mass": mass + more}) >= light * (1 - 1e-12)


@settings(deadline=None, max_examples=60)
@given(
    shares=st.lists(st.floats(0.01, 1), min_size=2, max_size=6),
    data=st.data(),
)
def test_the_order_of_materials_does_not_change_the_score(
    method: Method, shares: list[float], data: st.DataObject
) -> None:
    # Every country is given, and shares differ, so that the main material stays the same.
    ids = data.draw(st.lists(st.sampled_from(sorted(method.dataset.materials)), min_size=6))
    materials = [
        {"id": identifier, "share": share, "country": "CN"}
        for identifier, share in zip(ids, shares, strict=False)
    ]
    shuffled = data.draw(st.permutations(materials))
    first = ecs(method, TSHIRT | {"materials": materials})
    assert math.isclose(ecs(method, TSHIRT | {"materials": list(shuffled)}), first, rel_tol=1e-12)


def test_the_breakdown_adds_up_to_the_total(method: Method) -> None:
    body = TSHIRT | {"disabledSteps": ["use"], "upcycled": True, "fading": True}
    simulation = run(method, body)
    results = compute_results(simulation, method.scores)
    for position in range(2):
        total = results.totals.trims[position] + sum(
            impacts.own[position] + impacts.transport[position]
            for step, impacts in zip(simulation.steps, results.steps, strict=True)
            if step.enabled
        )
        assert math.isclose(total, results.totals.without_durability[position], rel_tol=1e-12)
        assert math.isclose(
            results.totals.impacts[position] * simulation.durability.coefficient,
            total,
            rel_tol=1e-12,
        )


def test_a_custom_trim_weighs_and_costs_what_its_elements_do(method: Method) -> None:
    zip_of_one_button = {
        "id": LONG_ZIP,
        "quantity": 2,
        "custom": {"elements": [{"amount": 0.003, "material": BRASS}]},
    }
    button = {"id": METAL_BUTTON, "quantity": 2}
    assert ecs(method, TSHIRT | {"trims": [zip_of_one_button]}) == ecs(
        method, TSHIRT | {"trims": [button]}
    )


def test_a_custom_trim_without_elements_keeps_the_components_own(method: Method) -> None:
    renamed = {"id": METAL_BUTTON, "quantity": 2, "custom": {"name": "Bouton doré"}}
    button = {"id": METAL_BUTTON, "quantity": 2}
    assert ecs(method, TSHIRT | {"trims": [renamed]}) == ecs(method, TSHIRT | {"trims": [button]})


@pytest.mark.parametrize("mass", [1e300, 1.7e308])
def test_an_absurd_mass_gives_figures_that_are_not_finite_rather_than_a_fault(
    method: Method, mass: float
) -> None:
    woven = TSHIRT | {"mass": mass, "fabricProcess": "weaving"}
    simulation = run(method, woven | {"printing": {"kind": "pigment"}, "fading": True})
    score = compute_totals(simulation, method.scores).impacts[0]
    assert score > 1e300 or not math.isfinite(score)
    if not math.isfinite(score):
        assert NOT_FINITE in cautions_of(method.textile, simulation, score)


def test_an_absurd_quantity_of_trims_is_computed(method: Method) -> None:
    body = TSHIRT | {"trims": [{"id": METAL_BUTTON, "quantity": 1e308}]}
    assert ecs(method, body) != 0


def test_shares_that_do_not_add_up_and_heavy_trims_are_pointed_out(method: Method) -> None:
    odd = run(
        method,
        TSHIRT
        | {
            "materials": [{"id": "ei-coton", "share": 0.9}],
            "trims": [{"id": LONG_ZIP, "quantity": 4}],
        },
    )
    shares, trims = map(warning, cautions_of(method.textile, odd, 1.0))
    assert shares["field"] == "materials"
    assert "90" in shares["message"]
    assert trims["field"] == "trims"
    assert "accessoires" in trims["message"]


@pytest.mark.parametrize(("share", "total"), [(0.33333, "99,999"), (0.3333333332, "99,99999996")])
def test_shares_that_nearly_add_up_are_pointed_out_with_their_very_sum(
    method: Method, share: float, total: str
) -> None:
    materials = [{"id": "ei-coton", "share": share}] * 3
    (shares,) = cautions_of(method.textile, run(method, TSHIRT | {"materials": materials}), 1.0)
    assert f": {total}\u00a0%" in worded(shares)


def test_shares_that_add_up_in_decimals_are_not_pointed_out(method: Method) -> None:
    materials = [{"id": "ei-coton", "share": share} for share in (0.6, 0.3, 0.1)]
    assert cautions_of(method.textile, run(method, TSHIRT | {"materials": materials}), 1.0) == []


def test_the_description_lists_the_parameters_in_french(method: Method) -> None:
    body = TSHIRT | {
        "materials": [{"id": "ei-coton", "share": 1, "country": "FR"}],
        "countryFabric": "CN",
        "countryDyeing": "IN",
        "countryMaking": "MM",
        "airTransportRatio": 0.3,
        "fading": True,
        "yarnSize": 40,
        "printing": {"kind": "pigment"},
        "disabledSteps": ["use"],
    }
    assert describe(run(method, body)).replace("\u00a0", " ") == (
        "T-shirt / Polo : 0,17 kg, matière : 100 % Coton provenance France, "
        "filature : Pays inconnu (par défaut), titrage : 40 Nm, "
        "tricotage moyen (mix de métiers circulaire & rectiligne) : Chine, "
        "ennoblissement : Inde, impression : pigmentaire sur 20 % de la surface, "
        "confection : Myanmar (30 % de transport aérien, avec délavage), "
        "distribution : France, fin de vie : France"
    )
