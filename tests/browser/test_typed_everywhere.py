"""The same four texts in every kind of number field: typed, pasted, and without scripts.

Scripts read no number (``simulator.js``), and the server reads each text in each field alike in
both languages, with and without scripts (``tests/web/test_typed_everywhere.py``). Here each text is
typed into each field in one language and pasted in the other, and sent without scripts in one.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from scoring.answers.products import STEEL
from tests.browser.simulations import current, query_in, unfold
from tests.browser.visitors import LANGUAGES, follow
from tests.browser.watched import Watch
from tests.web.typed_fields import FIELDS, TEXTS, Field, on

PAGES = ("/textile/", "/alimentaire/", "/objet/")


def open_form(page: Page, address: str) -> None:
    """Open a form that has all the fields looked at."""
    page.goto(address)
    if address != "/objet/":
        unfold(page, *(field.control for field in on(address)))
        return
    scripts = page.locator("html.js").count() == 1
    press = Locator.click if scripts else follow
    press(page.locator('button[value="delete-component:0"]'))
    expect(page.locator("#stage-component-0")).to_have_count(0)
    press(page.locator("#add-own"))
    if scripts:
        page.locator(f'#picker-materials [data-value="{STEEL}"]').click()
    else:
        page.locator("#field-component-0-element-0-material").select_option(STEEL)
    expect(page.locator("#field-component-0-quantity")).to_be_visible()


def typed(page: Page, controls: list[str], text: str) -> None:
    for control in controls:
        # Over what is there: emptied first, the field would be computed once more.
        page.locator(f"#field-{control}").select_text()
        page.locator(f"#field-{control}").press_sequentially(text)


def pasted(page: Page, controls: list[str], text: str) -> None:
    for control in controls:
        page.locator(f"#field-{control}").select_text()
        page.keyboard.insert_text(text)


def sent(page: Page, controls: list[str], text: str) -> None:
    unfold(page, *controls)
    for control in controls:
        page.locator(f"#field-{control}").fill(text)
    follow(page.locator("p.submit button").last)


def check_values(page: Page, text: str, values: list[tuple[Field, float]]) -> None:
    """The results are those of the values, and the fields keep what was typed."""
    wanted = {field.control: value for field, value in values}
    if page.locator("html.js").count():
        current(page)
    fragment = page.locator("#results").get_attribute("data-fragment")
    assert fragment, text
    query = query_in(fragment)
    assert {field.control: field.value_in(query) for field, _ in values} == wanted, text
    for control in wanted:
        expect(page.locator(f"#error-{control}")).to_have_text("")
        expect(page.locator(f"#field-{control}")).to_have_value(text)


def check_refusals(page: Page, text: str, fields: list[Field]) -> None:
    """The fields say why, each is a reason why there is no score, and they keep what was typed."""
    for field in fields:
        expect(page.locator(f"#error-{field.control}")).not_to_have_text("")
        expect(page.locator(f"#field-{field.control}")).to_have_value(text)
    expect(page.locator("#score")).to_have_count(0)
    expect(page.locator("#results .notice.error li")).to_have_count(len(fields))


Way = Callable[[Page, list[str], str], None]
# By language, how each text is entered; the number that another country writes is sent in each.
SCRIPTED: dict[str, dict[str, Way]] = {
    "fr": dict(zip(TEXTS, (typed, pasted, typed, pasted), strict=True)),
    "en": dict(zip(TEXTS, (pasted, typed, pasted, typed), strict=True)),
}
PLAIN: dict[str, dict[str, Way]] = {
    "fr": {"0.25": sent, "15 %": sent},
    "en": {"0,25": sent, "1 250": sent},
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ways", [SCRIPTED, PLAIN], ids=["with scripts", "without scripts"])
def test_a_text_means_the_same_in_every_field(
    page_in: Callable[..., Page], watch: Watch, ways: dict[str, dict[str, Way]], language: str
) -> None:
    if ways is PLAIN:
        watch.expect("400 (Bad Request)")
    page = page_in(language, scripts=ways is SCRIPTED)
    for address in PAGES:
        open_form(page, address)
        for text, way in ways[language].items():
            given = [(field, field.given[TEXTS.index(text)]) for field in on(address)]
            values = [(field, value) for field, value in given if value is not None]
            if values:
                way(page, [field.control for field, _ in values], text)
                check_values(page, text, values)
            refused = [field for field, value in given if value is None]
            if refused:
                controls = [field.control for field in refused]
                before = [page.locator(f"#field-{control}").input_value() for control in controls]
                way(page, controls, text)
                check_refusals(page, text, refused)
                unfold(page, *controls)
                for control, former in zip(controls, before, strict=True):
                    page.locator(f"#field-{control}").fill(former)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_price_is_typed_as_it_is_read_on_a_label(
    page_in: Callable[..., Page], language: str
) -> None:
    page = page_in(language)
    enter = {"fr": typed, "en": pasted}[language]
    (price,) = (field for field in FIELDS if field.control == "price")
    open_form(page, price.page)
    for text, value in (("12,50", 12.5), ("12.50", 12.5), ("€ 35", 35), ("1\u202f000 €", 1000)):
        enter(page, [price.control], text)
        check_values(page, text, [(price, value)])
