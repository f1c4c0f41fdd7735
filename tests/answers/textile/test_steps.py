"""The steps of the detailed answer: the tables of textile.md 13.1, row by row."""

import itertools
from typing import Any

import pytest

from scoring.engine.impacts import TRIGRAMS
from scoring.engine.method import Method
from tests.answers.served import aggregated, official
from tests.answers.textile.garments import BARE, SAID, detailed_of, steps_of

ALL_STEPS = SAID | {"disabledSteps": []}
KNITTED = BARE
LABELS = {
    "material": "Matières premières",
    "spinning": "Filature",
    "fabric": "Tissage & Tricotage",
    "ennobling": "Ennoblissement",
    "making": "Confection",
    "distribution": "Distribution",
    "use": "Utilisation",
    "eol": "Fin de vie",
}
TRANSPORTS = {
    "airTransport": "transport aérien long-courrier",
    "roadTransport": "transport routier",
    "seaTransport": "transport maritime",
}
# ``useIroning`` of each category, where it is not zero.
IRONING = {
    "chemise": "0,0455",
    "jean": "0,0677",
    "pantalon": "0,0677",
    "jupe": "0,0203",
    "manteau": "5,00e-3",
    "tshirt": "0,0260",
}


def test_the_steps_bear_their_labels_and_four_can_be_edited(method: Method) -> None:
    steps = steps_of(method, ALL_STEPS, aggregated(method))
    assert {code: step["label"] for code, step in steps.items()} == LABELS
    assert [code for code, step in steps.items() if step["editable"]] == [
        "spinning",
        "fabric",
        "ennobling",
        "making",
    ]
    assert {step["durability"] for step in steps.values()} == {1}


def test_each_step_takes_place_in_its_country(method: Method) -> None:
    steps = steps_of(method, ALL_STEPS, aggregated(method))
    cotton = method.dataset.materials["ei-coton"]
    assert {code: step["country"]["code"] for code, step in steps.items()} == {
        # The fibre's own country, even though the request names another one.
        "material": cotton.default_country.code,
        "spinning": "TR",
        "fabric": "IN",
        "ennobling": "PK",
        "making": "TN",
        "distribution": "FR",
        "use": "FR",
        "eol": "FR",
    }


def filled(steps: dict[str, dict[str, Any]], field: str) -> list[str]:
    """The steps in which a field has a value."""
    return [code for code, step in steps.items() if step[field] not in (None, 0)]


def test_a_step_has_the_figures_that_are_its_own(method: Method) -> None:
    steps = steps_of(method, ALL_STEPS, aggregated(method))
    assert filled(steps, "elecKWh") == ["spinning", "fabric", "ennobling", "making", "use"]
    assert filled(steps, "heatMJ") == ["ennobling", "making"]
    assert filled(steps, "waste") == ["spinning", "fabric", "making"]
    for field in ("deadstock", "airTransportRatio", "makingWaste", "makingDeadStock"):
        assert filled(steps, field) == ["making"], field
    for field in ("picking", "threadDensity", "surfaceMass"):
        assert filled(steps, field) == ["fabric"], field
    assert filled(steps, "yarnSize") == ["spinning", "fabric"]
    without_fading = steps_of(method, ALL_STEPS | {"fading": False}, aggregated(method))
    assert filled(without_fading, "heatMJ") == ["ennobling"]


def test_what_was_asked_stands_at_its_step(method: Method) -> None:
    steps = steps_of(method, ALL_STEPS, aggregated(method))
    assert steps["making"]["makingWaste"] == 0.21
    assert steps["making"]["makingDeadStock"] == 0.07
    assert steps["making"]["airTransportRatio"] == 0.3
    assert steps["fabric"]["surfaceMass"] == 300
    assert steps["fabric"]["yarnSize"] == steps["spinning"]["yarnSize"] == 20
    usual = steps_of(method, BARE, aggregated(method))
    for code, field in (
        ("making", "makingWaste"),
        ("making", "makingDeadStock"),
        ("fabric", "surfaceMass"),
        ("fabric", "yarnSize"),
    ):
        assert usual[code][field] is None


def test_only_a_woven_fabric_has_threads_and_picks(method: Method) -> None:
    woven = steps_of(method, ALL_STEPS, aggregated(method))["fabric"]
    assert isinstance(woven["picking"], int)
    assert woven["picking"] > woven["threadDensity"] > 0
    knitted = steps_of(method, KNITTED, aggregated(method))["fabric"]
    assert (knitted["picking"], knitted["threadDensity"]) == (None, None)


