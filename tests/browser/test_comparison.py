"""Comparing saved simulations in a real browser, and getting the charts and figures out."""

import csv
import json
import struct
from pathlib import Path

import pytest
from playwright.sync_api import Download, Page, Request, expect

from tests.browser.saved import THREE, TSHIRT, bookmark, keep, kept, names
from tests.browser.watched import Watch, check_accessibility, check_html, check_width

PAGE = "/comparer/"
BOTH = ("textile:T-shirt d'été", "textile:Jean délavé")


def choose(page: Page, name: str) -> None:
    page.get_by_role("checkbox", name=name, exact=True).check()


def content(download: Download) -> bytes:
    return Path(download.path()).read_bytes()


def test_what_is_chosen_is_drawn_and_stays_chosen(page: Page, requests: list[Request]) -> None:
    keep(page, PAGE, THREE)
    expect(page.locator("#charts")).to_contain_text(
        "Choisissez des simulations", use_inner_text=True
    )
    for name in ("T-shirt d'été", "Jean délavé", "Gâteau"):
        choose(page, name)
    expect(page.locator("#view-total svg")).to_contain_text("1\u202f755")
    expect(page.locator("#view-total thead")).to_contain_text("Gâteau")
    assert kept(page)["comparedSimulations"] == [*BOTH, "food:Gâteau"]
    page.reload()
    expect(page.locator("#view-total svg")).to_contain_text("Gâteau")
    expect(page.get_by_role("checkbox", name="Gâteau", exact=True)).to_be_checked()
    posts = [request for request in requests if request.method == "POST"]
    assert posts
    assert all("?" not in request.url for request in requests)
    assert {request.url.rpartition(PAGE)[2] for request in posts} == {"graphiques/"}


def test_all_and_none_are_one_press_away_and_ten_is_the_most(page: Page) -> None:
    many = [bookmark(f"Essai {index}", TSHIRT | {"mass": index + 1}, index) for index in range(12)]
    keep(page, PAGE, many)
    page.get_by_role("button", name="Tout choisir").click()
    expect(page.locator("#chosen")).to_have_text("10 choisies, 10 au plus")
    expect(page.locator("#comparison-messages")).to_contain_text("Au plus 10")
    expect(page.locator("#view-total tbody td")).to_have_count(10)
    page.get_by_role("checkbox", name="Essai 0", exact=True).click()
    expect(page.get_by_role("checkbox", name="Essai 0", exact=True)).not_to_be_checked()
    page.get_by_role("button", name="Ne rien choisir").click()
    expect(page.locator("#chosen")).to_have_text("0 choisies, 10 au plus")
    expect(page.locator("#charts")).to_contain_text(
        "Choisissez des simulations", use_inner_text=True
    )


def test_who_has_saved_nothing_is_told_how_to_begin(page: Page) -> None:
    page.goto(PAGE)
    expect(page.locator("#charts")).to_contain_text(
        "enregistrez un produit dans un simulateur", use_inner_text=True
    )
    expect(page.get_by_role("link", name="Ouvrir le simulateur textile")).to_be_visible()
    for useless in ("Tout choisir", "Ne rien choisir", "Exporter mes simulations"):
        expect(page.get_by_role("button", name=useless)).to_have_count(0)
    expect(page.locator("#charts")).not_to_contain_text("Choisissez", use_inner_text=True)
    keep(page, PAGE, THREE[:1])
    expect(page.get_by_role("button", name="Exporter mes simulations")).to_be_visible()
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Supprimer").click()
    expect(page.locator("#charts")).to_contain_text(
        "enregistrez un produit dans un simulateur", use_inner_text=True
    )
    expect(page.get_by_role("button", name="Exporter mes simulations")).to_have_count(0)
    expect(page.locator("#import-file")).to_be_focused()


def test_one_that_cannot_be_computed_is_named(page: Page) -> None:
    bad = bookmark("Négatif", TSHIRT | {"mass": -1})
    keep(page, PAGE, [*THREE, bad], (*BOTH, "textile:Négatif"))
    expect(page.locator("#charts .notice.error")).to_contain_text("Négatif : mass")
    expect(page.locator("#view-total svg")).to_contain_text("Jean délavé")


def test_the_tabs_work_with_the_keyboard_and_stay_where_they_were(page: Page) -> None:
    keep(page, PAGE, THREE, BOTH)
    page.get_by_role("tab", name="Total").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Étapes")).to_be_focused()
    expect(page.locator("#view-stages")).to_be_visible()
    expect(page.locator("#view-total")).to_be_hidden()
    choose(page, "Gâteau")
    expect(page.locator("#view-stages svg")).to_contain_text("Gâteau")
    expect(page.locator("#view-stages")).to_be_visible()


