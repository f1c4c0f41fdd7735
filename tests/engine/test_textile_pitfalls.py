"""The pitfalls of textile.md 14, one test each, which fails if the rule is missed.

Expected figures are computed here from the data and the document, never by the code under test.
"""

import math
from dataclasses import replace
from typing import Any

import pytest

from scoring.engine.method import Method
from scoring.engine.records import Process
from scoring.engine.textile.cautions import cautions_of
from scoring.engine.textile.query import parse
from scoring.engine.textile.resolve import (
    main_material,
    making_complexity,
    making_waste,
    resolve,
)
from scoring.engine.textile.results import compute_results, compute_totals
from scoring.engine.textile.simulate import Simulation, Step, simulate
from scoring.engine.vocabulary.textile import STEPS

TSHIRT: dict[str, Any] = {
    "mass": 0.17,
    "product": "tshirt",
    "materials": [{"id": "ei-coton", "share": 1}],
}
METAL_BUTTON = "0c903fc7-279b-4375-8cfa-ca8133b8e973"
LONG_ZIP = "86b877ff-0d59-482f-bb34-3ff306b07496"
MICROFIBRES = {"ei-coton": 250, "ei-viscose": 330, "ei-laine-par-defaut": 390, "ei-pet": 820}
# A price and a number of references that make the physical coefficient decide the durability.
DURABLE = {"business": "small-business", "numberOfReferences": 1, "price": 1000}


def run(method: Method, **change: Any) -> Simulation:
    return simulate(method.textile, parse(method.dataset, TSHIRT | change))


def step(simulation: Simulation, code: str) -> Step:
    return next(step for step in simulation.steps if step.code == code)


def ecs(method: Method, **change: Any) -> float:
    return compute_totals(run(method, **change), method.scores).impacts[0]


def amount_of(found: Step, process: Process) -> float:
    """The total amount of a process that a step uses."""
    return sum(amount for index, amount in found.work.flows if index == process.index)


def close(value: float) -> Any:
    return pytest.approx(value, rel=1e-12, abs=0)


def test_pitfall_1_the_spinning_country_is_unknown_whatever_the_materials(method: Method) -> None:
    simulation = run(method, materials=[{"id": "ei-coton", "share": 1, "country": "FR"}])
    assert step(simulation, "spinning").country.code == "---"
    assert step(simulation, "material").country.code != "---"


def test_pitfall_2_absent_trims_are_the_categorys(method: Method) -> None:
    defaults = [
        {"id": trim.component.id, "quantity": trim.quantity}
        for trim in method.dataset.products["tshirt"].trims
    ]
    assert defaults
    assert ecs(method) == ecs(method, trims=defaults) != ecs(method, trims=[])
    shown = [{"id": trim.component.id, "quantity": trim.quantity} for trim in run(method).trims]
    assert shown == defaults


def test_pitfall_3_trims_are_taken_off_the_four_first_masses_unscaled(method: Method) -> None:
    bare = run(method, trims=[])
    sewn = run(method, trims=[{"id": METAL_BUTTON, "quantity": 10}])
    for code in STEPS:
        less = 10 * 0.003 if code in {"material", "spinning", "fabric", "ennobling"} else 0
        before, after = step(bare, code).mass, step(sewn, code).mass
        assert after.output == pytest.approx(before.output - less, rel=1e-12), code
        assert after.input == pytest.approx(before.input - less, rel=1e-12), code
        # Losses are unchanged: they are those of the whole mass.
        assert after.waste == before.waste, code


def test_pitfall_4_making_keeps_its_loss_but_ships_the_finished_garment(method: Method) -> None:
    simulation = run(method, makingWaste=0.4, fading=True, countryMaking="CN", airTransportRatio=0)
    making = step(simulation, "making")
    sewn = 0.17 / (1 - 0.4)
    assert making.mass.output == close(sewn)
    fading = method.dataset.roles["fading"]
    assert amount_of(making, fading) == close(sewn)
    (_, by_road), (_, by_sea), _ = making.journey.flows
    assert by_road == close(0.17 / 1000 * making.journey.road_km)
    assert by_sea == close(0.17 / 1000 * making.journey.sea_km)
    assert making.journey.sea_km > 0


@pytest.mark.parametrize(
    ("material", "roles"),
    [
        ("ei-pet", ["washing_synthetics"]),
        ("ei-viscose", ["bleaching"]),
        ("ei-coton", ["bleaching", "degreasing"]),
        ("ei-laine-par-defaut", ["bleaching", "degreasing"]),
    ],
)
def test_pitfall_5_bleaching_is_a_pre_treatment_once_and_as_toxic_as_the_country(
    method: Method, material: str, roles: list[str]
) -> None:
    materials = [{"id": material, "share": 1}]
    clean, foul = (
        step(run(method, materials=materials, countryDyeing=country), "ennobling")
        for country in ("FR", "BD")
    )
    ratios = [found.country.aquatic_pollution_ratio for found in (clean, foul)]
    assert 0 < ratios[0] < ratios[1]
    for role in ("washing_synthetics", "bleaching", "degreasing"):
        process = method.dataset.roles[role]
        for found, ratio in zip((clean, foul), ratios, strict=True):
            treated = found.mass.input * ratio if role in roles else 0
            assert amount_of(found, process) == close(treated), role
    names = [method.dataset.roles[role].name for role in roles]
    assert list(clean.work.pre_treatments.operations) == names


