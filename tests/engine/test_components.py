"""The component figures of object.md 9, and the refusals of object.md 6."""

import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.answers.cautions import worded
from scoring.engine.components import ComponentError, assemble, element_steps
from scoring.engine.errors import InvalidQuery
from scoring.engine.impacts import ImpactTable
from scoring.engine.method import Method
from scoring.engine.objects.cautions import cautions_of
from scoring.engine.objects.description import describe
from scoring.engine.objects.product import Results, compute_results, simulate
from scoring.engine.objects.query import echo, parse
from scoring.engine.records import Element, Process
from scoring.engine.scopes import OBJECT, VELI

POLYPROPYLENE = "59b42284-3e45-5343-8a20-1d7d66137461"
INJECTION_MOULDING = "111539de-deea-588a-9581-6f6ceaa2dfa9"
SAWING = "c172d131-b5d1-5d9b-822b-5762afb91c66"
FOLDER = "ad9d7f23-076b-49c5-93a4-ee1cd7b53973"
METAL_BUTTON = "0c903fc7-279b-4375-8cfa-ca8133b8e973"
UNKNOWN = "00000000-0000-4000-8000-000000000000"

# Points per kg of made-up processes, by index; the last two are the energies of April 2025.
POINTS = (0.0, 10.0, 20.0, 100.0, 58.056, 7.08283, 1513.57, 19.0263, 0.0)
TABLE = ImpactTable(("ecs",), (POINTS,))


def process(index: int, *, waste: float = 0.0, elec: float = 0.0, heat: float = 0.0) -> Process:
    """A made-up process measured in kg."""
    name = f"Procédé {index}"
    return Process(
        index=index,
        id=str(index),
        rank=index,
        name=name,
        unit="kg",
        elec_mj=elec,
        heat_mj=heat,
        waste=waste,
        density=0.0,
        source="inventé",
        source_name=name,
        categories=(),
        scopes=(),
    )


ROLES = {"component_electricity": process(4), "component_heat": process(5)}
FREE, START_100, COTTON = process(0), process(3), process(6)
FADING_ENERGY = {"elec": 6.53, "heat": 37.81}


def piece(material: Process, *transforms: Process, amount: float = 1.0) -> tuple[float, float]:
    """Points and kilograms of one element."""
    assembly = assemble([Element(amount, material, transforms)], ROLES)
    return TABLE.weigh(assembly.flows)[0], assembly.mass_kg


def from_bought(material: Process, *transforms: Process) -> tuple[float, float]:
    """Points and kilograms of an element of which 1 kg is bought, whatever is lost."""
    left = math.prod(1 - transform.waste for transform in transforms)
    return piece(material, *transforms, amount=left)


@pytest.mark.parametrize(("wastes", "mass"), [((), 1), ((0.5,), 0.5), ((0.5, 0.5), 0.25)])
def test_each_transform_loses_its_share_of_the_mass(wastes: tuple[float, ...], mass: float) -> None:
    transforms = [process(1, waste=waste) for waste in wastes]
    assert from_bought(FREE, *transforms)[1] == pytest.approx(mass)


def test_transforms_are_charged_on_what_enters_them() -> None:
    assert piece(FREE, process(1))[0] == 10
    assert piece(FREE, process(1), process(2))[0] == 30
    halving = process(1, waste=0.5), process(2, waste=0.5)
    assert from_bought(START_100, *halving) == pytest.approx((120, 0.25))


def test_what_was_bought_makes_up_for_all_losses() -> None:
    wasteful = Element(100, FREE, (process(1, waste=0.2), process(1, waste=0.5)))
    (_, bought), *_ = element_steps(wasteful, ROLES)[0].flows
    assert bought == pytest.approx(250)


def test_the_energy_of_a_transform_is_on_the_world_mixes() -> None:
    first = process(1, **FADING_ENERGY)
    second = process(2, **FADING_ENERGY)
    assert piece(FREE, first)[0] == pytest.approx(383.11, abs=0.01)
    assert piece(FREE, first, second)[0] == pytest.approx(776.22, abs=0.01)
    halved = replace(first, waste=0.5), replace(second, waste=0.5)
    assert from_bought(START_100, *halved)[0] == pytest.approx(679.66, abs=0.01)


