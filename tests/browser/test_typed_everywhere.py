"""The same four texts in every kind of number field: typed, pasted, and without scripts."""

import time
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from scoring.answers.products import STEEL
from tests.browser.simulations import query_in, unfold
from tests.browser.test_typed_numbers import LANGUAGES
from tests.site.server import Server

TEXTS = ("0,25", "0.25", "1 250", "15 %")
PATIENCE_SECONDS = 30


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


def open_field(page: Page, field: Field, *, scripts: bool) -> None:
    page.goto("about:blank")
    page.goto(field.page)
    if field.page != "/objet/":
        return
    page.locator('button[value="delete-component:0"]').click()
    expect(page.locator("#stage-component-0")).to_have_count(0)
    if scripts:
        page.locator("#add-own").click()
        page.locator(f'#picker-materials [data-value="{STEEL}"]').click()
    else:
        page.locator("#add-own").click()
        page.locator("#field-component-0-element-0-material").select_option(STEEL)
    expect(page.locator(f"#field-{field.control}")).to_be_visible()


def typed(page: Page, control: str, text: str) -> None:
    unfold(page, control)
    page.locator(f"#field-{control}").fill("")
    page.locator(f"#field-{control}").press_sequentially(text)


def pasted(page: Page, control: str, text: str) -> None:
    unfold(page, control)
    page.locator(f"#field-{control}").fill("")
    page.locator(f"#field-{control}").focus()
    page.keyboard.insert_text(text)


def sent(page: Page, control: str, text: str) -> None:
    unfold(page, control)
    page.locator(f"#field-{control}").fill(text)
    page.locator("p.submit button").last.click()


def check_value(page: Page, field: Field, text: str, value: float) -> None:
    """The results are those of the value, and the field keeps what was typed."""
    end = time.monotonic() + PATIENCE_SECONDS
    found: Any = None
    while time.monotonic() < end:
        fragment = page.locator("#results").get_attribute("data-fragment")
        query = query_in(fragment) if fragment else {}
        try:
            found = field.value_in(query)
        except KeyError:
            found = None
        if found == value:
            break
        page.wait_for_timeout(50)
    assert found == value, (field.control, text)
    expect(page.locator(f"#error-{field.control}")).to_have_text("")
    expect(page.locator(f"#field-{field.control}")).to_have_value(text)


def check_refusal(page: Page, field: Field, text: str) -> None:
    """The field says why, and no score is shown for another value."""
    expect(page.locator(f"#error-{field.control}")).not_to_have_text("")
    expect(page.locator("#score")).to_have_count(0)
    expect(page.locator("#results .notice.error")).to_be_visible()
    expect(page.locator(f"#field-{field.control}")).to_have_value(text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("way", [typed, pasted, sent], ids=["typed", "pasted", "without scripts"])
def test_a_text_means_the_same_in_every_field(
    browser: Browser, instance: Server, way: Callable[[Page, str, str], None], language: str
) -> None:
    scripts = way is not sent
    context = browser.new_context(
        base_url=instance.address, locale=LANGUAGES[language], java_script_enabled=scripts
    )
    page = context.new_page()
    for field in FIELDS:
        open_field(page, field, scripts=scripts)
        for text, value in zip(TEXTS, field.given, strict=True):
            way(page, field.control, text)
            if value is None:
                check_refusal(page, field, text)
            else:
                check_value(page, field, text, value)
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_price_is_typed_as_it_is_read_on_a_label(
    browser: Browser, instance: Server, language: str
) -> None:
    context = browser.new_context(base_url=instance.address, locale=LANGUAGES[language])
    page = context.new_page()
    field = next(one for one in FIELDS if one.control == "price")
    page.goto(field.page)
    for text, value in (("12,50", 12.5), ("12.50", 12.5), ("€ 35", 35), ("1\u202f000 €", 1000)):
        typed(page, field.control, text)
        check_value(page, field, text, value)
    context.close()
