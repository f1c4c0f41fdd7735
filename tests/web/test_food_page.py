"""The recipe builder's form, posted with and without scripts."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from scoring.answers.products import CARROT_CAKE

PAGE = "/alimentaire/"
CARROT = "4d5198e7-413a-4ae2-8448-535aa3b302ae"
MANGO = "db0e5f44-34b4-4160-b003-77c828d75e60"
OIL = "61ede109-0eed-4aa3-93bb-aacf132b6bdd"
COOKING = "83b897cf-9ed2-5604-83b4-67fab8606d35"
CARDBOARD = "25595091-35b6-5c62-869f-a29c318c367e"
EXAMPLE = "4ce49252-07c4-4e2a-a451-dc26f1550889"

pytestmark = pytest.mark.django_db


def typed(*ingredients: tuple[str, str], **rest: str) -> dict[str, str]:
    """A form of ingredients and masses, as a browser sends it."""
    form = {"impact": "ecs"}
    for position, (identifier, mass) in enumerate(ingredients):
        form[f"ingredient-{position}-id"] = identifier
        form[f"ingredient-{position}-mass"] = mass
    return form | {name.replace("_", "-"): value for name, value in rest.items()}


def post(client: Client, form: dict[str, str], address: str = PAGE, language: str = "fr") -> Any:
    return client.post(address, form, headers={"Accept-Language": language})


def score_of(client: Client, form: dict[str, str]) -> dict[str, Any]:
    """The normalised request that the page computed."""
    answer = post(client, form)
    assert answer.status_code == 200, answer.context["errors"]
    query: dict[str, Any] = answer.context["query"]
    return query


def test_the_page_opens_with_a_recipe_and_the_engines_figures(client: Client) -> None:
    answer = client.get(PAGE)
    assert answer.status_code == 200
    assert answer.context["query"] == CARROT_CAKE
    found = client.post("/api/food", CARROT_CAKE, content_type="application/json").json()
    ecs = found["results"]["total"]["ecs"]
    assert answer.context["results"].card.value == f"{ecs:.0f}"
    text = answer.content.decode()
    assert "Carotte FR" in text
    assert "Par kg de produit préparé" in text


def test_a_form_without_scripts_gives_the_same_page(client: Client) -> None:
    form = typed(
        (CARROT, "268"),
        distribution="fresh",
        preparation_0="oven",
        packaging_0_id=CARDBOARD,
        packaging_0_mass="12,5",
    )
    assert score_of(client, form) == {
        "ingredients": [{"id": CARROT, "mass": 268}],
        "packaging": [{"id": CARDBOARD, "mass": 12.5}],
        "distribution": "fresh",
        "preparation": ["oven"],
    }


def test_an_ingredient_is_typed_by_its_name_without_scripts(client: Client) -> None:
    form = typed((MANGO, "100"), ingredient_0_shown=MANGO, ingredient_0_typed="Carotte FR")
    assert score_of(client, form)["ingredients"] == [{"id": CARROT, "mass": 100}]
    unchanged = form | {"ingredient-0-typed": "Mangue par défaut"}
    assert score_of(client, unchanged)["ingredients"] == [{"id": MANGO, "mass": 100}]
    answer = post(client, form | {"ingredient-0-typed": "Licorne"})
    assert answer.status_code == 400
    assert "«\u00a0Licorne\u00a0» n’est pas un ingrédient" in answer.content.decode().replace(
        "&#x27;", "'"
    )


def test_the_mass_of_the_transform_follows_the_ingredients(client: Client) -> None:
    shown = f"{CARROT}:100"
    form = typed((CARROT, "100"), transform=COOKING, ingredients_shown=shown)
    kept = score_of(client, form | {"transform-mass": "80"})
    assert kept["transform"] == {"id": COOKING, "mass": 80}
    changed = score_of(client, form | {"transform-mass": "80", "ingredient-0-mass": "250"})
    assert changed["transform"] == {"id": COOKING, "mass": 250}
    chosen = score_of(client, form)
    assert chosen["transform"] == {"id": COOKING, "mass": 100}


def test_buttons_add_and_take_off_rows(client: Client) -> None:
    form = typed((CARROT, "100"), transform=COOKING, transform_mass="100")
    more = score_of(client, form | {"action": f"add-ingredient:{MANGO}"})
    assert more["ingredients"][1] == {"id": MANGO, "mass": 100}
    assert more["transform"]["mass"] == 200
    packed = score_of(client, form | {"action": f"add-packaging:{CARDBOARD}"})
    assert packed["packaging"] == [{"id": CARDBOARD, "mass": 100}]
    none = score_of(client, form | {"action": "delete-ingredient:0", "transform": ""})
    assert none == {"ingredients": []}
    odd = score_of(client, form | {"action": "delete-ingredient:99"})
    assert len(odd["ingredients"]) == 1
    initial = json.dumps({"ingredients": [{"id": MANGO, "mass": 5}]})
    reset = score_of(client, form | {"action": "reset", "initial": initial})
    assert reset == {"ingredients": [{"id": MANGO, "mass": 5}]}


def test_only_what_flies_by_default_has_a_choice_of_plane(client: Client) -> None:
    answer = post(client, typed((CARROT, "100"), (MANGO, "100")))
    text = answer.content.decode()
    assert 'name="ingredient-1-plane"' in text
    assert 'name="ingredient-0-plane"' not in text
    swapped = typed((CARROT, "100"), ingredient_0_plane="byPlane")
    assert score_of(client, swapped)["ingredients"] == [{"id": CARROT, "mass": 100}]


@pytest.mark.parametrize(
    ("form", "control", "words"),
    [
        (typed((CARROT, "")), "ingredient-0-mass", "une valeur est attendue"),
        (typed((CARROT, "beaucoup")), "ingredient-0-mass", "« beaucoup » n'est pas un nombre"),
        (typed((CARROT, "-3")), "ingredient-0-mass", "n'est pas plus grand que zéro"),
        (typed((CARROT, "5"), (CARROT, "6")), "ingredient-1-id", "déjà dans la recette"),
        (
            typed((CARROT, "5"), packaging_0_id=CARDBOARD, packaging_0_mass="x"),
            "packaging-0-mass",
            "n'est pas un nombre",
        ),
        (
            typed((CARROT, "5"), ingredient_0_country="BD"),
            "ingredients",
            "n'est pas utilisable dans un contexte Alimentaire",
        ),
    ],
)
def test_a_fault_is_said_at_its_control_and_nothing_else_is_shown(
    client: Client, form: dict[str, str], control: str, words: str
) -> None:
    answer = post(client, form)
    assert answer.status_code == 400
    assert words in answer.context["errors"][control]
    assert 'id="score"' not in answer.content.decode()


def test_a_link_with_an_ingredient_twice_opens(client: Client) -> None:
    query = {"ingredients": [{"id": CARROT, "mass": 100}, {"id": CARROT, "mass": 50}]}
    answer = post(client, {"query": json.dumps(query)}, f"{PAGE}lien/")
    assert answer.status_code == 200
    form = typed((CARROT, "100"), (CARROT, "60"), initial=json.dumps(query))
    assert len(score_of(client, form)["ingredients"]) == 2


@pytest.mark.parametrize("query", ["", "{", "[]", '{"ingredients": [{"id": "x", "mass": 1}]}'])
def test_a_link_that_cannot_be_read_shows_no_other_recipe(client: Client, query: str) -> None:
    answer = post(client, {"query": query}, f"{PAGE}lien/")
    text = answer.content.decode()
    assert "Ce lien ne peut pas être ouvert" in text
    assert 'id="score"' not in text


def test_an_example_has_its_own_address(client: Client) -> None:
    answer = client.get(f"{PAGE}exemples/{EXAMPLE}/")
    assert answer.status_code == 200
    assert "Pizza royale" in answer.context["example_name"]
    assert answer.context["results"].card.value == "153"
    assert client.get(f"{PAGE}exemples/{CARROT}/").status_code == 404


def test_a_live_update_redraws_the_form_only_where_controls_change(client: Client) -> None:
    form = typed((CARROT, "268"))
    light = post(client, form | {"changed": "ingredient-0-mass"}, f"{PAGE}fragment/")
    assert "HX-Retarget" not in light
    assert 'id="results"' in light.content.decode()
    assert 'name="ingredient-0-mass"' not in light.content.decode()
    whole = post(client, form | {"changed": "ingredient-0-id"}, f"{PAGE}fragment/")
    assert whole["HX-Retarget"] == "#simulator"
    assert 'name="ingredient-0-mass"' in whole.content.decode()


def test_an_oil_of_unknown_density_says_why_it_has_no_score(client: Client) -> None:
    answer = post(client, typed((OIL, "800"), distribution="ambient"))
    text = answer.content.decode()
    assert "densité" in text
    assert "non disponible" in text
    assert ">nan" not in text


def test_an_empty_recipe_is_shown(client: Client) -> None:
    answer = post(client, typed())
    assert answer.status_code == 200
    assert "La masse préparée est nulle" in answer.content.decode()


def test_the_page_is_in_english_too(client: Client) -> None:
    text = post(client, typed((CARROT, "100")), language="en").content.decode()
    assert "Food simulator" in text
    assert "Per kg of prepared product" in text
    assert "Add an ingredient" in text
    for french in ("Ajouter un ingrédient", "Masse préparée", "Comprendre ce calcul"):
        assert french not in text


def test_the_page_of_a_pinned_version_posts_to_itself(client: Client) -> None:
    text = client.get(f"/versions/v7.0.0{PAGE}").content.decode()
    assert 'action="/versions/v7.0.0/alimentaire/"' in text


@pytest.mark.django_db
def test_each_item_has_its_page_in_the_explorer(client: Client) -> None:
    form = typed((CARROT, "100"), packaging_0_id=CARDBOARD, packaging_0_mass="10")
    page = post(client, form).content.decode()
    sheets = re.findall(r'href="(/explorateur/alimentaire/[^"]+/)">Fiche', page)
    assert sheets == [
        f"/explorateur/alimentaire/ingredients/{CARROT}/",
        f"/explorateur/alimentaire/procedes/{CARDBOARD}/",
    ]
    assert all(client.get(sheet).status_code == 200 for sheet in sheets)
    unknown = typed((CARROT, "100"), ingredient_0_shown=CARROT, ingredient_0_typed="Licorne")
    assert ">Fiche<" not in post(client, unknown).content.decode()
