"""The ``inputs`` of the detailed answer: the request's own values, not the defaults in force."""

from typing import Any

import pytest

from scoring.engine.method import Method
from tests.answers.served import aggregated
from tests.answers.textile.garments import BARE, SAID, detailed_of, steps_of

ECHOED = (
    "airTransportRatio",
    "business",
    "dyeingProcessType",
    "fabricProcess",
    "fading",
    "makingDeadStock",
    "makingWaste",
    "mass",
    "numberOfReferences",
    "physicalDurability",
    "price",
    "printing",
    "surfaceMass",
    "yarnSize",
)
COUNTRIES = ("countryDyeing", "countryFabric", "countryMaking", "countrySpinning")


def inputs_of(method: Method, body: Any) -> dict[str, Any]:
    found: dict[str, Any] = detailed_of(method, body, aggregated(method))["inputs"]
    return found


@pytest.mark.parametrize("field", ECHOED)
def test_what_is_asked_is_echoed_under_its_own_name(method: Method, field: str) -> None:
    assert inputs_of(method, SAID)[field] == SAID[field]


def test_what_is_left_out_is_null_whatever_the_default_in_force(method: Method) -> None:
    found = inputs_of(method, BARE)
    assert {name for name, value in found.items() if value is None} == {
        *ECHOED,
        "makingComplexity",
    } - {"mass"}
    assert (found["disabledSteps"], found["upcycled"]) == ((), False)


@pytest.mark.parametrize("field", COUNTRIES)
def test_each_step_has_the_country_that_was_asked_for_it(method: Method, field: str) -> None:
    country = inputs_of(method, SAID)[field]
    record = method.dataset.countries[SAID[field]]
    assert country == {
        "aquaticPollutionScenario": record.aquatic_pollution_scenario,
        "code": SAID[field],
        "electricityProcessUuid": record.electricity.id,
        "heatProcessUuid": record.heat.id,
        "name": record.name,
        "scopes": record.scopes,
    }
    assert record.electricity.id != record.heat.id


def test_a_country_that_is_not_asked_is_the_unknown_one_or_that_of_the_fibre(
    method: Method,
) -> None:
    found = inputs_of(method, BARE)
    for field in ("countryDyeing", "countryFabric", "countryMaking"):
        assert found[field]["code"] == "---", field
    spinning = steps_of(method, BARE, aggregated(method))["spinning"]["country"]
    assert found["countrySpinning"] == spinning


def test_a_material_says_its_country_and_its_spinning_where_the_request_does(
    method: Method,
) -> None:
    cotton, polyester = inputs_of(method, SAID)["materials"]
    assert (cotton["share"], cotton["country"], cotton["spinning"]) == (
        0.6,
        "BD",
        "UnconventionalSpinning",
    )
    assert set(polyester) == {"material", "share"}
    record = method.dataset.materials["ei-coton"]
    assert cotton["material"] == {
        "id": "ei-coton",
        "name": record.name,
        "shortName": record.short_name,
        "origin": "NaturalFromVegetal",
        "materialProcessUuid": record.material_process_id,
        "recycledProcessUuid": record.recycled_process_id,
        "recycledFrom": None,
        "geographicOrigin": record.geographic_origin,
        "defaultCountry": record.default_country.code,
    }
    assert polyester["material"]["origin"] == "Synthetic"


def test_a_recycled_material_says_what_it_was_made_of(method: Method) -> None:
    body = BARE | {"materials": [{"id": "coton-rdp", "share": 1}]}
    (line,) = inputs_of(method, body)["materials"]
    assert line["material"]["recycledFrom"] == "ei-coton"


def test_the_share_of_a_printing_is_filled_in(method: Method) -> None:
    found = inputs_of(method, BARE | {"printing": {"kind": "pigment"}})
    assert found["printing"] == {"kind": "pigment", "ratio": 0.2}


def test_complexity_is_spelt_as_the_reference_writes_it(method: Method) -> None:
    assert inputs_of(method, SAID)["makingComplexity"] == "non-applicable"
    assert inputs_of(method, BARE | {"makingComplexity": "low"})["makingComplexity"] == "low"
    upcycled = inputs_of(method, BARE | {"upcycled": True})
    assert upcycled["makingComplexity"] == "high"
    low = inputs_of(method, BARE | {"upcycled": True, "makingComplexity": "low"})
    assert low["makingComplexity"] == "low"


def test_upcycling_leaves_out_the_first_steps(method: Method) -> None:
    found = inputs_of(method, BARE | {"upcycled": True, "disabledSteps": ["use", "fabric"]})
    assert found["upcycled"] is True
    assert found["disabledSteps"] == ("material", "spinning", "fabric", "ennobling", "use")
    assert inputs_of(method, SAID)["disabledSteps"] == ("use",)


def test_trims_are_those_in_force_and_the_category_keeps_its_own(method: Method) -> None:
    (own,) = SAID["trims"]
    found = inputs_of(method, SAID)
    assert found["trims"] == [own]
    record = method.dataset.products["jean"]
    usual = [{"id": trim.component.id, "quantity": trim.quantity} for trim in record.trims]
    assert usual
    assert found["product"]["trims"] == usual
    assert inputs_of(method, SAID | {"trims": []})["trims"] == []
    without = {key: value for key, value in SAID.items() if key != "trims"}
    assert inputs_of(method, without)["trims"] == usual


def test_the_category_is_told_with_its_own_figures(method: Method) -> None:
    record = method.dataset.products["jean"]
    assert inputs_of(method, SAID)["product"] == {
        "id": "jean",
        "name": "Jean",
        "fabric": record.fabric,
        "making": {"pcrWaste": record.making_waste, "complexity": record.making_complexity},
        "trims": [{"id": trim.component.id, "quantity": trim.quantity} for trim in record.trims],
        "use": {
            "nonIroningProcessUuid": record.care_process.id,
            "wearsPerCycle": record.wears_per_cycle,
            "defaultNbCycles": record.default_cycles,
            "ratioDryer": record.ratio_dryer,
            "ratioIroning": record.ratio_ironing,
            "timeIroning": record.time_ironing,
            "daysOfWear": record.days_of_wear,
        },
        "endOfLife": {"volume": record.volume},
    }
