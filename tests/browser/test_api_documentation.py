"""The API documentation page: each call can be tried, under the strict content security policy."""

from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, Request, expect

from tests.browser.watched import check_width
from tests.site.commands import manage_served
from tests.site.server import Server


@pytest.fixture
def viewer(page: Page) -> Page:
    page.goto("/documentation-api/")
    expect(page.locator(".swagger-ui .opblock").first).to_be_visible()
    return page


@pytest.fixture(scope="module")
def token(instance: Server) -> str:
    return manage_served(instance.data, "create_token", "reader@example.org").stdout.strip()


def tried(page: Page, operation: str) -> Locator:
    """Open an operation, perform its call, and return the element that shows the answer."""
    block = page.locator(f"#operations-{operation}")
    block.locator(".opblock-summary-control").click()
    block.get_by_role("button", name="Envoyer").click()
    answer = block.locator(".live-responses-table")
    expect(answer.locator(".response-col_status").last).to_contain_text("200")
    return answer


def test_every_operation_is_shown_and_nothing_comes_from_elsewhere(
    requests: list[Request], viewer: Page
) -> None:
    expect(viewer.locator("#operations-textile-textileSimulator")).to_be_visible()
    expect(viewer.locator("#operations-textile-textileDetailed")).to_be_visible()
    expect(viewer.locator("#operations-textile-textileCountries")).to_be_visible()
    assert requests
    # The fixture fails on console errors and other hosts; the policy is that of every page.
    policy = viewer.request.get("/documentation-api/").headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_a_call_is_tried_without_a_token_on_a_phone_too(viewer: Page) -> None:
    viewer.set_viewport_size({"width": 390, "height": 844})
    answer = tried(viewer, "textile-textileSimulator")
    expect(answer).to_contain_text('"ecs": 1754.6384371121455')
    expect(answer).to_contain_text("x-ecobalyse-impacts: aggregated")
    listed = tried(viewer, "textile-textileTrims")
    expect(listed).to_contain_text("Bouton en plastique")
    check_width(viewer)


def test_a_call_is_tried_with_a_token(viewer: Page, token: str, requests: list[Request]) -> None:
    viewer.get_by_role("button", name="Donner un jeton").first.click()
    dialog = viewer.locator(".dialog-ux .modal-ux")
    dialog.get_by_role("textbox").first.fill(token)
    dialog.get_by_role("button", name="Utiliser ce jeton").first.click()
    dialog.get_by_role("button", name="Fermer").last.click()
    answer = tried(viewer, "textile-textileDetailed")
    expect(answer).to_contain_text("x-ecobalyse-impacts: indicative")
    (call,) = (request for request in requests if request.method == "POST")
    assert token in (call.headers.get("token"), call.headers.get("authorization", "")[7:])
    # Nothing is stored in the browser or put into a URL.
    assert not any(token in request.url for request in requests)
    assert (
        viewer.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])").find(token) < 0
    )


def test_its_words_stand_out_in_the_language_of_the_page_and_where_the_keyboard_stops_is_seen(
    viewer: Page,
) -> None:
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        viewer.emulate_media(color_scheme=scheme)
        light = viewer.locator("#viewer .opblock-summary-path").first.evaluate(
            "(words) => [getComputedStyle(words).color, getComputedStyle(viewer).backgroundColor]"
            ".map((colour) => Number(colour.match(/\\d+/)[0]))"
        )
        assert abs(light[0] - light[1]) > 120, scheme
    copying = viewer.locator(".opblock-summary .view-line-link button").first
    copying.focus()
    viewer.wait_for_function("() => document.activeElement.getBoundingClientRect().width > 15")
    block = viewer.locator("#operations-textile-textileSimulator")
    block.locator(".opblock-summary-control").click()
    for words in ("Corps de la requête", "Envoyer", "Réponses", "Type de contenu"):
        expect(block).to_contain_text(words)
    expect(block).not_to_contain_text("Execute")
    expect(block).not_to_contain_text("Request body")


def test_without_scripts_the_operations_are_a_list_and_nothing_more_is_offered(plain: Page) -> None:
    plain.goto("/documentation-api/")
    expect(plain.locator("#viewer li").first).to_be_visible()
    expect(plain.locator("#viewer")).to_contain_text("POST /api/textile/simulator/detailed")
    expect(plain.get_by_text("Chaque appel peut être essayé")).to_be_hidden()
    expect(plain.get_by_text("voici leur liste")).to_be_visible()
    expect(
        plain.get_by_role("listitem").filter(has_text="/api/textile/simulator").first
    ).to_be_visible()
