"""Numbers as people type them: in both languages, typed, pasted, with and without scripts."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.simulations import current, query_in, query_of, unfold
from tests.browser.visitors import LANGUAGES, follow
from tests.browser.watched import check_accessibility, check_html, check_width

CASES = json.loads(
    (Path(__file__).parents[1] / "web" / "search_cases.json").read_text(encoding="utf-8")
)
# A control, what is typed, the field of the request with its value, and what is said of it.
TYPED: list[tuple[str, str, str, float, dict[str, str]]] = [
    ("mass", "0,25", "mass", 0.25, {"en": "0.25\u202fkg", "fr": ""}),
    ("mass", "0.25", "mass", 0.25, {"en": "", "fr": "0,25\u202fkg"}),
    ("mass", "170 g", "mass", 0.17, {"en": "0.17\u202fkg", "fr": "0,17\u202fkg"}),
    ("mass", "+0,3\u202fkg", "mass", 0.3, {"en": "0.3\u202fkg", "fr": "0,3\u202fkg"}),
    (
        "numberOfReferences",
        "1 250",
        "numberOfReferences",
        1250,
        {"en": "1,250", "fr": "1\u202f250"},
    ),
    (
        "airTransportRatio",
        "15 %",
        "airTransportRatio",
        0.15,
        {"en": "15\u202f%", "fr": "15\u202f%"},
    ),
    ("price", "12,5 €", "price", 12.5, {"en": "12.5\u202f€", "fr": "12,5\u202f€"}),
]


def check_read(page: Page, control: str, said: str) -> None:
    read = page.locator(f"#read-{control}")
    if said:
        expect(read).to_contain_text(said)
    else:
        expect(read).to_have_text("")
    expect(page.locator(f"#error-{control}")).to_have_text("")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_is_read_as_it_is_meant(page_in: Callable[..., Page], language: str) -> None:
    page = page_in(language)
    ways = [page.keyboard.type, page.keyboard.insert_text]
    # What is typed in one language is pasted in the other: scripts read no number.
    first = list(LANGUAGES).index(language)
    page.goto("/textile/")
    for position, (control, text, name, value, said) in enumerate(TYPED, start=first):
        unfold(page, control)
        field = page.locator(f"#field-{control}")
        field.select_text()
        ways[position % 2](text)
        check_read(page, control, said[language])
        assert field.input_value() == text
        current(page)
        assert query_of(page)[name] == value, text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_is_read_without_scripts_too(page_in: Callable[..., Page], language: str) -> None:
    page = page_in(language, scripts=False)
    page.goto("/textile/")
    for control, text, name, value, said in TYPED:
        unfold(page, control)
        page.locator(f"#field-{control}").fill(text)
        follow(page.locator("p.submit button").last)
        check_read(page, control, said[language])
        expect(page.locator(f"#field-{control}")).to_have_value(text)
        fragment = page.locator("#results").get_attribute("data-fragment")
        assert fragment is not None
        assert query_in(fragment)[name] == value, (language, text)


@pytest.mark.parametrize(("language", "text"), [("en", "1,250"), ("fr", "1.250")])
def test_a_number_of_two_meanings_is_refused_with_both(
    page_in: Callable[..., Page], language: str, text: str
) -> None:
    page = page_in(language)
    page.goto("/textile/")
    page.locator("#field-mass").fill(text)
    error = page.locator("#error-mass")
    expect(error).to_contain_text("1250")
    expect(error).to_contain_text("1.250" if language == "en" else "1,250")
    expect(page.locator("#score")).to_have_count(0)
    page.locator("#field-mass").fill("1250 g")
    expect(error).to_have_text("")
    expect(page.locator("#read-mass")).to_contain_text("1.25" if language == "en" else "1,25")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_figure_hardly_meant_is_told_at_its_field(
    page_in: Callable[..., Page], language: str
) -> None:
    page = page_in(language)
    page.goto("/textile/")
    page.locator("#field-mass").fill("170")
    expect(page.locator("#read-mass .warning-text")).to_contain_text("170\u202fkg")
    expect(page.locator("#score")).to_be_visible()
    expect(page.locator("#results .notice.warning")).to_contain_text("170\u202fkg")
    check_accessibility(page, "#simulator-form")
    check_html(page.locator("html").evaluate("node => '<!doctype html>' + node.outerHTML"))
    page.set_viewport_size({"width": 390, "height": 844})
    check_width(page)
    page.locator("#field-mass").fill("0.17")
    expect(page.locator("#read-mass .warning-text")).to_have_count(0)


def test_an_arrow_key_steps_a_number(page: Page) -> None:
    page.goto("/textile/")
    mass = page.locator("#field-mass")
    expect(mass).to_have_value("0,17")
    mass.press("ArrowUp")
    expect(mass).to_have_value("0,18")
    mass.press("ArrowDown")
    mass.press("ArrowDown")
    expect(mass).to_have_value("0,16")
    unfold(page, "price")
    page.locator("#field-price").press("ArrowUp")
    expect(page.locator("#field-price")).to_have_value("11")


def test_a_slider_writes_its_number_as_the_page_does(page: Page) -> None:
    page.goto("/textile/")
    page.get_by_role("button", name="Mode exploratoire").click()
    unfold(page, "physicalDurability")
    number = page.locator("#field-physicalDurability")
    slider = page.locator('[data-number="field-physicalDurability"]')
    slider.press("ArrowLeft")
    expect(number).to_have_value("1,44")
    number.fill("0,9")
    expect(slider).to_have_value("0.9")


def test_the_other_forms_read_units_too(page: Page) -> None:
    page.goto("/alimentaire/")
    page.locator("#field-ingredient-0-mass").fill("0,3 kg")
    expect(page.locator("#read-ingredient-0-mass")).to_contain_text("300\u202fg")
    assert query_of(page)["ingredients"][0]["mass"] == 300
    page.locator("#field-ingredient-0-mass").fill("300 kg")
    expect(page.locator("#read-ingredient-0-mass")).to_contain_text("publiées en exemple")
    page.goto("/objet/")
    page.get_by_role("button", name="Composer à partir d’une matière").click()
    page.locator("#picker-materials [data-value]").first.click()
    amount = page.locator("#field-component-1-element-0-amount")
    amount.fill("douze")
    expect(page.locator("#error-component-1-element-0-amount")).to_contain_text("douze")
    amount.fill("0.5")
    expect(page.locator("#read-component-1-element-0-amount")).to_contain_text("0,5")
    quantity = page.locator("#field-component-1-quantity")
    quantity.fill("3 pièces")
    expect(page.locator("#read-component-1-quantity")).to_contain_text("3")
    assert query_of(page)["components"][1]["quantity"] == 3


def test_a_garment_made_in_france_flies_no_more(page: Page) -> None:
    page.goto("/textile/")
    unfold(page, "airTransportRatio")
    page.locator("#field-airTransportRatio").fill("50")
    current(page)
    assert query_of(page)["airTransportRatio"] == 0.5
    page.locator("#field-countryMaking").select_option("FR")
    expect(page.locator("#field-airTransportRatio")).to_have_count(0)
    assert "airTransportRatio" not in query_of(page)


def test_the_browser_searches_by_the_same_rule_as_the_server(page: Page) -> None:
    page.goto("/textile/")
    found = page.evaluate(
        """async (cases) => {
          const { compare, rank, wordsOf } = await import("/static/js/searching.js");
          return cases.map(({ search, names }) => names
            .map((name) => ({ name, rank: rank(wordsOf(search), name) }))
            .filter((one) => one.rank)
            .sort((one, other) => compare(one.rank, other.rank))
            .map((one) => one.name));
        }""",
        CASES,
    )
    assert found == [case["found"] for case in CASES]


FIRST = {
    "fr": (
        ("lait", "Lait "),
        ("bœuf", "Boeuf"),
        ("boeuf", "Boeuf"),
        ("olives huile", "Huile d’olive"),
        ("huile d'olive", "Huile d’olive"),
        ("huile d\u2019olive", "Huile d’olive"),
        ("HUILE OLIVE", "Huile d’olive"),
        ("tomates", "Tomate"),
        ("épinards", "Epinard"),
    ),
    "en": (
        ("milk", "Milk"),
        ("beef", "Beef"),
        ("oil olive", "Olive oil"),
        ("tomatoes", "Tomato"),
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picker_shows_the_best_match_first(page_in: Callable[..., Page], language: str) -> None:
    page = page_in(language)
    page.goto("/alimentaire/")
    page.locator("#add-ingredient").click()
    dialog = page.locator("#picker-ingredients")
    visible = dialog.locator("[data-value]:visible")
    before = visible.first.inner_text()
    for search, first in FIRST[language]:
        dialog.get_by_role("searchbox").fill(search)
        expect(visible.first).to_contain_text(re.compile(f"^{first}", re.IGNORECASE))
    dialog.get_by_role("searchbox").fill("")
    expect(visible.first).to_have_text(before)