def test_pitfall_6_printing_counts_a_surface_with_its_energy_and_its_releases(
    method: Method,
) -> None:
    asked = {"surfaceMass": 200, "countryDyeing": "BD"}
    plain = step(run(method, **asked), "ennobling")
    printed = step(run(method, printing={"kind": "pigment", "ratio": 0.5}, **asked), "ennobling")
    surface = plain.mass.output * 1000 / 200 * 0.5
    roles = method.dataset.roles
    process, releases = roles["printing_pigment"], roles["printing_releases_pigment"]
    assert amount_of(printed, process) == close(surface)
    assert amount_of(printed, releases) == close(surface * plain.country.aquatic_pollution_ratio)
    more_kwh = printed.work.elec_kwh - plain.work.elec_kwh
    more_heat = printed.work.heat_mj - plain.work.heat_mj
    assert more_kwh == pytest.approx(surface * process.elec_mj / 3.6, rel=1e-9)
    assert more_heat == pytest.approx(surface * process.heat_mj, rel=1e-9)
    assert process.elec_mj > 0
    assert process.heat_mj > 0


def test_pitfall_7_picking_is_rounded_and_care_cycles_are_rounded_twice(method: Method) -> None:
    woven = step(run(method, product="jean", mass=0.45, surfaceMass=301, yarnSize=29.7), "fabric")
    assert woven.work.picking is not None
    density = 301 * 29.7 / 100 / 2 / 1.08
    exact = density * (woven.mass.output * 1000 / 301) * 100
    assert woven.work.picking == math.floor(exact + 0.5) != exact
    assert woven.work.elec_kwh == close(0.0003145 * woven.work.picking)
    differ = 0
    for product in method.dataset.products.values():
        cycles = product.days_of_wear / max(1, product.wears_per_cycle)
        base = math.floor(cycles + 0.5)
        for hundredth in range(67, 146):
            durability = hundredth / 100
            asked = {"product": product.id, "physicalDurability": durability} | DURABLE
            found = run(method, **asked).durability
            assert found.coefficient == durability
            assert found.care_cycles == math.floor(base * durability + 0.5), asked
            differ += found.care_cycles != math.floor(cycles * durability + 0.5)
    # Otherwise the first rounding would have no effect.
    assert differ


@pytest.mark.parametrize(
    ("durability", "ratio"), [(0.99, 1.0), (1, 0.33), (1.0, 0.33), (1.01, 0.33)]
)
def test_pitfall_8_a_third_flies_from_a_durability_of_exactly_1(
    method: Method, durability: float, ratio: float
) -> None:
    simulation = run(method, countryMaking="CN", physicalDurability=durability, **DURABLE)
    assert simulation.durability.coefficient == durability
    making = step(simulation, "making")
    assert making.air_ratio == ratio
    distance = method.dataset.distances["CN", "FR"]
    assert making.journey.air_km == close((distance.air_km or 0.0) * ratio)


@pytest.mark.parametrize("country", ["FR", "REO", "TR"])
def test_pitfall_8_nothing_flies_from_europe_or_turkey_unless_it_is_asked_for(
    method: Method, country: str
) -> None:
    assert step(run(method, countryMaking=country), "making").air_ratio == 0
    asked = step(run(method, countryMaking=country, airTransportRatio=0.2), "making")
    assert asked.air_ratio == 0.2


def test_pitfall_9_the_plane_serves_the_leg_that_leaves_making_alone(method: Method) -> None:
    far = {"countryFabric": "CN", "countryDyeing": "IN", "countryMaking": "BD"}
    for disabled in ([], ["distribution"], ["distribution", "use"]):
        simulation = run(method, airTransportRatio=1, disabledSteps=disabled, **far)
        flying = [one.code for one in simulation.steps if one.journey.air_km]
        assert flying == ["making"], disabled
        distance = method.dataset.distances["BD", "FR"]
        assert step(simulation, "making").journey.air_km == distance.air_km
    listed = run(method, airTransportRatio=1, disabledSteps=["making"], **far)
    assert [one.code for one in listed.steps if one.journey.air_km] == []


