"""The same four texts in every kind of number field: typed, pasted, and without scripts."""

import contextlib
import time
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Locator, Page, expect

from scoring.answers.products import STEEL
from tests.browser.simulations import query_in, unfold
from tests.browser.visitors import LANGUAGES, PATIENCE, follow
from tests.browser.watched import Watch

TEXTS = ("0,25", "0.25", "1 250", "15 %")
PAGES = ("/textile/", "/alimentaire/", "/objet/")


class Field(NamedTuple):
    """A field, where its value is in the request, and what each text gives: None if rejected."""

    page: str
    control: str
    value_in: Callable[[Any], Any]
    given: tuple[float | None, ...]


def element(query: Any) -> Any:
    return query["components"][0]["custom"]["elements"][0]


FIELDS = (
    Field("/textile/", "mass", lambda query: query["mass"], (0.25, 0.25, 1250, None)),
    Field(
        "/textile/",
        "material-0-share",
        lambda query: query["materials"][0]["share"],
        (0.0025, 0.0025, None, 0.15),
    ),
    # A new garment costs from 1 to 1000 €.
    Field("/textile/", "price", lambda query: query["price"], (None, None, None, None)),
    Field(
        "/textile/",
        "numberOfReferences",
        lambda query: query["numberOfReferences"],
        (None, None, 1250, None),
    ),
    Field(
        "/alimentaire/",
        "ingredient-0-mass",
        lambda query: query["ingredients"][0]["mass"],
        (0.25, 0.25, 1250, None),
    ),
    Field(
        "/objet/",
        "component-0-quantity",
        lambda query: query["components"][0]["quantity"],
        (None, None, 1250, None),
    ),
    Field(
        "/objet/",
        "component-0-element-0-amount",
        lambda query: element(query)["amount"],
        (0.25, 0.25, 1250, None),
    ),
)


def on(address: str) -> list[Field]:
    return [field for field in FIELDS if field.page == address]


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
    end = time.monotonic() + PATIENCE / 1000
    found: dict[str, float] = {}
    while found != wanted and time.monotonic() < end:
        fragment = page.locator("#results").get_attribute("data-fragment")
        with contextlib.suppress(KeyError):
            query = query_in(fragment) if fragment else {}
            found = {field.control: field.value_in(query) for field, _ in values}
    assert found == wanted, text
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


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("way", [typed, pasted, sent], ids=["typed", "pasted", "without scripts"])
def test_a_text_means_the_same_in_every_field(
    page_in: Callable[..., Page],
    watch: Watch,
    way: Callable[[Page, list[str], str], None],
    language: str,
) -> None:
    if way is sent:
        watch.expect("400 (Bad Request)")
    page = page_in(language, scripts=way is not sent)
    for address in PAGES:
        open_form(page, address)
        for position, text in enumerate(TEXTS):
            given = [(field, field.given[position]) for field in on(address)]
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
    (price,) = (field for field in FIELDS if field.control == "price")
    open_form(page, price.page)
    for text, value in (("12,50", 12.5), ("12.50", 12.5), ("€ 35", 35), ("1\u202f000 €", 1000)):
        typed(page, [price.control], text)
        check_values(page, text, [(price, value)])