def test_cotton_woven_and_faded() -> None:
    weaving = process(8, waste=0.06253)
    points, mass = piece(COTTON, weaving, process(7, **FADING_ENERGY))
    assert points == pytest.approx(2006.66, abs=0.01)
    assert mass == pytest.approx(1)


def test_a_transform_that_loses_everything_is_refused() -> None:
    with pytest.raises(ComponentError, match="Un taux de perte ne peut pas être de 100%"):
        piece(FREE, process(1, waste=1.0))


def test_the_rule_by_amount_and_the_one_by_mass_part_where_a_unit_is_not_the_kilogram(
    method: Method,
) -> None:
    data = method.dataset
    beech = next(one for one in data.processes.values() if one.unit == "m3" and one.density == 660)
    sawn = Element(0.01, beech, (data.processes[SAWING],))

    def points(by_mass: bool) -> float:
        steps = element_steps(sawn, data.roles, by_mass=by_mass)
        return method.scores.weigh([flow for step in steps for flow in step.flows])[0]

    assert points(False) == pytest.approx(381.3, abs=0.1)
    assert points(True) == pytest.approx(167_069, abs=1)


def run(method: Method, body: Any, scope: str = OBJECT) -> Results:
    """Compute a product for two scores."""
    product = simulate(method.dataset.roles, parse(method.dataset, scope, body))
    return compute_results(product, method.scores)


def custom(*elements: dict[str, Any], quantity: int = 1) -> dict[str, Any]:
    """A product of one component with its own elements."""
    return {"components": [{"quantity": quantity, "custom": {"elements": list(elements)}}]}


@pytest.mark.parametrize(
    ("amount", "ecs", "pef"),
    [(0.734063, 118.1203, 136.6179), (0.91125, 146.632, 169.5946), (35, 5631.955, 6513.92)],
)
def test_plastic_parts_have_their_known_figures(
    method: Method, amount: float, ecs: float, pef: float
) -> None:
    results = run(method, custom({"amount": amount, "material": POLYPROPYLENE}))
    assert results.impacts == pytest.approx((ecs, pef), rel=1e-6)
    assert results.mass_kg == amount


def test_an_injection_moulded_part_pays_for_its_loss(method: Method) -> None:
    body = custom(
        {"amount": 1, "material": POLYPROPYLENE, "transforms": [INJECTION_MOULDING]}, quantity=3
    )
    results = run(method, body)
    assert results.impacts[0] == pytest.approx(3 * 226.9809, rel=1e-6)
    assert results.material[0] == pytest.approx(3 * 161.8843, rel=1e-6)
    assert results.transformation[0] == pytest.approx(3 * 65.0966, rel=1e-6)
    (item,) = results.items
    assert item.elements[0].impacts[0] == pytest.approx(226.9809, rel=1e-6)
    assert item.mass_kg == pytest.approx(3)


def test_the_four_trims_have_their_known_figures(method: Method) -> None:
    known = {
        "Zip long": (0.05, 367.2015, 434.932),
        "Zip court": (0.01, 73.4403, 86.9864),
        "Bouton en plastique": (0.001, 0.269247, 0.295885),
        "Bouton en métal": (0.003, 22.03209, 26.09592),
    }
    trims = {one.name: one for one in method.dataset.components_of("textile")}
    for name, (mass, ecs, pef) in known.items():
        assembly = assemble(trims[name].elements, method.dataset.roles)
        assert assembly.mass_kg == mass
        assert method.scores.weigh(assembly.flows) == pytest.approx((ecs, pef), rel=1e-6)


@settings(deadline=None, max_examples=40)
@given(
    amounts=st.lists(st.floats(0.001, 100), min_size=1, max_size=4),
    quantity=st.integers(1, 50),
)
def test_stages_and_items_add_up_to_the_total(
    method: Method, amounts: list[float], quantity: int
) -> None:
    elements = [
        {"amount": amount, "material": POLYPROPYLENE, "transforms": [INJECTION_MOULDING]}
        for amount in amounts
    ]
    lines = custom(*elements, quantity=quantity)["components"]
    results = run(method, {"components": [*lines, {"id": FOLDER, "quantity": 2}]})
    for score in range(2):
        total = results.impacts[score]
        assert math.isclose(
            results.material[score] + results.transformation[score], total, rel_tol=1e-12
        )
        assert math.isclose(
            sum(item.impacts[score] for item in results.items), total, rel_tol=1e-12
        )


