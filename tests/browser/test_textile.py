"""The textile simulator in a real browser."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.simulations import answer_of, french, link_of, query_of, unfold
from tests.browser.visitors import follow
from tests.browser.watched import check_accessibility, check_html, check_width
from tests.conformance.test_textile import PORTAL_TSHIRT
from tests.site.server import Server

DEFAULT_SCORE = "1\u202f586"


def ecs_of(instance: Server, query: Any) -> str:
    """The API's own number, as the page writes it."""
    return french(answer_of(instance, "textile/simulator", query)["impacts"]["ecs"])


def test_a_change_moves_the_score_to_the_engines_number(page: Page, instance: Server) -> None:
    page.goto("/textile/")
    score = page.locator("#score")
    expect(score).to_have_text(DEFAULT_SCORE)
    before = page.locator("#figure-making").inner_text()
    page.get_by_label("Pays de confection").select_option("FR")
    expect(page.locator("#figure-making")).not_to_have_text(before)
    query = query_of(page)
    assert query["countryMaking"] == "FR"
    expect(score).to_have_text(ecs_of(instance, query))
    page.get_by_label("Masse du produit fini").fill("0.5")
    expect(page.locator(".score-card")).to_contain_text("0,500")
    query = query_of(page)
    assert query["mass"] == 0.5
    expect(score).to_have_text(ecs_of(instance, query))
    expect(page.get_by_label("Masse du produit fini")).to_be_focused()


def test_a_link_of_the_public_service_opens_here(page: Page, instance: Server) -> None:
    page.goto(f"/versions/v7.0.0#/textile/simulator/{link_of(PORTAL_TSHIRT)}")
    expect(page.locator("#score")).to_have_text("1\u202f755")
    assert urlsplit(page.url).path == "/versions/v7.0.0/textile/"
    assert query_of(page)["countryMaking"] == "MM"


def test_the_address_opens_the_same_product_again(page: Page) -> None:
    page.goto("/textile/")
    unfold(page, "numberOfReferences")
    page.get_by_label("Nombre de références").fill("1000")
    expect(page.locator("#score")).not_to_have_text(DEFAULT_SCORE)
    assert query_of(page)["numberOfReferences"] == 1000
    score, address = page.locator("#score").inner_text(), page.url
    page.goto("/")
    page.goto(address)
    expect(page.locator("#score")).to_have_text(score)
    expect(page.get_by_label("Nombre de références")).to_have_value("1000")


@pytest.mark.parametrize("fragment", ["ecs/eyJtYXNzIjow", "ecs/e30=", "ecs/$$$"])
def test_a_broken_link_shows_no_other_product(page: Page, fragment: str) -> None:
    page.goto(f"/textile/#{fragment}")
    expect(page.get_by_role("heading", name="Ce lien ne peut pas être ouvert")).to_be_visible()
    expect(page.locator("#score")).to_have_count(0)
    follow(page.get_by_role("link", name="produit par défaut"))
    expect(page.locator("#score")).to_have_text(DEFAULT_SCORE)


def test_an_example_is_chosen_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/textile/")
    opener = page.get_by_role("link", name="Choisir un exemple")
    opener.focus()
    page.keyboard.press("Enter")
    search = page.get_by_role("searchbox", name="Rechercher")
    expect(search).to_be_focused()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("remanufacture")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#example-bar")).to_contain_text("Remanufacturé")
    expect(page.locator("#stage-spinning")).to_contain_text("Non comptée")


def test_materials_are_picked_with_the_keyboard_alone(page: Page, instance: Server) -> None:
    page.goto("/textile/")
    page.get_by_role("button", name="Ajouter une matière").press("Enter")
    page.keyboard.type("élasthane")
    page.keyboard.press("Enter")
    share = page.locator("#field-material-1-share")
    expect(share).to_be_visible()
    share.fill("10")
    expect(page.locator("#shares")).to_contain_text("devrait être")
    page.locator("#field-material-0-share").fill("90")
    expect(page.locator("#shares")).to_have_class("shares")
    query = query_of(page)
    assert [(item["id"], item["share"]) for item in query["materials"]] == [
        ("ei-coton", 0.9),
        ("elasthane", 0.1),
    ]
    expect(page.locator("#score")).to_have_text(ecs_of(instance, query))
    picker = page.locator("#open-material-0-id")
    picker.press("Enter")
    page.keyboard.type("laine")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(picker).to_contain_text("aine")
    expect(picker).to_be_focused()
    page.get_by_role("button", name="Retirer Elasthane").click()
    expect(page.locator("#field-material-1-share")).to_have_count(0)
    expect(page.locator("#field-material-0-share")).to_have_value("100")


def test_a_slider_and_its_number_move_together(page: Page) -> None:
    page.goto("/textile/")
    page.get_by_role("button", name="Mode exploratoire").click()
    unfold(page, "yarnSize")
    number = page.locator("#field-yarnSize")
    slider = page.locator('[data-number="field-yarnSize"]')
    expect(slider).to_have_value("40")
    slider.press("ArrowRight")
    expect(number).to_have_value("41")
    number.fill("100")
    expect(slider).to_have_value("100")
    expect(page.locator("#facts-spinning")).to_contain_text("100\u202fNm")
    number.fill("")
    expect(slider).to_have_value("40")


