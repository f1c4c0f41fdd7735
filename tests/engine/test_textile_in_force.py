"""Values in force, and where they come from: the request, the category or the method."""

from typing import Any

import pytest

from scoring.engine.method import Method
from scoring.engine.textile.in_force import values_in_force
from scoring.engine.textile.query import parse
from scoring.engine.textile.resolve import resolve, usual_values
from scoring.engine.textile.simulate import simulate
from scoring.engine.trace.lines import Origin, Sourced
from tests.engine.trace.figures import figure_of
from tests.engine.trace.proof import at_path

BARE = {"mass": 0.17, "product": "tshirt", "materials": [{"id": "ei-coton", "share": 1}]}
BUTTON = "0c903fc7-279b-4375-8cfa-ca8133b8e973"
# Every field, each with another value than its default.
FULL = {
    "mass": 0.2,
    "product": "pull",
    "materials": [
        {
            "id": "ei-laine-par-defaut",
            "share": 0.6,
            "country": "FR",
            "spinning": "UnconventionalSpinning",
        },
        {"id": "ei-pet", "share": 0.4, "country": "CN", "spinning": "ConventionalSpinning"},
    ],
    "countrySpinning": "FR",
    "countryFabric": "TR",
    "countryDyeing": "TN",
    "countryMaking": "MA",
    "business": "small-business",
    "numberOfReferences": 12,
    "price": 77,
    "physicalDurability": 1.1,
    "trims": [{"id": BUTTON, "quantity": 9}],
    "yarnSize": 33,
    "fabricProcess": "weaving",
    "surfaceMass": 321,
    "dyeingProcessType": "continuous",
    "printing": {"kind": "pigment", "ratio": 0.3},
    "fading": True,
    "makingComplexity": "very-high",
    "makingWaste": 0.11,
    "makingDeadStock": 0.07,
}
# Fields without a default: nothing is in force if the request leaves them out.
NO_DEFAULT = {"printing.kind", "printing.ratio"}


def in_force(method: Method, query: dict[str, Any]) -> dict[str, Sourced]:
    """The values in force of a request."""
    return values_in_force(resolve(method.textile, parse(method.dataset, query)))


def test_what_the_request_says_is_in_force_and_comes_from_it(method: Method) -> None:
    found = in_force(method, FULL)
    for name, known in found.items():
        assert known.origin is Origin.REQUEST, name
        assert known.key == name
        assert known.value == at_path(FULL, name)
    told = {name.partition(".")[0] for name in found}
    assert told == set(FULL)


def test_what_it_leaves_out_comes_from_the_category_or_the_method(method: Method) -> None:
    found = in_force(method, BARE)
    for name, known in found.items():
        if at_path(BARE, name) is not None:
            assert known.origin is Origin.REQUEST
            continue
        assert known.origin is Origin.DEFAULT, name
        if known.section:
            assert known.key == f"method.{name}"
        else:
            assert known.value == figure_of(method.dataset, method.scores, known.key)
    indexed = {name for name in found if name.startswith(("materials.", "trims."))}
    asked = {
        name for name in in_force(method, FULL) if not name.startswith(("materials.", "trims."))
    }
    assert set(found) - indexed == asked - NO_DEFAULT


@pytest.mark.parametrize(
    ("change", "name", "value", "source"),
    [
        ({}, "physicalDurability", 1.45, "6.2"),
        ({}, "countryFabric", "---", "2.1"),
        ({}, "dyeingProcessType", "average", "2.1"),
        ({}, "makingDeadStock", 0.15, "5.2"),
        ({}, "materials.0.spinning", "ConventionalSpinning", "7.2"),
        ({}, "makingWaste", 0.15, "products.tshirt.making.pcrWaste"),
        ({}, "makingComplexity", "low", "products.tshirt.making.complexity"),
        ({"fabricProcess": "knitting-fully-fashioned"}, "makingWaste", 0.02, "5.1"),
        ({"fabricProcess": "knitting-integral"}, "makingWaste", 0.0, "5.1"),
        ({"fabricProcess": "knitting-fully-fashioned"}, "makingComplexity", "very-low", "7.5"),
        ({"fabricProcess": "knitting-integral"}, "makingComplexity", "not-applicable", "7.5"),
        ({"upcycled": True}, "makingComplexity", "high", "4"),
        (
            {"upcycled": True, "fabricProcess": "knitting-integral"},
            "makingComplexity",
            "high",
            "4",
        ),
        ({"printing": {"kind": "substantive"}}, "printing.ratio", 0.2, "2.1"),
        ({}, "trims.0.quantity", 3, "products.tshirt.trims.0.quantity"),
        (
            {"materials": [{"id": "ei-pet", "share": 1}]},
            "materials.0.spinning",
            "SyntheticSpinning",
            "7.2",
        ),
    ],
)
def test_a_default_is_the_one_of_its_rule(
    method: Method, change: dict[str, Any], name: str, value: object, source: str
) -> None:
    known = in_force(method, BARE | change)[name]
    assert known.origin is Origin.DEFAULT
    assert known.value == value
    assert source in (known.section, known.key)


def test_no_trims_are_in_force_where_the_request_asks_for_none(method: Method) -> None:
    assert not [name for name in in_force(method, BARE | {"trims": []}) if "trims" in name]


@pytest.mark.parametrize(
    ("product", "durability", "days"),
    [
        # If the exact product ends in .5, the reference's order of operations decides.
        ("pantalon", 1.15, 80),
        ("pull", 0.7, 60),
        ("chaussettes", 1.13, 57),
        ("tshirt", 0.7, 32),
        ("tshirt", 1.0, 45),
    ],
)
def test_days_of_wear_round_as_the_references_seconds_do(
    method: Method, product: str, durability: float, days: int
) -> None:
    durable = {"business": "small-business", "numberOfReferences": 1, "price": 1000}
    query = BARE | durable | {"product": product, "physicalDurability": durability}
    found = simulate(method.textile, parse(method.dataset, query)).durability
    assert (found.coefficient, found.days_of_wear) == (durability, days)


def test_the_usual_values_are_those_of_a_request_that_leaves_them_out(method: Method) -> None:
    tables = method.textile
    full, bare = parse(method.dataset, FULL), parse(method.dataset, BARE | {"product": "pull"})
    usual, expected = usual_values(tables, full), resolve(tables, bare)
    for name in (
        *("business", "number_of_references", "price", "physical_durability", "yarn_size"),
        *("fabric_process", "surface_mass", "dyeing_process_type", "making_dead_stock"),
    ):
        assert getattr(usual, name) == getattr(expected, name), name
        assert getattr(usual, name) != getattr(resolve(tables, full), name), name
    assert usual.query.air_transport_ratio is None


@pytest.mark.parametrize(
    ("fabric", "complexity", "waste"),
    [("knitting-integral", "not-applicable", 0.0), ("knitting-fully-fashioned", "very-low", 0.02)],
)
def test_the_usual_loss_and_complexity_are_those_of_the_fabric_asked_for(
    method: Method, fabric: str, complexity: str, waste: float
) -> None:
    body = FULL | {"fabricProcess": fabric, "makingComplexity": "high", "makingWaste": 0.3}
    usual = usual_values(method.textile, parse(method.dataset, body))
    assert (usual.making_complexity, usual.making_waste) == (complexity, waste)
    assert usual.fabric_process == usual.query.product.fabric
