"""The name that a page proposes for a simulation (web.md 5): what distinguishes it from others."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import translation

from scoring.answers.levels import served_to
from scoring.answers.products import CARROT_CAKE, CHAIR
from scoring.answers.sector import Sector, compute
from scoring.answers.sectors import FOOD, OBJECT, TEXTILE
from scoring.engine.method import Method
from scoring.web.bounds import LONGEST_NAME
from scoring.web.food.naming import name_of as recipe_name
from scoring.web.objects.naming import name_of as product_name
from scoring.web.textile.naming import name_of as garment_name

TSHIRT: dict[str, Any] = {
    "mass": 0.17,
    "product": "tshirt",
    "materials": [{"id": "ei-coton", "share": 1}],
}
# A value other than the default for each field, and its description.
SET: list[tuple[dict[str, Any], str]] = [
    ({"price": 60}, "60 €"),
    ({"numberOfReferences": 9000}, "9 000 références"),
    ({"business": "small-business"}, "PME/TPE"),
    ({"physicalDurability": 1.2}, "Durabilité physique 1,20"),
    ({"upcycled": True}, "Remanufacturé"),
    ({"countrySpinning": "FR"}, "Filature France"),
    ({"countryFabric": "FR"}, "Tissage & tricotage France"),
    ({"countryDyeing": "FR"}, "Ennoblissement France"),
    ({"countryMaking": "FR"}, "Confection France"),
    ({"yarnSize": 60}, "60 Nm"),
    ({"fabricProcess": "weaving"}, "Tissage"),
    ({"surfaceMass": 250}, "250 g/m²"),
    ({"dyeingProcessType": "continuous"}, "Teinture continue"),
    ({"printing": {"kind": "pigment", "ratio": 0.5}}, "Impression Pigmentaire 50 %"),
    ({"fading": True}, "Délavage"),
    ({"makingComplexity": "low"}, "Complexité de confection Faible"),
    ({"makingWaste": 0.1}, "Taux de perte en confection 10 %"),
    ({"makingDeadStock": 0.1}, "Taux de stocks dormants 10 %"),
    ({"airTransportRatio": 0.5}, "Part du transport aérien 50 %"),
    ({"trims": []}, "sans accessoire"),
    ({"disabledSteps": ["use"]}, "sans Utilisation"),
    ({"materials": [{"country": "FR", "id": "ei-lin", "share": 1}]}, "Lin (France)"),
]


def named(
    method: Method, sector: Sector[Any, Any, Any], name_of: Callable[[Any], str], body: object
) -> str:
    with translation.override("fr"):
        return name_of(compute(sector, method, body, served_to(method, None)))


def garment(method: Method, **fields: Any) -> str:
    return named(method, TEXTILE, garment_name, TSHIRT | fields)


def test_a_plain_garment_has_a_short_name(method: Method) -> None:
    assert garment(method) == "T-shirt / Polo, 0,17 kg, Coton"


@pytest.mark.parametrize(("fields", "said"), SET, ids=[str(list(one)) for one, _ in SET])
def test_each_field_that_is_set_is_in_the_name(
    method: Method, fields: dict[str, Any], said: str
) -> None:
    assert said in garment(method, **fields)


def test_no_two_of_these_garments_share_a_name(method: Method) -> None:
    names = [garment(method), *(garment(method, **fields) for fields, _said in SET)]
    assert len(set(names)) == len(names)


def test_what_equals_the_default_is_not_said(method: Method) -> None:
    product = method.dataset.products["tshirt"]
    same = {
        "price": product.price,
        "business": product.business,
        "numberOfReferences": product.number_of_references,
    }
    assert garment(method, **same) == garment(method)


def test_the_way_of_a_garment_is_said_in_order(method: Method) -> None:
    fields = ("countrySpinning", "countryFabric", "countryDyeing", "countryMaking")
    one = garment(method, **dict.fromkeys(fields, "CN"))
    assert one.endswith(", Chine")
    several = garment(method, **dict(zip(fields, ("CN", "IN", "CN", "FR"), strict=True)))
    assert several.endswith(", Chine → Inde → Chine → France")


def test_a_long_name_keeps_what_was_set(method: Method) -> None:
    materials = [
        {"country": "BD", "id": name, "share": 0.125} for name in list(method.dataset.materials)[:8]
    ]
    name = garment(method, materials=materials, price=60, numberOfReferences=9000)
    assert len(name) <= LONGEST_NAME
    assert name.endswith(", 60 €, 9 000 références")
    assert ", + " in name
    everything = {key: value for fields, _said in SET for key, value in fields.items()}
    assert len(garment(method, **everything | {"materials": materials})) <= LONGEST_NAME


def test_recipes_and_products_are_named_by_what_they_are_made_of(method: Method) -> None:
    recipe = named(method, FOOD, recipe_name, CARROT_CAKE)
    assert recipe.startswith("Oeuf")
    assert "Carotte FR 225 g" in recipe
    assert recipe.endswith("Cuisson 545 g, Carton 105 g, Température ambiante, Réfrigération")
    frozen = named(method, FOOD, recipe_name, CARROT_CAKE | {"distribution": "frozen"})
    assert "Surgelé" in frozen
    assert named(method, FOOD, recipe_name, {"ingredients": []}) == "Recette sans ingrédient"
    chair = named(method, OBJECT, product_name, CHAIR)
    assert "4 × Pied" in chair
    assert len(chair) <= LONGEST_NAME
    assert named(method, OBJECT, product_name, {"components": []}) == "Aucun composant"
