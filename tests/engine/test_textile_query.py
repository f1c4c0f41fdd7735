"""Parsing textile requests: what is accepted, what is rejected, and the messages."""

from typing import Any

import pytest

from scoring.engine.errors import InvalidQuery
from scoring.engine.method import Method
from scoring.engine.textile.echo import echo
from scoring.engine.textile.query import parse

TSHIRT = {"mass": 0.17, "product": "tshirt", "materials": [{"id": "ei-coton", "share": 1}]}
METAL_BUTTON = "0c903fc7-279b-4375-8cfa-ca8133b8e973"
BRASS = "dc44ae3c-8552-5822-a76d-f95ef68682da"


def refusal(method: Method, body: object) -> dict[str, str]:
    with pytest.raises(InvalidQuery) as caught:
        parse(method.dataset, body)
    return caught.value.faults


def test_all_faulty_fields_are_reported_together_in_alphabetical_order(method: Method) -> None:
    body = {
        "mass": 0,
        "product": "xxx",
        "materials": [{"id": "xxx", "share": 1}],
        "countryMaking": "XX",
        "countrySpinning": "US",
        "price": 0,
        "yarnSize": "5Nm",
        "makingWaste": 0.5,
        "trims": [{"id": "00000000-0000-4000-8000-000000000000", "quantity": 1}],
    }
    assert refusal(method, body) == {
        "countryMaking": "Code pays invalide: XX.",
        "countrySpinning": "Le code pays US n'est pas utilisable dans un contexte Textile.",
        "makingWaste": "Le taux de perte en confection doit être compris(e) entre 0 et 0.4.",
        "mass": "La masse doit être supérieure ou égale à zéro",
        "materials": "Matière non trouvée id=xxx.",
        "price": "Le prix unitaire doit être compris(e) entre 1 et 1000.",
        "product": "Produit non trouvé id=xxx.",
        "trims": "Aucun composant avec id=00000000-0000-4000-8000-000000000000",
        "yarnSize": "Le titrage doit être compris(e) entre 9 et 200.",
    }
    assert list(refusal(method, body)) == sorted(refusal(method, body))


def test_a_value_of_the_wrong_type_is_reported_alone_with_its_path_and_value(
    method: Method,
) -> None:
    body = TSHIRT | {"price": 5000, "materials": [{"id": "ei-coton", "share": "tout"}]}
    (message,) = refusal(method, body).values()
    assert list(refusal(method, body)) == ["decoding"]
    assert 'json.materials[0].share : "tout"' in message
    assert message.endswith("Expecting a FLOAT")


def test_of_several_wrong_types_the_last_field_in_alphabetical_order_is_reported(
    method: Method,
) -> None:
    assert "json.yarnSize" in refusal(method, {"yarnSize": True, "mass": "x"})["decoding"]
    both = TSHIRT | {"printing": {"kind": "bonk", "ratio": 2}}
    assert "json.printing.ratio" in refusal(method, both)["decoding"]


def test_a_very_long_value_is_shortened_in_the_message(method: Method) -> None:
    message = refusal(method, TSHIRT | {"price": "x" * 5000})["decoding"]
    assert len(message) < 300


@pytest.mark.parametrize("key", [None, "a"])
def test_a_deeply_nested_value_is_shortened_too(method: Method, key: str | None) -> None:
    value: Any = 1
    for _ in range(5000):
        value = [value] if key is None else {key: value}
    message = refusal(method, TSHIRT | {"price": value})["decoding"]
    assert message.endswith("Expecting a FLOAT")
    assert len(message) < 300


@pytest.mark.parametrize("value", [True, "0.5", None, [], {}, float("nan"), float("inf")])
def test_what_is_no_finite_number_is_no_mass(method: Method, value: Any) -> None:
    assert "Expecting a FLOAT" in refusal(method, TSHIRT | {"mass": value})["decoding"]


@pytest.mark.parametrize(
    ("given", "nm"),
    [("40", 40), ("40Nm", 40), ("250Dtex", 40), ("0100Nm", 100), (12.5, 12.5), (10.0, 10)],
)
def test_a_yarn_size_is_read_in_its_accepted_forms(method: Method, given: Any, nm: float) -> None:
    assert parse(method.dataset, TSHIRT | {"yarnSize": given}).yarn_size == nm


@pytest.mark.parametrize("given", ["", "40 Nm", "40nm", "40.5", "-40", "Nm", "1e2", "٤٠"])
def test_another_form_of_yarn_size_is_refused_with_the_accepted_ones(
    method: Method, given: str
) -> None:
    message = refusal(method, TSHIRT | {"yarnSize": given})["decoding"]
    assert "250Dtex" in message