@pytest.mark.parametrize("material", MICROFIBRES)
def test_pitfall_10_complements_use_the_finished_mass_and_stay_on_their_step(
    method: Method, material: str
) -> None:
    asked = {"materials": [{"id": material, "share": 1}], "makingWaste": 0.4}
    shed = MICROFIBRES[material] * 0.17
    left = (0.121 if material == "ei-pet" else 0.049) * 0.17 * 5000
    for disabled in ([], ["material"], ["eol"], ["material", "eol"]):
        simulation = run(method, disabledSteps=disabled, **asked)
        assert step(simulation, "material").microfibers == close(shed)
        assert step(simulation, "eol").out_of_europe_eol == close(left)
        results = compute_results(simulation, method.scores)
        durability = simulation.durability.coefficient
        counted = results.totals.complements
        assert counted.microfibers == close(0 if "material" in disabled else shed / durability)
        assert counted.out_of_europe_eol == close(0 if "eol" in disabled else left / durability)
        own = results.steps[0].own
        flows = method.scores.weigh(step(simulation, "material").work.flows)
        assert own[0] - flows[0] == pytest.approx(shed, rel=1e-9)
        assert own[1] == flows[1]


@pytest.mark.parametrize(("synthetic", "probability"), [(0.49, 0.049), (0.5, 0.121), (0.51, 0.121)])
def test_pitfall_11_half_a_composition_is_synthetic(
    method: Method, synthetic: float, probability: float
) -> None:
    materials = [
        {"id": "ei-coton", "share": 1 - synthetic},
        {"id": "ei-pet", "share": synthetic / 2},
        {"id": "ei-pa", "share": synthetic / 2},
    ]
    found = step(run(method, materials=materials), "eol").out_of_europe_eol
    assert found == close(probability * 0.17 * 5000)


@pytest.mark.parametrize(
    ("asked", "waste", "minutes"),
    [
        (None, None, None),
        ("knitting-fully-fashioned", 0.02, 5),
        ("knitting-integral", 0.0, 0),
        ("weaving", None, None),
        ("knitting-mix", None, None),
    ],
)
def test_pitfall_12_two_fabrics_of_the_request_change_the_loss_and_the_sewing(
    method: Method, asked: str | None, waste: float | None, minutes: int | None
) -> None:
    complexity = {"very-high": 120, "high": 60, "medium": 30, "low": 15, "very-low": 5}
    for product in method.dataset.products.values():
        making = step(run(method, product=product.id, fabricProcess=asked), "making")
        lost = product.making_waste if waste is None else waste
        sewing = complexity[product.making_complexity] if minutes is None else minutes
        assert making.mass.output == close(0.17 / (1 - lost)), product.id
        assert making.work.elec_kwh == close(0.029 * sewing), product.id


@pytest.mark.parametrize("fabric", ["knitting-fully-fashioned", "knitting-integral"])
def test_pitfall_12_the_categorys_own_fabric_has_no_say(method: Method, fabric: str) -> None:
    # The data give such categories the same figures: others show where the value comes from.
    query = parse(method.dataset, TSHIRT)
    product = replace(query.product, fabric=fabric, making_waste=0.3, making_complexity="high")
    odd = replace(query, product=product)
    assert making_waste(odd) == 0.3
    assert making_complexity(odd) == "high"


def test_pitfall_13_fibres_may_weigh_less_than_nothing_which_is_said(method: Method) -> None:
    simulation = run(method, mass=0.05, trims=[{"id": LONG_ZIP, "quantity": 4}])
    for code in ("material", "spinning", "fabric", "ennobling"):
        assert step(simulation, code).mass.output < 0, code
    totals = compute_totals(simulation, method.scores)
    assert all(map(math.isfinite, totals.impacts))
    said = [caution.code for caution in cautions_of(method.textile, simulation, *totals.impacts)]
    assert said == ["trims-heavier-than-garment"]
    woven = run(method, mass=0.05, fabricProcess="weaving", trims=[{"id": LONG_ZIP, "quantity": 4}])
    picking = step(woven, "fabric").work.picking
    assert picking is not None
    assert picking < 0


@pytest.mark.parametrize(
    ("shares", "main"),
    [((0.5, 0.5), 1), ((0.4, 0.3, 0.3), 0), ((0.4, 0.2, 0.4), 2), ((0.3, 0.4, 0.3), 1)],
)
def test_the_main_material_is_the_last_one_on_ties(
    method: Method, shares: tuple[float, ...], main: int
) -> None:
    ids = ("ei-coton", "ei-laine-par-defaut", "ei-pet")
    materials = [
        {"id": identifier, "share": share} for identifier, share in zip(ids, shares, strict=False)
    ]
    garment = resolve(method.textile, parse(method.dataset, TSHIRT | {"materials": materials}))
    assert main_material(garment).id == ids[main]
    found = step(run(method, materials=materials), "material").country
    assert found == method.dataset.materials[ids[main]].default_country