def test_going_back_to_the_regulatory_mode_asks_and_resets(page: Page) -> None:
    page.goto("/textile/")
    page.get_by_role("button", name="Mode exploratoire").click()
    unfold(page, "makingWaste")
    page.locator("#field-makingWaste").fill("40")
    expect(page.locator("#score")).not_to_have_text(DEFAULT_SCORE)
    page.get_by_role("button", name="Mode réglementaire").click()
    question = page.get_by_role("dialog", name="Revenir au mode réglementaire")
    expect(question).to_contain_text("Taux de perte en confection")
    question.get_by_role("button", name="Garder mes valeurs").click()
    expect(page.locator("#field-makingWaste")).to_have_value("40")
    page.get_by_role("button", name="Mode réglementaire").click()
    question.get_by_role("button", name="Revenir au mode réglementaire").click()
    expect(page.locator("#field-makingWaste")).to_have_count(0)
    expect(page.locator("#score")).to_have_text(DEFAULT_SCORE)


def test_reset_goes_back_to_what_was_opened(page: Page) -> None:
    page.goto("/textile/")
    reset = page.get_by_role("button", name="Réinitialiser le produit")
    expect(reset).to_be_disabled()
    unfold(page, "price")
    page.get_by_label("Prix neuf").fill("90")
    expect(reset).to_be_enabled()
    reset.click()
    expect(page.locator("#score")).to_have_text(DEFAULT_SCORE)
    expect(page.get_by_label("Prix neuf")).to_have_value("")


def test_a_wrong_value_is_told_and_mended(page: Page) -> None:
    page.goto("/textile/")
    unfold(page, "price")
    price = page.get_by_label("Prix neuf")
    price.fill("2000")
    expect(page.locator("#error-price")).to_contain_text("n’est pas compris entre 1 et 1")
    expect(price).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#score")).to_have_count(0)
    price.fill("20")
    expect(page.locator("#score")).to_be_visible()
    expect(page.locator("#error-price")).to_have_text("")
    expect(price).not_to_have_attribute("aria-invalid", "true")


def test_no_parameter_of_a_simulation_is_in_an_address(
    page: Page, requests: list[Request], instance: Server
) -> None:
    page.goto(f"/#/textile/simulator/{link_of(PORTAL_TSHIRT)}")
    expect(page.locator("#score")).to_have_text("1\u202f755")
    page.get_by_label("Masse du produit fini").fill("0.4321")
    expect(page.locator(".score-card")).to_contain_text("0,432")
    unfold(page, "countrySpinning")
    page.get_by_label("Pays de filature").select_option("TR")
    expect(page.locator("#facts-spinning")).to_contain_text("Turquie")
    posted = [request for request in requests if request.method == "POST"]
    assert len(posted) >= 3
    log = (instance.data / "server.log").read_text(encoding="utf-8")
    for request in requests:
        assert not urlsplit(request.url).query
        assert re.fullmatch(
            r"/(textile/((fragment|lien)/)?|static/.*)?", urlsplit(request.url).path
        )
    for word in ("0.4321", "ei-coton", "eyJ", "countrySpinning"):
        assert word not in log


def test_the_page_is_whole_without_scripts(plain: Page, instance: Server) -> None:
    plain.goto("/textile/")
    plain.locator("#field-product").select_option("jean")
    plain.get_by_label("Masse du produit fini").fill("0.45")
    follow(plain.get_by_role("button", name="Calculer").last)
    body = {
        "product": "jean",
        "mass": 0.45,
        "materials": [{"id": "ei-coton", "share": 1}],
    } | dict.fromkeys(("countrySpinning", "countryFabric", "countryDyeing", "countryMaking"), "CN")
    expect(plain.locator("#score")).to_have_text(ecs_of(instance, body))
    follow(plain.get_by_role("button", name="Ajouter une matière"))
    plain.locator("#field-material-1-id").select_option("elasthane")
    plain.locator("#trims > summary").click()
    follow(plain.get_by_role("button", name="Modifier les accessoires"))
    expect(plain.locator("#field-material-1-id")).to_have_value("elasthane")
    follow(plain.get_by_role("button", name=re.compile("Retirer Bouton")))
    expect(plain.locator("#trims .lines")).not_to_contain_text("Bouton")
    assert urlsplit(plain.url).path == "/textile/"


def test_the_simulator_speaks_english(page_in: Callable[..., Page]) -> None:
    page = page_in("en")
    page.goto("/textile/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Textile simulator")
    expect(page.locator("#score")).to_have_text("1,586")
    page.get_by_label("Making country").select_option(label="India")
    expect(page.locator("#score")).not_to_have_text("1,586")
    assert "é" not in page.locator("#simulator-form").inner_text().replace("Ecobalyse", "")