def test_the_baseline_and_the_view_stay_chosen(page: Page) -> None:
    keep(page, PAGE, THREE, BOTH)
    expect(page.locator("#waterfall-1")).to_contain_text("De « T-shirt d’été » à « Jean délavé »")
    page.get_by_label("Référence", exact=True).select_option(label="Jean délavé")
    expect(page.locator("#waterfall-1")).to_contain_text("De « Jean délavé » à « T-shirt d’été »")
    page.get_by_role("tab", name="Étapes").click()
    page.reload()
    expect(page.locator("#waterfall-1")).to_contain_text("De « Jean délavé » à « T-shirt d’été »")
    expect(page.locator("#view-stages")).to_be_visible()
    choose(page, "Gâteau")
    expect(page.locator("#view-stages svg")).to_contain_text("Gâteau")
    expect(page.locator("#view-stages thead .baseline")).to_have_count(1)
    expect(page.get_by_label("Référence", exact=True)).to_have_value("1")
    expect(page.locator("#view-stages thead th").nth(1)).to_contain_text("Référence")


def test_the_chart_and_its_table_say_the_same(page: Page) -> None:
    keep(page, PAGE, THREE, BOTH)
    page.get_by_role("tab", name="Étapes").click()
    rows = page.locator("#view-stages tbody tr")
    tips = page.locator("#view-stages svg g title").evaluate_all(
        "all => all.map((t) => t.textContent)"
    )
    for index in range(rows.count()):
        label = rows.nth(index).locator("th").inner_text()
        for name, told in zip(
            ("T-shirt d’été", "Jean délavé"),
            rows.nth(index).locator("td").all_inner_texts(),
            strict=True,
        ):
            # The difference to the baseline is on a line of its own.
            cell = told.split("\n")[0]
            drawn = f"{name}, {label}\u00a0: {cell}\u202fPts" in tips
            assert drawn == (cell != "0"), (name, label, cell)


def test_charts_and_figures_are_downloaded(page: Page) -> None:
    keep(page, PAGE, THREE, BOTH)
    page.get_by_role("tab", name="Étapes").click()
    view = page.locator("#view-stages")
    with page.expect_download() as awaited:
        view.get_by_role("button", name="SVG").click()
    svg = content(awaited.value).decode()
    assert awaited.value.suggested_filename == "ecobalyse-chart-stages.svg"
    check_html(f"<!doctype html><title>t</title>{svg.partition('?>')[2]}")
    assert 'width="960"' in svg
    assert "T-shirt d’été" in svg
    with page.expect_download() as awaited:
        view.get_by_role("button", name="PNG").click()
    png = content(awaited.value)
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    assert width == 1920
    assert height > 400
    with page.expect_download() as awaited:
        page.get_by_role("button", name="CSV", exact=True).click()
    rows = list(csv.DictReader(content(awaited.value).decode().splitlines()))
    assert {row["Simulation"] for row in rows} == {"T-shirt d'été", "Jean délavé"}
    with page.expect_download() as awaited:
        page.get_by_role("button", name="JSON", exact=True).click()
    found = json.loads(content(awaited.value))
    assert found["simulations"][0]["score"] == pytest.approx(1754.6384371121455, rel=1e-12)
    assert [
        float(row["Valeur, après durabilité"])
        for row in rows
        if row["Vue"] == "Total" and row["Simulation"] == "T-shirt d'été"
    ] == [found["simulations"][0]["score"]]


def test_a_name_with_markup_stays_a_name(page: Page) -> None:
    name = "<img src=x onerror=alert(1)> & 'co'"
    keep(page, PAGE, [bookmark(name, TSHIRT)], (f"textile:{name}",))
    expect(page.locator("#view-total thead")).to_contain_text(name)
    assert names(page) == [name]


def test_a_server_that_does_not_answer_is_said(page: Page, watch: Watch) -> None:
    watch.expect("Failed to load resource")
    page.route("**/graphiques/", lambda route: route.abort())
    keep(page, PAGE, THREE)
    choose(page, "Gâteau")
    expect(page.locator("#comparison-messages")).to_contain_text("Le serveur n’a pas répondu")


@pytest.mark.parametrize(
    ("width", "scheme", "language"), [(1280, "light", "fr-FR"), (390, "dark", "en-GB")]
)
def test_the_comparison_is_accessible(page: Page, width: int, scheme: str, language: str) -> None:
    page.context.set_extra_http_headers({"Accept-Language": language})
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    keep(page, PAGE, [*THREE, {"name": "Sans rien"}], (*BOTH, "food:Gâteau"))
    expect(page.locator("#view-total svg")).to_be_visible()
    check_accessibility(page)
    page.get_by_role("tab").nth(1).click()
    check_accessibility(page)
    check_width(page)


def test_without_scripts_the_page_says_why_it_is_empty(plain: Page) -> None:
    plain.goto(PAGE)
    expect(plain.get_by_text("Vos simulations sont dans votre navigateur")).to_be_visible()
    expect(plain.get_by_role("button", name="Tout choisir")).to_be_hidden()