def test_masses_go_from_the_fibre_to_the_garment(method: Method) -> None:
    steps = steps_of(method, ALL_STEPS, aggregated(method))
    *spun, making, distribution, use, eol = steps.values()
    for before, after in itertools.pairwise(spun):
        assert before["outputMass"] == pytest.approx(after["inputMass"])
    for step in spun:
        assert step["inputMass"] - step["outputMass"] == pytest.approx(step["waste"])
    # Two zips of 3 g are sewn on. The output of making includes its loss (textile.md pitfall 4).
    assert making["inputMass"] == pytest.approx(spun[-1]["outputMass"] + 0.006)
    assert making["inputMass"] - making["outputMass"] == pytest.approx(making["deadstock"])
    assert making["outputMass"] - making["waste"] == pytest.approx(SAID["mass"])
    for step in (distribution, use, eol):
        assert step["inputMass"] == step["outputMass"] == SAID["mass"]


def test_complements_stand_at_their_step(method: Method) -> None:
    steps = steps_of(method, ALL_STEPS, aggregated(method))
    points = {
        code: {name: figure for name, figure in step["complementsImpacts"].items() if figure}
        for code, step in steps.items()
    }
    assert {code: list(found) for code, found in points.items() if found} == {
        "material": ["microfibers"],
        "eol": ["outOfEuropeEOL"],
    }
    # Complements are in the score of the step, and in no other impact.
    own = steps_of(method, ALL_STEPS | {"disabledSteps": ["material"]}, aggregated(method))
    assert own["material"]["impacts"]["ecs"] == points["material"]["microfibers"]
    assert own["material"]["impacts"]["pef"] == 0


def test_a_transport_is_told_with_what_it_weighs(method: Method) -> None:
    steps = steps_of(method, ALL_STEPS, aggregated(method))
    moved = {code: step["transport"] for code, step in steps.items()}
    assert [code for code, one in moved.items() if one["air"]] == ["making"]
    assert [code for code, one in moved.items() if one["impacts"]["ecs"]] == [
        "material",
        "spinning",
        "fabric",
        "ennobling",
        "making",
        "distribution",
    ]
    shop = moved["distribution"]
    assert (shop["road"], shop["sea"], shop["air"]) == (500, 0, 0)
    for one in moved.values():
        assert (one["roadCooled"], one["seaCooled"]) == (0, 0)
    # From Turkey to India by sea alone, from India to Pakistan by both.
    assert moved["spinning"]["sea"] > moved["spinning"]["road"] == 0
    assert moved["fabric"]["sea"] > moved["fabric"]["road"] > 0


def test_pre_treatments_are_energy_and_releases(method: Method) -> None:
    steps = steps_of(method, ALL_STEPS, official(method))
    treated = steps["ennobling"]["preTreatments"]
    for trigram in TRIGRAMS:
        both = treated["energy"][trigram] + treated["toxicity"][trigram]
        assert treated["impacts"][trigram] == pytest.approx(both, rel=1e-12), trigram
    assert treated["energy"]["ecs"] != treated["toxicity"]["ecs"]
    assert treated["elecKWh"] < steps["ennobling"]["elecKWh"]
    assert 0 < treated["heatMJ"] < steps["ennobling"]["heatMJ"]
    assert treated["elecKWh"] != treated["heatMJ"]
    assert len(set(treated["operations"])) == len(treated["operations"]) > 2
    polyester = ALL_STEPS | {"materials": ALL_STEPS["materials"][::-1]}
    first = steps_of(method, polyester, official(method))["ennobling"]["preTreatments"]
    assert first["operations"][0] == "Lavage (fibres synthétiques)"
    for code, step in steps.items():
        if code != "ennobling":
            idle = step["preTreatments"]
            assert (idle["elecKWh"], idle["heatMJ"], list(idle["operations"])) == (0, 0, [])
            assert {*idle["energy"].values(), *idle["toxicity"].values()} == {0}


def names(steps: dict[str, dict[str, Any]], code: str) -> dict[str, str]:
    """The names of the processes that a step shows, except those of transports."""
    info = steps[code]["processInfo"]
    assert len(info) == 14
    return {key: name for key, name in info.items() if name and key not in TRANSPORTS}


