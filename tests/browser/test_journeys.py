"""The main user journeys, each as one visit in a real browser."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.arithmetic import figure, worked_out
from tests.browser.saved import kept
from tests.browser.simulations import answer_of, current, french, query_of
from tests.browser.visitors import another_page, follow, open_tab, visiting
from tests.browser.watched import Watch, check_accessibility, check_width
from tests.catalogue.files import lines, pull
from tests.site.server import Server

MOST_STOPS = 15
JEANS: dict[str, Any] = {
    "product": "jean",
    "mass": 0.5,
    "materials": [{"id": "ei-coton", "share": 0.98}, {"id": "elasthane", "share": 0.02}],
    "countrySpinning": "CN",
    "countryFabric": "TR",
    "countryDyeing": "TN",
    "countryMaking": "FR",
}


def ecs_of(instance: Server, query: Any) -> str:
    """The API's own number, as the page writes it."""
    return french(answer_of(instance, "textile/simulator", query)["impacts"]["ecs"])


def save_as(page: Page, opener: str, name: str) -> None:
    """Save the product of the page, and close the dialog."""
    page.locator(opener).click()
    page.get_by_label("Nom de la simulation").fill(name)
    page.locator("#save-button").click()
    expect(page.locator("#saved-messages")).to_contain_text("est enregistrée")
    page.keyboard.press("Escape")


def test_a_brand_manager_compares_two_variants_shares_one_and_prints_it(
    page: Page, browser: Browser, instance: Server
) -> None:
    page.goto("/")
    page.get_by_label("Catégorie de produit").select_option("pull")
    expect(page.locator("#try-result")).to_contain_text("Pull")
    follow(page.get_by_role("link", name="Détailler ce vêtement dans le simulateur"))
    expect(page).to_have_url(re.compile("/textile/#"))
    expect(page.locator("html")).not_to_have_class(re.compile("opening"))
    first = page.locator("#score").inner_text()
    save_as(page, "#open-save", "Pull de Chine")
    page.get_by_label("Pays de confection").select_option("FR")
    expect(page.locator("#score")).not_to_have_text(first)
    expect(page.locator("#score")).to_have_text(ecs_of(instance, query_of(page)))
    second = page.locator("#score").inner_text()
    save_as(page, "#open-save", "Pull de France")

    page.locator("#open-share").click()
    link = page.get_by_label("Adresse de cette simulation").input_value()
    page.keyboard.press("Escape")
    with visiting(browser, instance.address) as colleague:
        received = colleague.new_page()
        received.goto(link)
        expect(received.locator("#score")).to_have_text(second)
        expect(received.get_by_label("Pays de confection")).to_have_value("FR")

    page.locator("#open-download").click()
    record = open_tab(page.get_by_role("button", name="Fiche à imprimer"))
    record.emulate_media(media="print")
    expect(record.locator(".record .score").first).to_contain_text(second)
    expect(record.locator("#print")).to_be_hidden()
    expect(record.get_by_role("navigation", name="Menu principal")).to_be_hidden()
    expect(record.locator(".record")).to_contain_text(link)
    assert record.pdf(format="A4").startswith(b"%PDF")
    record.close()

    page.keyboard.press("Escape")
    menu = page.get_by_role("navigation", name="Menu principal")
    follow(menu.get_by_role("link", name="Comparer"))
    page.get_by_role("button", name="Tout choisir").click()
    expect(page.locator("#view-total svg")).to_contain_text(first)
    expect(page.locator("#view-total svg")).to_contain_text(second)
    page.get_by_label("Référence", exact=True).select_option(label="Pull de Chine")
    why = page.locator(".waterfall").first
    expect(why).to_contain_text("De « Pull de Chine » à « Pull de France »")
    expect(why).to_contain_text("Pays de confection")
    check_accessibility(page)


def rows_of(place: Locator) -> dict[str, list[str]]:
    """The cells of each line of a calculation, as shown, by the line's identifier."""
    read = """rows => rows.map(row => [row.dataset.line,
      [...row.cells].map(cell => cell.innerText.trim())])"""
    return dict(place.locator("tr[data-line]").evaluate_all(read))


