"""The object and light-vehicle simulators in a real browser."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from scoring.answers.products import CHAIR, INJECTION_MOULDING
from tests.browser.simulations import answer_of, french, link_of, query_of
from tests.browser.visitors import follow
from tests.browser.watched import check_accessibility, check_html, check_width
from tests.site.server import Server


def ecs_of(instance: Server, scope: str, query: Any) -> str:
    return french(answer_of(instance, f"{scope}/simulator", query)["impacts"]["ecs"])


def test_an_object_is_made_of_components_elements_and_transforms(
    page: Page, instance: Server
) -> None:
    page.goto("/objet/")
    score = page.locator("#score")
    expect(score).to_have_text("118")
    page.get_by_role("button", name="Retirer Dossier plastique").click()
    expect(score).to_have_text("0")
    page.get_by_role("button", name="Ajouter un composant").press("Enter")
    page.keyboard.type("dossier")
    page.keyboard.press("Enter")
    expect(score).to_have_text("118")
    page.get_by_role("button", name="Modifier les éléments").click()
    page.get_by_label("Ajouter une transformation").select_option(INJECTION_MOULDING)
    expect(page.locator("#impact-component-0-element-0-transform-0")).to_contain_text("Pts")
    page.locator("#field-component-0-quantity").fill("3")
    expect(page.locator("#figure-component-0")).to_contain_text("2,202")
    page.get_by_role("button", name="Composer à partir d’une matière").click()
    page.keyboard.type("acier")
    page.keyboard.press("Enter")
    page.locator("#field-component-1-name").fill("Pied")
    expect(page.locator("#title-component-1")).to_have_text("Pied")
    query = query_of(page)
    assert query["components"][0]["quantity"] == 3
    assert query["components"][1]["custom"]["name"] == "Pied"
    expect(score).to_have_text(ecs_of(instance, "object", query))

    page.get_by_role("button", name="Retirer Moulage par injection").click()
    expect(page.locator("#impact-component-0-element-0-transform-0")).to_have_count(0)
    page.get_by_role("button", name="Revenir au composant du catalogue").click()
    expect(page.locator("#unfold-0")).to_be_visible()
    page.get_by_role("button", name="Retirer Pied").click()
    expect(page.locator("#stage-component-1")).to_have_count(0)
    expect(score).to_have_text("354")
    check_accessibility(page)
    check_html(page.content())


def test_a_light_vehicle_is_made_of_materials(page: Page, instance: Server) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/veli/")
    expect(page.get_by_role("button", name="Ajouter un composant")).to_have_count(0)
    expect(page.locator("#score")).not_to_have_text("0")
    page.locator("#open-component-0-element-0-material").click()
    page.keyboard.type("hêtre")
    expect(page.locator("#picker-materials").get_by_text("6\u202f419\u202fPts/m³")).to_be_visible()
    page.keyboard.press("Enter")
    amount = page.get_by_label("Quantité finale")
    expect(amount).to_have_value("0,002")
    page.locator("#open-component-0-element-0-material").click()
    page.keyboard.type("plastique granulé (pet)")
    page.keyboard.press("Enter")
    expect(page.locator("#title-component-0")).to_have_text("Plastique granulé (PET)")
    amount = page.get_by_label("Quantité finale")
    amount.fill("2.5")
    expect(page.locator("#figure-component-0")).to_contain_text("2,500")
    query = query_of(page)
    assert query["components"][0]["custom"]["elements"][0]["amount"] == 2.5
    expect(page.locator("#score")).to_have_text(ecs_of(instance, "veli", query))
    page.locator("#stage-component-0 .explain summary").click()
    expect(page.locator("#explain-component-0")).to_contain_text("Matière achetée")
    check_accessibility(page)
    check_width(page)


@pytest.mark.parametrize(("scope", "path"), [("object", "objet"), ("veli", "veli")])
def test_a_link_opens_its_product_or_says_that_it_is_broken(
    page: Page, instance: Server, scope: str, path: str
) -> None:
    page.goto(f"/#/{scope}/simulator/{link_of(CHAIR)}")
    if scope == "veli":
        expect(page.get_by_role("heading", name="Ce lien ne peut pas être ouvert")).to_be_visible()
        expect(page.locator("#score")).to_have_count(0)
        return
    expect(page.locator("#score")).to_have_text(ecs_of(instance, scope, CHAIR))
    assert f"/{path}/" in page.url
    expect(page.locator("#title-component-2")).to_have_text("Pied")


def test_without_scripts_the_form_computes_all_the_same(plain: Page) -> None:
    plain.goto("/objet/")
    follow(plain.get_by_role("button", name="Retirer Dossier plastique"))
    follow(plain.get_by_role("button", name="Composer à partir d’une matière"))
    plain.locator("#field-component-0-element-0-material").select_option(
        label="Plastique granulé (PP)"
    )
    plain.locator("#field-component-0-element-0-amount").fill("35")
    follow(plain.locator("p.submit").get_by_role("button", name="Calculer"))
    expect(plain.locator("#score")).to_have_text("5\u202f632")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_long_name_stays_within_its_card(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    name = "x" * 150 + " et la suite d'un nom très long" * 4
    (component,) = CHAIR["components"][:1]
    page.goto(f"/objet/#{link_of({'components': [component | {'custom': {'name': name}}]})}")
    expect(page.get_by_role("heading", level=2, name="xxx")).to_be_visible()
    check_width(page)