def test_everything_opened_fits_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    page.goto("/textile/")
    page.get_by_role("button", name="Mode exploratoire").click()
    unfold(page, "yarnSize")
    expect(page.locator("#field-yarnSize")).to_be_visible()
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    check_width(page)
    check_html(page.locator("html").evaluate("node => '<!doctype html>' + node.outerHTML"))
    check_accessibility(page, "#stage-fabric")
    page.get_by_role("link", name="Choisir un exemple").click()
    check_accessibility(page, "#picker-examples")


def test_someone_signed_in_sees_the_impacts(member: Page, instance: Server) -> None:
    member.goto(f"/textile/#{link_of(PORTAL_TSHIRT)}")
    expect(member.locator("#score")).to_have_text("1\u202f755")
    member.get_by_role("tab", name="Impacts").click()
    panel = member.get_by_role("tabpanel", name="Impacts")
    expect(panel).to_contain_text("Changement climatique")
    expect(panel).to_contain_text("Valeurs indicatives")
    member.get_by_label("Impact affiché").select_option(label="Changement climatique")
    expect(member.locator(".score-unit")).to_contain_text("CO₂")
    expect(member.locator(".score-card")).to_contain_text("indicatif")
    expect(member.locator("#figure-use")).to_contain_text("CO₂")
    expect(member).to_have_url(re.compile(r"/textile/#v7\.0\.0/cch/"))
    member.get_by_label("Impact affiché").select_option("ecs")
    expect(member.locator("#score")).to_have_text("1\u202f755")
    member.get_by_role("tab", name="Impacts").click()
    member.get_by_label("Masse du produit fini").fill("0.3")
    expect(member.locator(".score-card")).to_contain_text("0,300")
    expect(member.get_by_role("tabpanel", name="Impacts")).to_be_visible()
    check_accessibility(member, "#results")


def test_each_dialog_closes_beside_it_and_gives_the_focus_back(page: Page) -> None:
    page.goto("/textile/")
    openers = [
        page.locator("#simulation").get_by_role("button", name=name)
        for name in ("Sauvegarder", "Partager", "Télécharger")
    ]
    for opener in [*openers, page.get_by_role("link", name="Choisir un exemple")]:
        opener.press("Enter")
        expect(page.locator("dialog:modal")).to_have_count(1)
        page.mouse.click(5, 5)
        expect(page.locator("dialog:modal")).to_have_count(0)
        expect(opener).to_be_focused()
        opener.press("Enter")
        page.keyboard.press("Escape")
        expect(opener).to_be_focused()


def set_an_exploratory_value(page: Page) -> None:
    """The values that the regulatory mode asks about before resetting them."""
    page.goto("/textile/")
    page.get_by_role("button", name="Mode exploratoire").press("Enter")
    unfold(page, "makingWaste")
    page.locator("#field-makingWaste").fill("40")
    expect(page.locator("#score")).not_to_have_text(DEFAULT_SCORE)


def test_the_question_of_the_modes_gives_the_focus_back(page: Page) -> None:
    set_an_exploratory_value(page)
    regulatory = page.locator("#mode-regulatory")
    regulatory.press("Enter")
    expect(page.locator("dialog:modal")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(regulatory).to_be_focused()
    regulatory.press("Enter")
    question = page.get_by_role("dialog", name="Revenir au mode réglementaire")
    question.get_by_role("button", name="Revenir au mode réglementaire").press("Enter")
    expect(page.locator("#score")).to_have_text(DEFAULT_SCORE)
    expect(regulatory).to_be_focused()


def test_a_question_answered_at_once_does_not_load_the_page_again(page: Page) -> None:
    set_an_exploratory_value(page)
    page.evaluate(
        """() => new MutationObserver((_, observer) => {
          const button = document.querySelector("dialog.confirm .primary");
          if (!button) return;
          observer.disconnect();
          button.click();
        }).observe(document.body, { childList: true, subtree: true })"""
    )
    page.locator("#mode-regulatory").press("Enter")
    expect(page.locator("#score")).to_have_text(DEFAULT_SCORE)
    expect(page.locator("#mode-regulatory")).to_be_focused()


def test_opening_a_link_takes_the_focus_nowhere(page: Page) -> None:
    page.goto(f"/textile/#{link_of(PORTAL_TSHIRT)}")
    expect(page.locator("#score")).to_have_text("1\u202f755")
    expect(page.locator("body")).to_be_focused()


def test_reading_the_method_and_coming_back_loses_nothing(page: Page) -> None:
    page.goto("/textile/")
    page.get_by_label("Masse du produit fini").fill("0.333")
    expect(page.locator(".score-card")).to_contain_text("0,333")
    assert query_of(page)["mass"] == 0.333
    score, address = page.locator("#score").inner_text(), page.url
    page.locator("#stage-ennobling > summary").click()
    follow(page.get_by_role("link", name="? Ennoblissement, méthode"))
    expect(page.get_by_role("heading", name="Ennoblissement")).to_be_in_viewport()
    page.go_back()
    expect(page.locator("#score")).to_have_text(score)
    expect(page.get_by_label("Masse du produit fini")).to_have_value("0.333")
    assert page.url == address