def test_an_auditor_finds_a_stage_and_the_score_again_from_the_page_alone(page: Page) -> None:
    page.goto("/textile/")
    page.locator("#stage-spinning > summary").click()
    stage = page.locator("#explain-spinning")
    page.locator("#stage-spinning .explain > summary").click()
    expect(stage.locator("tr[data-line]").first).to_be_visible()
    found = rows_of(stage)
    # What is needed and lost, then the electricity, each from the numbers of its own line.
    again = {
        name: worked_out(cells[1].splitlines()[0])
        for name, cells in found.items()
        if len(cells) == 3 and cells[1] and "si " not in cells[1]
    }
    assert {"needed.spinning.fibre.0", "spinning.fibre.electricity.0", "left.spinning"} <= {*again}
    for name, value in again.items():
        assert abs(value - figure(found[name][2])) <= 1e-4 * max(1, abs(value)), name
    # Each process by its impact, and their sum is the figure of the stage.
    flows = [cells for name, cells in found.items() if re.match(r"impact\.spinning\.flow", name)]
    total = sum(figure(amount) * figure(unit) for _, amount, unit, _ in flows)
    shown = page.locator("#figure-spinning")
    assert abs(total - figure(shown.inner_text())) < 0.005
    assert abs(figure(flows[0][1]) - again["spinning.electricity"]) < 1e-4

    # The stages, what durability makes of their sum, and the score.
    rows = page.locator("#panel-stages .cascade tbody tr")
    third = "rows => rows.map(row => row.cells[2].innerText)"
    *stages, durability, drawn = [figure(text) for text in rows.evaluate_all(third)]
    score = figure(page.locator("#score").inner_text())
    assert len(stages) >= 9
    assert drawn == score
    assert abs(sum(stages) + durability - score) < 1.5
    coefficient = figure(page.locator("#durability").inner_text())
    assert abs(sum(stages) / coefficient - score) < 1.5

    # The printed record has the same lines.
    page.locator("#open-download").click()
    record = open_tab(page.get_by_role("button", name="Fiche à imprimer"))
    printed = rows_of(record.locator("#annex"))
    for name, cells in found.items():
        assert printed[name][-1] == cells[-1], name


def tab_to(page: Page, target: Locator, most: int = MOST_STOPS, key: str = "Tab") -> int:
    """Press the key until the target has the focus; returns how many times."""
    for stops in range(1, most + 1):
        page.keyboard.press(key)
        if target.evaluate("node => node === document.activeElement"):
            return stops
    raise AssertionError(f"{target} is not within {most} presses of {key}")


def test_the_keyboard_alone_makes_a_whole_product_and_saves_it(
    page: Page, instance: Server
) -> None:
    page.goto("/textile/")
    keys = page.keyboard
    keys.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    keys.press("Enter")
    tab_to(page, page.locator("#open-product"))
    keys.press("Enter")
    expect(page.get_by_role("searchbox")).to_be_focused()
    keys.type("jean")
    keys.press("Enter")
    expect(page.locator("#open-product")).to_have_text("Jean")
    current(page)
    expect(page.locator("#open-product")).to_be_focused()
    tab_to(page, page.locator("#field-mass"), 2)
    keys.press("Control+A")
    keys.type("0,5")
    tab_to(page, page.locator("#add-material"), 3)
    keys.press("Enter")
    keys.type("élasthane")
    keys.press("Enter")
    # The share of the new line has the focus.
    expect(page.locator("#field-material-1-share")).to_be_focused()
    keys.press("Control+A")
    keys.type("2")
    tab_to(page, page.locator("#field-material-0-share"), 4, "Shift+Tab")
    keys.press("Control+A")
    keys.type("98")
    for country, name in (("Fabric", "Turq"), ("Dyeing", "Tun"), ("Making", "Fran")):
        tab_to(page, page.locator(f"#field-country{country}"), 7)
        keys.type(name)
    expect(page.locator("#field-countryMaking")).to_have_value("FR")
    expect(page.locator("#score")).to_have_text(ecs_of(instance, JEANS))
    # From the country of making, then from the link that skips the form.
    tab_to(page, page.locator("#open-save"), 5)
    keys.press("Enter")
    expect(page.get_by_label("Nom de la simulation")).to_be_focused()
    keys.press("Control+A")
    keys.type("Jean au clavier")
    keys.press("Enter")
    expect(page.locator("#saved-messages")).to_contain_text("est enregistrée")
    keys.press("Escape")
    expect(page.locator("#open-save")).to_be_focused()
    (bookmark,) = kept(page)["bookmarks"]
    assert bookmark["name"] == "Jean au clavier"
    saved = bookmark["query"]
    assert {key: saved[key] for key in JEANS} == JEANS


def test_without_scripts_a_product_has_its_result_and_its_record(
    plain: Page, instance: Server
) -> None:
    plain.goto("/")
    follow(plain.get_by_role("link", name="Textile").first)
    plain.locator("#field-product").select_option("jean")
    plain.get_by_label("Masse du produit fini").fill("0,5")
    follow(plain.get_by_role("button", name="Ajouter une matière"))
    plain.locator("#field-material-1-id").select_option("elasthane")
    plain.locator("#field-material-0-share").fill("98")
    plain.locator("#field-material-1-share").fill("2")
    for country in ("Fabric", "Dyeing", "Making"):
        plain.locator(f"#field-country{country}").select_option(JEANS[f"country{country}"])
    follow(plain.get_by_role("button", name="Calculer", exact=True).last)
    expected = ecs_of(instance, JEANS)
    expect(plain.locator("#score")).to_have_text(expected)
    expect(plain.locator("#field-countryMaking")).to_have_value("FR")
    record = open_tab(plain.get_by_role("button", name="Fiche à imprimer"))
    expect(record.locator(".record .score").first).to_contain_text(expected)
    score = record.locator("#annex tr[data-line=score] td").last
    assert french(figure(score.inner_text())) == expected