def test_the_processes_at_work_are_named(method: Method) -> None:
    steps = steps_of(method, ALL_STEPS, aggregated(method))
    countries, product = method.dataset.countries, method.dataset.products["jean"]
    roles = method.textile.roles
    # The category's, whatever fabric the request asks for.
    usual = method.textile.fabrics[product.fabric].name
    assert names(steps, "material") == {}
    assert names(steps, "spinning") == {"countryElec": countries["TR"].electricity.name}
    assert names(steps, "fabric") == {
        "countryElec": countries["IN"].electricity.name,
        "fabric": usual,
    }
    assert names(steps, "ennobling") == {
        "countryElec": countries["PK"].electricity.name,
        "countryHeat": countries["PK"].heat.name,
    }
    assert names(steps, "making") == {
        "countryElec": countries["TN"].electricity.name,
        "fading": roles["fading"].name,
    }
    assert names(steps, "distribution") == {"distribution": "transport routier"}
    assert names(steps, "use") == {
        "countryElec": roles["electricity_use"].name,
        "useIroning": "Repassage\u00a0: 0,0677\u00a0kWh",
        "useNonIroning": product.care_process.name,
    }
    assert names(steps, "eol") == {
        "countryElec": countries["FR"].electricity.name,
        "countryHeat": countries["FR"].heat.name,
        "endOfLife": roles["end_of_life"].name,
        "passengerCar": "Transport en voiture vers point de collecte (1km)",
    }


def test_the_fabric_named_is_the_categorys_whatever_is_asked(method: Method) -> None:
    asked = ALL_STEPS | {"fabricProcess": "knitting-circular"}
    usual = names(steps_of(method, ALL_STEPS, aggregated(method)), "fabric")
    assert names(steps_of(method, asked, aggregated(method)), "fabric") == usual


def test_every_step_that_counts_names_the_three_transports(method: Method) -> None:
    steps = steps_of(method, ALL_STEPS | {"disabledSteps": ["making", "eol"]}, aggregated(method))
    for code, step in steps.items():
        found = {key: step["processInfo"][key] for key in TRANSPORTS}
        expected = dict.fromkeys(TRANSPORTS) if code in ("making", "eol") else TRANSPORTS
        assert found == expected, code


def test_the_ironing_of_every_category_is_that_of_the_document(method: Method) -> None:
    for product in method.dataset.products:
        steps = steps_of(method, BARE | {"product": product}, aggregated(method))
        shown = steps["use"]["processInfo"]["useIroning"]
        assert shown == f"Repassage\u00a0: {IRONING.get(product, '0')}\u00a0kWh", product


def idle(step: dict[str, Any], complement: str) -> bool:
    """Whether a step has no figure but its complement."""
    figures = {name: figure for name, figure in step["impacts"].items() if name != "ecs"}
    points = step["complementsImpacts"][complement]
    return set(figures.values()) == {0} and step["impacts"]["ecs"] == points


def test_a_step_that_is_listed_does_nothing_and_one_that_upcycling_skips_is_still_shown(
    method: Method,
) -> None:
    listed = {"disabledSteps": ["spinning", "fabric", "ennobling", "making"]}
    steps = steps_of(method, ALL_STEPS | listed, official(method))
    for code in listed["disabledSteps"]:
        step = steps[code]
        assert step["enabled"] is False
        assert idle(step, "microfibers"), code
        assert (step["elecKWh"], step["heatMJ"], step["waste"], step["deadstock"]) == (0, 0, 0, 0)
        assert (step["picking"], step["threadDensity"]) == (None, None)
        assert list(step["preTreatments"]["operations"]) == []
        assert step["transport"]["impacts"]["ecs"] == step["transport"]["road"] == 0
    upcycled = steps_of(method, ALL_STEPS | {"upcycled": True}, official(method))
    for code in ("spinning", "fabric", "ennobling"):
        step = upcycled[code]
        assert step["enabled"] is False
        assert step["impacts"]["ecs"] > 0
        assert step["elecKWh"] > 0
        assert step["transport"]["impacts"]["ecs"] == step["transport"]["road"] == 0
    assert upcycled["making"]["enabled"] is True
    assert list(upcycled["ennobling"]["preTreatments"]["operations"])
    assert upcycled["fabric"]["picking"]


def test_trims_are_in_no_step(method: Method) -> None:
    dear = ALL_STEPS | {"trims": [{"id": SAID["trims"][0]["id"], "quantity": 40}]}
    few, many = (detailed_of(method, body, aggregated(method)) for body in (ALL_STEPS, dear))
    assert many["trimsImpacts"]["ecs"] == pytest.approx(20 * few["trimsImpacts"]["ecs"])
