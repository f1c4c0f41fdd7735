"""The recipe builder in a real browser."""

from typing import Any

from playwright.sync_api import Page, Request, Route, expect

from scoring.answers.products import CARROT_CAKE
from tests.browser.simulations import answer_of, french, link_of, query_of
from tests.browser.visitors import follow
from tests.browser.watched import check_accessibility, check_html, check_width
from tests.site.server import Server

DEFAULT_SCORE = "130"
ORGANIC_MANGO = "Mangue Bio"


def ecs_of(instance: Server, query: Any) -> str:
    return french(answer_of(instance, "food", query)["results"]["total"]["ecs"])


def test_a_recipe_is_changed_ingredient_by_ingredient(page: Page, instance: Server) -> None:
    page.goto("/alimentaire/")
    score = page.locator("#score")
    expect(score).to_have_text(DEFAULT_SCORE)
    page.locator("#field-ingredient-0-mass").fill("500")
    # The transform follows the ingredients.
    expect(page.locator("#field-transform-mass")).to_have_value("925")
    expect(page.locator("#field-ingredient-0-mass")).to_be_focused()
    query = query_of(page)
    assert query["ingredients"][0]["mass"] == 500
    assert query["transform"]["mass"] == 925
    expect(score).to_have_text(ecs_of(instance, query))

    page.locator("#add-ingredient").press("Enter")
    page.keyboard.type("mangue bio")
    page.keyboard.press("Enter")
    expect(page.locator("#open-ingredient-4-id")).to_have_text(ORGANIC_MANGO)
    expect(page.locator("#field-transform-mass")).to_have_value("1025")
    flown = query_of(page)
    expect(score).to_have_text(ecs_of(instance, flown))
    # Only ingredients that travel by plane by default can be told not to.
    expect(page.locator("#field-ingredient-0-plane")).to_have_count(0)
    page.locator("#field-ingredient-4-plane").select_option("noPlane")
    expect(page.locator("#transport-material")).to_contain_text("Mer réfrigérée")
    shipped = query_of(page)
    assert shipped["ingredients"][4]["byPlane"] == "noPlane"
    expect(score).to_have_text(ecs_of(instance, shipped))

    page.get_by_role("button", name=f"Retirer {ORGANIC_MANGO}").click()
    expect(page.locator("#open-ingredient-4-id")).to_have_count(0)
    assert query_of(page) == query


def test_each_part_is_explained_and_adds_up(page: Page) -> None:
    page.goto("/alimentaire/")
    page.locator("#stage-distribution .explain summary").click()
    explained = page.locator("#explain-distribution")
    expect(explained).to_contain_text("Volume en magasin")
    expect(explained).to_contain_text("Eau du robinet")
    page.get_by_label("Conservation en magasin").select_option("")
    expect(page.locator("#figure-distribution")).to_have_text("0\u202fPts")
    assert "distribution" not in query_of(page)
    expect(page.locator("#transport-packaging")).not_to_contain_text("km")


def test_a_fault_is_said_beside_its_control_and_goes_with_it(page: Page) -> None:
    page.goto("/alimentaire/")
    mass = page.locator("#field-ingredient-1-mass")
    mass.fill("0")
    expect(page.locator("#error-ingredient-1-mass")).to_contain_text("plus grand que zéro")
    expect(page.locator("#score")).to_have_count(0)
    mass.fill("140")
    expect(page.locator("#error-ingredient-1-mass")).to_be_empty()
    expect(page.locator("#score")).to_have_text(DEFAULT_SCORE)


def test_a_link_of_the_public_service_opens_here(page: Page, instance: Server) -> None:
    recipe = CARROT_CAKE | {"distribution": "frozen"}
    page.goto(f"/versions/v7.0.0/#/food/{link_of(recipe)}")
    expect(page.get_by_label("Conservation en magasin")).to_have_value("frozen")
    expect(page.locator("#score")).to_have_text(ecs_of(instance, recipe))
    assert query_of(page) == recipe


def test_what_is_done_while_the_form_is_drawn_again_is_not_lost(page: Page) -> None:
    page.goto("/alimentaire/")
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route("**/fragment/", hold_the_first)
    with page.expect_request("**/fragment/"):
        page.get_by_label("Procédé de transformation").select_option(label="Mélange")
    page.locator("#field-ingredient-1-mass").fill("333")
    page.get_by_role("button", name="Retirer Carton").click()
    held[0].continue_()
    expect(page.locator("#field-packaging-0-mass")).to_have_count(0)
    expect(page.locator("#field-ingredient-1-mass")).to_have_value("333")
    query = query_of(page)
    assert query["ingredients"][1]["mass"] == 333
    assert "packaging" not in query


def test_an_example_is_chosen_and_left_again(page: Page) -> None:
    page.goto("/alimentaire/")
    page.get_by_role("link", name="Choisir un exemple").press("Enter")
    page.keyboard.type("royale")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#example-bar")).to_contain_text("Pizza royale")
    expect(page.locator("#score")).to_have_text("153")
    page.get_by_label("Préparation 2").select_option("")
    expect(page.locator("#example-bar")).to_contain_text("Produit personnalisé")
    page.get_by_role("button", name="Réinitialiser le produit").click()
    expect(page.locator("#example-bar")).to_contain_text("Pizza royale")
    expect(page.locator("#score")).to_have_text("153")


def test_a_changed_recipe_is_accessible_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/alimentaire/")
    page.locator("#add-packaging").click()
    page.get_by_role("button", name="Verre").click()
    expect(page.locator("#field-packaging-1-mass")).to_have_value("100")
    page.locator("#stage-material .explain summary").click()
    check_accessibility(page)
    check_html(page.content())
    check_width(page)


def test_nothing_of_a_recipe_is_in_an_address_that_is_sent(
    page: Page, requests: list[Request]
) -> None:
    page.goto("/alimentaire/")
    page.locator("#field-ingredient-0-mass").fill("137")
    expect(page.locator("#score")).not_to_have_text(DEFAULT_SCORE)
    assert any(request.method == "POST" for request in requests)
    assert all("137" not in request.url.partition("#")[0] for request in requests)


def test_without_scripts_the_form_computes_all_the_same(plain: Page) -> None:
    plain.goto("/alimentaire/")
    plain.locator("[name=ingredient-0-typed]").fill("Tomate UE")
    plain.locator("#field-ingredient-0-mass").fill("300")
    follow(plain.locator("p.submit").get_by_role("button", name="Calculer"))
    expect(plain.locator("[name=ingredient-0-typed]")).to_have_value("Tomate UE")
    expect(plain.locator("#field-transform-mass")).to_have_value("725")
    follow(plain.get_by_role("button", name="Retirer Tomate UE"))
    expect(plain.locator("[name=ingredient-0-typed]")).to_have_value("Blé tendre FR")
