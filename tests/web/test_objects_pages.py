"""The forms of the pages of objects and light vehicles, as posted."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from scoring.engine.method import Method
from scoring.methods import installed_versions

FOLDER = "ad9d7f23-076b-49c5-93a4-ee1cd7b53973"
POLYPROPYLENE = "59b42284-3e45-5343-8a20-1d7d66137461"
STEEL = "39fd91f1-72b6-5fa3-89d4-ce25b352d107"
MOULDING = "111539de-deea-588a-9581-6f6ceaa2dfa9"
BEECH = "17431e06-2973-516e-b043-be9ad405e4fb"
COTTON = "f0dbe27b-1e74-55d0-88a2-bda812441744"
SAWING = "c172d131-b5d1-5d9b-822b-5762afb91c66"

pytestmark = pytest.mark.django_db

FOLDERS = {"component-0-id": FOLDER, "component-0-quantity": "2"}
MOULDED = {
    "component-0-id": "",
    "component-0-quantity": "2",
    "component-0-name": "Bac",
    "component-0-own": "1",
    "component-0-element-0-material": POLYPROPYLENE,
    "component-0-element-0-shown": POLYPROPYLENE,
    "component-0-element-0-amount": "0,6",
    "component-0-element-0-transform": MOULDING,
}


def query_of(client: Client, form: dict[str, str], page: str = "objet") -> dict[str, Any]:
    """The normalised request that the page computed."""
    answer = client.post(f"/{page}/", form)
    assert answer.status_code == 200, answer.context["errors"]
    query: dict[str, Any] = answer.context["query"]
    return query


@pytest.mark.parametrize(
    ("page", "title", "catalogue"),
    [("objet", "Simulateur d’objets", True), ("veli", "véhicules légers", False)],
)
@pytest.mark.parametrize("root", ["", *(f"/versions/{one}" for one in installed_versions())])
def test_the_page_opens_with_a_product_of_the_version_and_offers_to_add(
    client: Client, page: str, title: str, catalogue: bool, root: str
) -> None:
    answer = client.get(f"{root}/{page}/")
    text = answer.content.decode()
    assert title in text.replace("d’objets", "d’objets")
    assert "Aucun composant" not in text
    assert answer.context["results"].card.value != "0"
    assert not answer.context["changed"]
    (item,) = answer.context["query"]["components"]
    assert ("id" in item) == catalogue
    assert ('id="add-component"' in text) == catalogue
    assert 'id="add-own"' in text


def test_a_page_from_which_all_is_taken_off_offers_to_add(client: Client) -> None:
    text = client.post("/objet/", FOLDERS | {"action": "delete-component:0"}).content.decode()
    assert "Aucun composant" in text


def test_each_component_is_an_example_with_its_score(client: Client, method: Method) -> None:
    components = [one for one in method.dataset.components_of("object") if one.elements]
    listed = client.get("/explorateur/objet/exemples/").content.decode()
    for component in components:
        address = f"/objet/exemples/{component.id}/"
        assert f'href="{address}"' in listed
        answer = client.get(address)
        assert answer.context["example_name"] == component.name
        assert answer.context["query"] == {"components": [{"id": component.id, "quantity": 1}]}
    # The empty one does not count.
    empty = next(one for one in method.dataset.components_of("object") if not one.elements)
    assert client.get(f"/objet/exemples/{empty.id}/").status_code == 404
    assert client.get(f"/veli/exemples/{FOLDER}/").status_code == 404


def test_a_new_element_weighs_about_a_kilogram_whatever_its_unit(
    client: Client, method: Method
) -> None:
    for material in method.dataset.processes_of("object", "material"):
        answer = client.post("/objet/", {"action": f"add-own:{material.id}"})
        mass = answer.context["cards"].product.computed.mass
        if material.unit == "kg":
            assert mass == 1
        elif material.density:
            assert 0.7 < mass < 1.5, material.name


def test_another_unit_starts_the_amount_again_unless_it_was_typed(client: Client) -> None:
    def amount(form: dict[str, str]) -> float:
        (item,) = query_of(client, MOULDED | form)["components"]
        found: float = item["custom"]["elements"][0]["amount"]
        return found

    to_beech = {"component-0-element-0-material": BEECH}
    material, typed = "component-0-element-0-material", "component-0-element-0-amount"
    # A script says what was changed; without one, an amount that differs from its start value.
    assert amount(to_beech | {"changed": material}) == 0.002
    assert amount(to_beech | {"changed": f"{material} {typed}"}) == 0.6
    assert amount(to_beech) == 0.6
    assert amount(to_beech | {typed: "1"}) == 0.002
    assert amount({material: STEEL, typed: "1", "changed": material}) == 1


def test_the_lists_are_sorted_and_say_what_a_unit_costs(client: Client) -> None:
    answer = client.get("/objet/")
    materials = answer.context["material_options"]
    groups = list(dict.fromkeys(one.group for one in materials))
    assert groups == sorted(groups)
    wood = [one.label for one in materials if one.group == "Bois"]
    assert wood[:2] == ["Bois d'industrie", "Bois d'oeuvre (Feuillus / Chêne)"]
    notes = {one.value: one.note.replace("\u202f", " ") for one in materials}
    assert notes[BEECH] == "6 419 Pts/m³"
    assert notes[POLYPROPYLENE] == "161 Pts/kg"
    (folder,) = [one for one in answer.context["component_options"] if one.value == FOLDER]
    assert folder.note.replace("\u202f", " ") == "0,734 kg, 118 Pts"


def test_a_transform_says_what_a_kilogram_of_it_costs_energy_included(client: Client) -> None:
    text = client.post("/objet/", MOULDED).content.decode().replace("\u202f", " ")
    assert re.search(r"Moulage par injection \(64,71 Pts/kg\)", text)
    cotton = MOULDED | {"component-0-element-0-material": COTTON}
    text = client.post("/objet/", cotton).content.decode().replace("\u202f", " ")
    # Its own inventory is zero: its points are those of its electricity.
    (spinning,) = re.findall(r"Filature conventionnelle \(40 Nm\) \(([^)]*) Pts/kg\)", text)
    assert float(spinning.replace(",", ".")) > 1


def test_a_form_without_scripts_is_computed(client: Client) -> None:
    answer = client.post("/veli/", MOULDED)
    assert answer.context["query"] == {
        "components": [
            {
                "custom": {
                    "elements": [
                        {"amount": 0.6, "material": POLYPROPYLENE, "transforms": [MOULDING]}
                    ],
                    "name": "Bac",
                },
                "quantity": 2,
            }
        ]
    }
    # Twice 0.6 kg of 226.9809 points a kg (object.md 9).
    assert answer.context["results"].card.value == "272"


def test_components_are_added_unfolded_and_taken_off(client: Client) -> None:
    added = query_of(client, {"action": f"add-component:{FOLDER}"})
    assert added == {"components": [{"id": FOLDER, "quantity": 1}]}
    assert query_of(client, FOLDERS | {"action": "delete-component:0"}) == {"components": []}
    unfolded = client.post("/objet/", FOLDERS | {"action": "unfold:0"})
    assert unfolded.context["query"] == {"components": [{"id": FOLDER, "quantity": 2}]}
    assert 'value="0,734063"' in unfolded.content.decode()
    renamed = query_of(client, FOLDERS | {"component-0-name": "Chemise"})
    assert renamed["components"][0]["custom"] == {"name": "Chemise"}


def test_elements_and_transforms_are_added_and_taken_off(client: Client) -> None:
    more = query_of(client, MOULDED | {"action": f"add-element:0:{STEEL}"})
    elements = more["components"][0]["custom"]["elements"]
    assert elements[1] == {"amount": 1, "material": STEEL, "transforms": []}
    bare = query_of(client, MOULDED | {"action": "delete-transform:0:0:0"})
    assert bare["components"][0]["custom"]["elements"][0]["transforms"] == []
    twice = query_of(client, MOULDED | {"component-0-element-0-more": MOULDING})
    assert twice["components"][0]["custom"]["elements"][0]["transforms"] == [MOULDING, MOULDING]
    none = query_of(client, MOULDED | {"action": "delete-element:0:0"})
    assert none["components"][0]["custom"]["elements"] == []
    same = query_of(client, MOULDED | {"action": "delete-transform:0:7:x"})
    assert len(same["components"][0]["custom"]["elements"][0]["transforms"]) == 1


def test_only_a_material_starts_an_element(client: Client) -> None:
    own = query_of(client, {"action": f"add-own:{MOULDING}"})
    (element,) = own["components"][0]["custom"]["elements"]
    assert element["material"] != MOULDING


def test_another_material_resets_the_transforms(client: Client) -> None:
    query = query_of(client, MOULDED | {"component-0-element-0-material": STEEL})
    assert query["components"][0]["custom"]["elements"] == [
        {"amount": 0.6, "material": STEEL, "transforms": []}
    ]


def test_transforms_offered_share_the_type_and_unit_of_the_material(client: Client) -> None:
    text = client.post("/objet/", MOULDED).content.decode()
    offered = text.partition('id="field-component-0-element-0-more"')[2].partition("</select>")[0]
    assert MOULDING in offered
    assert SAWING not in offered


@pytest.mark.parametrize(
    ("change", "control", "words"),
    [
        ({"component-0-quantity": "0"}, "component-0-quantity", "plus petit que 1"),
        ({"component-0-quantity": "1,5"}, "component-0-quantity", "un nombre entier"),
        ({"component-0-element-0-amount": "x"}, "component-0-element-0-amount", "un nombre"),
        ({"component-0-element-0-transform": SAWING}, "components", "la même unité"),
    ],
)
def test_a_fault_is_said_at_its_control(
    client: Client, change: dict[str, str], control: str, words: str
) -> None:
    answer = client.post("/objet/", MOULDED | change)
    assert answer.status_code == 400
    assert words in answer.context["errors"][control]
    assert 'id="score"' not in answer.content.decode()


def test_a_link_opens_and_a_broken_one_says_so(client: Client) -> None:
    query = {"components": [{"id": FOLDER, "quantity": 3}]}
    answer = client.post("/objet/lien/", {"query": json.dumps(query)})
    assert answer.context["query"] == query
    # A component of objects is not one of light vehicles.
    text = client.post("/veli/lien/", {"query": json.dumps(query)}).content.decode()
    assert "Ce lien ne peut pas être ouvert" in text
    assert "Aucun composant avec id=" in text


def test_a_live_update_redraws_the_form_only_where_controls_change(client: Client) -> None:
    light = client.post("/objet/fragment/", MOULDED | {"changed": "component-0-quantity"})
    assert "HX-Retarget" not in light
    whole = client.post("/objet/fragment/", MOULDED | {"changed": "component-0-element-0-more"})
    assert whole["HX-Retarget"] == "#simulator"


def test_the_page_is_in_english_too(client: Client) -> None:
    answer = client.post("/objet/", MOULDED, headers={"Accept-Language": "en"})
    text = answer.content.decode()
    assert "Object simulator" in text
    assert "Add a transformation" in text
    assert "Composant" not in text


def test_a_material_has_its_page_in_the_explorer(client: Client) -> None:
    page = client.post("/objet/", MOULDED).content.decode()
    (sheet,) = re.findall(r'href="(/explorateur/objet/procedes/[^"]+/)">Fiche', page)
    assert client.get(sheet).status_code == 200


def test_without_scripts_the_component_to_add_is_chosen_in_a_list(client: Client) -> None:
    page = client.get("/objet/").content.decode()
    listed = re.search(r'<select[^>]*name="wanted-add-component".*?</select>', page, re.DOTALL)
    assert listed is not None
    last = re.findall(r'value="([^"]+)"', listed[0])[-1]
    query = query_of(client, {"action": "add-component:", "wanted-add-component": last})
    assert query == {"components": [{"id": last, "quantity": 1}]}


def test_a_component_has_a_name_in_english_and_no_last_name(client: Client) -> None:
    text = client.get("/objet/", headers={"Accept-Language": "en"}).content.decode()
    assert re.search(r'<label for="field-component-0-name"[^>]*>Name</label>', text)
    assert "Last name" not in text