def test_a_composition_equal_to_the_components_own_is_forgotten(method: Method) -> None:
    same = {"elements": [{"amount": 0.734063, "material": POLYPROPYLENE}], "name": " "}
    line = {"id": FOLDER, "quantity": 2, "custom": same}
    assert echo(parse(method.dataset, OBJECT, {"components": [line]})) == {
        "components": [{"id": FOLDER, "quantity": 2}]
    }
    renamed = line | {"custom": {"name": " Chemise "}}
    assert echo(parse(method.dataset, OBJECT, {"components": [renamed]})) == {
        "components": [{"custom": {"name": "Chemise"}, "id": FOLDER, "quantity": 2}]
    }


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ({"id": UNKNOWN, "quantity": 1}, f"Aucun composant avec id={UNKNOWN}"),
        # A trim is not a component of objects.
        ({"id": METAL_BUTTON, "quantity": 1}, f"Aucun composant avec id={METAL_BUTTON}"),
        (
            {"quantity": 1, "custom": {"elements": [{"amount": 1, "material": UNKNOWN}]}},
            f"Procédé introuvable par id : {UNKNOWN}",
        ),
        (
            {
                "quantity": 1,
                "custom": {
                    "elements": [{"amount": 1, "material": POLYPROPYLENE, "transforms": [UNKNOWN]}]
                },
            },
            f"Procédé introuvable par id : {UNKNOWN}",
        ),
        (
            {
                "quantity": 1,
                "custom": {
                    "elements": [{"amount": 1, "material": POLYPROPYLENE, "transforms": [SAWING]}]
                },
            },
            "Les procédés de transformation doivent avoir la même unité que la matière "
            "Plastique granulé (PP) (kg) : Sciage + séchage au four en Europe (bois) (m3)",
        ),
        (
            {"quantity": 1, "custom": {"name": "Sans rien"}},
            "Un composant sans id doit donner ses éléments dans custom.elements",
        ),
    ],
)
def test_a_bad_component_gets_its_own_message(
    method: Method, line: dict[str, Any], message: str
) -> None:
    good = {"id": FOLDER, "quantity": 1}
    with pytest.raises(InvalidQuery) as caught:
        parse(method.dataset, OBJECT, {"components": [good, line]})
    assert caught.value.faults == {"components": message}


def test_what_is_odd_is_computed_and_pointed_out(method: Method) -> None:
    board = next(
        one
        for one in method.dataset.processes.values()
        if one.unit == "m2" and "material" in one.categories and one.density == 0
    )
    body = custom(
        {"amount": 1, "material": board.id},
        {"amount": 1, "material": INJECTION_MOULDING, "transforms": [POLYPROPYLENE]},
    )
    query = parse(method.dataset, VELI, body)
    density, material, transform = map(worded, cautions_of(query, run(method, body, VELI)))
    assert f"La densité de « {board.name} »" in density
    assert "« Moulage par injection » n'est pas une matière" in material
    assert "« Plastique granulé (PP) » n'est pas une transformation" in transform


def test_the_description_lists_the_components_in_french(method: Method) -> None:
    line = custom(
        {"amount": 0.6, "material": POLYPROPYLENE, "transforms": [INJECTION_MOULDING]}, quantity=2
    )["components"][0]
    body = {"components": [{"id": FOLDER, "quantity": 1}, line]}
    query = parse(method.dataset, OBJECT, body)
    assert describe(query).replace("\u00a0", " ") == (
        "Objet : Dossier plastique (PP) + 2 × Composant sans nom "
        "(0,6 kg de Plastique granulé (PP) puis Moulage par injection)"
    )
    assert describe(parse(method.dataset, VELI, {"components": []})) == "Véhicule sans composant"
