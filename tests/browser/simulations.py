"""What the simulators' tests read on a page, and request from the API."""

import base64
import json
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Page, expect

from tests.site.server import Server

_ATTEMPTS, _MILLISECONDS = 100, 50


_FOLDS = {
    "price": "stage-durability",
    "numberOfReferences": "stage-durability",
    "business": "stage-durability",
    "physicalDurability": "stage-durability",
    "airTransportRatio": "transports",
    "makingWaste": "stage-making",
    "yarnSize": "stage-spinning",
    "countrySpinning": "stage-spinning",
}


def unfold(page: Page, *controls: str) -> None:
    """Open the folded parts that these controls of a garment are in."""
    for control in controls:
        if control not in _FOLDS:
            continue
        part = page.locator(f"details#{_FOLDS[control]}")
        if part.get_attribute("open") is None:
            part.locator("> summary").click()


def french(points: float) -> str:
    """Points as the page writes them, from 100 up."""
    return f"{points:,.0f}".replace(",", "\u202f")


def answer_of(instance: Server, endpoint: str, query: Any) -> Any:
    """The API's own answer to a request."""
    status, answer = instance.post(f"/api/{endpoint}", query)
    assert status == 200
    return answer


def current(page: Page) -> None:
    """Wait until the figures are those of the form: a page marks them as it hears a change."""
    expect(page.locator("body[data-figure=current]")).to_be_attached()


def query_of(page: Page) -> Any:
    """The request in the address bar, once it is that of the results."""
    # The content security policy forbids the function that Playwright would evaluate to wait.
    results = page.locator("#results")
    for _ in range(_ATTEMPTS):
        fragment = urlsplit(page.url).fragment
        if fragment and unquote(fragment) == results.get_attribute("data-fragment"):
            break
        page.wait_for_timeout(_MILLISECONDS)
    return query_in(fragment)


def query_in(fragment: str) -> Any:
    """The request in the fragment of a simulator's page that shows the score."""
    version, impact, text = unquote(fragment).split("/", 2)
    assert version.startswith("v")
    assert impact == "ecs"
    return json.loads(base64.b64decode(text))


def link_of(query: Any) -> str:
    """The end of a link to a simulation."""
    return f"ecs/{base64.b64encode(json.dumps(query).encode()).decode()}"