@pytest.mark.parametrize("given", ["0Dtex", "0", "9" * 400])
def test_a_yarn_size_out_of_range_is_refused_under_its_name(method: Method, given: str) -> None:
    assert list(refusal(method, TSHIRT | {"yarnSize": given})) == ["yarnSize"]


def test_only_the_first_bad_material_is_reported_its_country_before_its_id(
    method: Method,
) -> None:
    materials = [
        {"id": "ei-coton", "share": 0.2},
        {"id": "xxx", "share": 0.4, "country": "ZZ"},
        {"id": "yyy", "share": 0.4},
    ]
    assert refusal(method, TSHIRT | {"materials": materials}) == {
        "materials": "Code pays invalide: ZZ."
    }


def test_an_object_component_is_no_trim(method: Method) -> None:
    plastic_frame = "190276e9-5b90-42d6-8fbd-bc7ddfd4c960"
    assert plastic_frame in method.dataset.components
    trims = [{"id": plastic_frame, "quantity": 1}]
    assert refusal(method, TSHIRT | {"trims": trims}) == {
        "trims": f"Aucun composant avec id={plastic_frame}"
    }


def test_a_custom_trim_made_of_an_unknown_process_is_refused(method: Method) -> None:
    unknown = "00000000-0000-4000-8000-000000000000"
    custom = {"elements": [{"amount": 1, "material": unknown}]}
    trims = [{"id": METAL_BUTTON, "quantity": 1, "custom": custom}]
    assert refusal(method, TSHIRT | {"trims": trims}) == {
        "trims": f"Procédé introuvable par id : {unknown}"
    }


@pytest.mark.parametrize(
    "custom",
    [
        {},
        {"name": " "},
        {"name": "Bouton en métal"},
        {"elements": [{"amount": 0.003, "material": BRASS}]},
    ],
)
def test_a_composition_equal_to_the_trims_own_is_forgotten(
    method: Method, custom: dict[str, Any]
) -> None:
    trim = {"id": METAL_BUTTON, "quantity": 2}
    body = TSHIRT | {"trims": [trim | {"custom": custom}]}
    assert echo(parse(method.dataset, body))["trims"] == [trim]


def test_the_echo_keeps_what_was_said_and_nothing_else(method: Method) -> None:
    body = TSHIRT | {
        "unknownKey": 1,
        "countryFabric": "---",
        "countryDyeing": None,
        "disabledSteps": [],
        "fading": False,
        "trims": [],
        "yarnSize": "250Dtex",
        "mass": 1.0,
        "printing": {"kind": "pigment"},
        "makingComplexity": "not-applicable",
        "materials": [{"share": 1.0, "id": "ei-coton", "country": "---", "spinning": None}],
    }
    assert echo(parse(method.dataset, body)) == {
        "fading": False,
        "makingComplexity": "non-applicable",
        "mass": 1,
        "materials": [{"id": "ei-coton", "share": 1}],
        "printing": {"kind": "pigment", "ratio": 0.2},
        "product": "tshirt",
        "trims": [],
        "upcycled": False,
        "yarnSize": 40,
    }


def test_the_echo_of_an_upcycled_garment_names_its_disabled_steps(method: Method) -> None:
    body = TSHIRT | {"upcycled": True, "disabledSteps": ["use", "fabric"]}
    repeated = echo(parse(method.dataset, body))
    assert repeated["disabledSteps"] == ["material", "spinning", "fabric", "ennobling", "use"]
    assert repeated["makingComplexity"] == "high"


def test_the_echo_is_read_back_as_the_same_request(method: Method) -> None:
    body = TSHIRT | {
        "makingComplexity": "not-applicable",
        "printing": {"kind": "substantive"},
        "yarnSize": "40Nm",
        "trims": [
            {
                "id": METAL_BUTTON.upper(),
                "quantity": 2.0,
                "custom": {"elements": [{"amount": 0.1, "material": BRASS}], "name": " Gros "},
            }
        ],
    }
    first = echo(parse(method.dataset, body))
    assert echo(parse(method.dataset, first)) == first
    assert first["trims"][0]["id"] == METAL_BUTTON
    assert first["trims"][0]["custom"]["name"] == "Gros"


def test_the_spelling_of_the_echoed_complexity_opens_again(method: Method) -> None:
    query = parse(method.dataset, TSHIRT | {"makingComplexity": "non-applicable"})
    assert query.making_complexity == "not-applicable"