@pytest.fixture
def phone(browser: Browser, instance: Server, watch: Watch) -> Iterator[Page]:
    """A watched page on a phone, which is touched."""
    size = {"width": 390, "height": 844}
    with (
        visiting(
            browser, instance.address, viewport=size, has_touch=True, is_mobile=True
        ) as context,
        watch.over(context),
    ):
        yield context.new_page()


def test_on_a_phone_a_product_is_filled_read_saved_and_shared(
    phone: Page, instance: Server
) -> None:
    page = phone
    page.goto("/")
    page.get_by_role("button", name="Menu").tap()
    menu = page.get_by_role("navigation", name="Menu principal")
    expect(menu.get_by_role("link", name="Connexion ou inscription")).to_be_visible()
    with another_page(page):
        menu.get_by_role("link", name="Textile").tap()
    bar = page.locator(".score-bar")
    expect(bar).to_be_in_viewport()
    # The mandatory fields begin on the first screen.
    expect(page.locator("#field-mass")).to_be_in_viewport()
    page.locator("#open-product").tap()
    page.get_by_role("searchbox").fill("jupe")
    page.get_by_role("dialog").get_by_role("button", name="Jupe", exact=True).or_(
        page.get_by_role("dialog").locator(".choice-link:visible")
    ).first.tap()
    page.locator("#field-mass").fill("0,3")
    page.locator("#field-countryMaking").select_option("TR")
    expect(page.locator("#held-making")).to_contain_text("Turquie")
    query = query_of(page)
    assert (query["product"], query["mass"], query["countryMaking"]) == ("jupe", 0.3, "TR")
    expected = ecs_of(instance, query)
    expect(bar).to_contain_text(expected)
    check_width(page)
    bar.get_by_role("link").tap()
    expect(page.locator("#score")).to_be_in_viewport()
    expect(page.locator("#score")).to_have_text(expected)
    bar.get_by_role("button", name="Sauvegarder").tap()
    page.get_by_label("Nom de la simulation").fill("Jupe du téléphone")
    page.locator("#save-button").tap()
    expect(page.locator("#saved-messages")).to_contain_text("est enregistrée")
    page.get_by_role("dialog", name="Sauvegarder").get_by_role("button", name="Fermer").tap()
    bar.get_by_role("button", name="Partager").tap()
    link = page.get_by_label("Adresse de cette simulation").input_value()
    assert "/#/textile/simulator/ecs/" in link
    page.goto("/comparer/")
    page.get_by_role("checkbox", name="Jupe du téléphone").tap()
    expect(page.locator("#view-total svg")).to_contain_text(expected)
    check_width(page)


def test_a_consultant_mends_a_file_takes_its_scores_and_details_a_row(
    page: Page, context: BrowserContext, instance: Server
) -> None:
    rows = [
        pull(**{"Référence interne": "PULL-1"}),
        pull(**{"Référence interne": "PULL-2", "Masse (en kg)": "un demi-kilo"}),
        pull(**{"Référence interne": "JEAN-1", "Catégorie": "Jean", "Masse (en kg)": "0,45"}),
    ]
    page.goto("/")
    follow(page.get_by_role("link", name="Catalogue").first)
    transfer = page.evaluate_handle(
        """text => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([text], "automne.csv"));
          return transfer;
        }""",
        lines(rows).decode(),
    )
    page.dispatch_event("#drop", "drop", {"dataTransfer": transfer})
    expect(page.locator("#reading-file")).to_contain_text("automne.csv : 3 lignes")
    expect(page.locator("#problems-title")).to_have_text("À corriger : 1 ligne sur 3")
    expect(page.locator(".problem")).to_contain_text("PULL-2")
    page.get_by_label("Masse (en kg)").fill("0,5")
    page.get_by_role("button", name="Recalculer (1 ligne changée)").click()
    expect(page.locator("#problems")).to_be_hidden()

    shown = page.locator("#row-table tbody tr").filter(has_text="PULL-2")
    simulator = open_tab(shown.get_by_role("button", name="Ouvrir"))
    expect(simulator.locator("#field-mass")).to_have_value("0,5")
    before = simulator.locator("#score").inner_text()
    expect(shown.locator("[data-part=score]")).to_have_text(before)
    simulator.locator("#field-countryMaking").select_option("FR")
    expect(simulator.locator("#score")).not_to_have_text(before)
    current(simulator)
    changed = ecs_of(instance, query_of(simulator))
    with simulator.expect_event("close"):
        simulator.get_by_role("button", name="Reprendre dans le catalogue").click()
    expect(shown.locator("[data-part=score]")).to_have_text(changed)

    with page.expect_download() as downloading:
        page.get_by_role("button", name="CSV", exact=True).click()
    text = Path(downloading.value.path()).read_text(encoding="utf-8-sig")
    separator = ";" if ";" in text.splitlines()[0] else ","
    table = list(csv.DictReader(io.StringIO(text), delimiter=separator))
    assert [row["Référence interne"] for row in table] == ["PULL-1", "PULL-2", "JEAN-1"]
    (made,) = [row for row in table if row["Référence interne"] == "PULL-2"]
    assert made["Origine de confection"] in {"France", "FR"}
    assert french(float(made["Score calculé"])) == changed
