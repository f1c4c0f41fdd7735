"""What the tests of the simulators read on a page, and ask of the API."""

import base64
import json
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Page

from tests.site.server import Server


def french(points: float) -> str:
    """Points as the page writes them, from 100 up."""
    return f"{points:,.0f}".replace(",", "\u202f")


def answer_of(instance: Server, endpoint: str, query: Any) -> Any:
    """The API's own answer to a request."""
    status, answer = instance.post(f"/api/{endpoint}", query)
    assert status == 200
    return answer


def query_of(page: Page) -> Any:
    """The request that the address bar holds, once it is that of the results."""
    page.wait_for_function(
        "location.hash === '#' + document.getElementById('results').dataset.fragment"
    )
    impact, _, text = urlsplit(page.url).fragment.partition("/")
    assert impact == "ecs"
    return json.loads(base64.b64decode(unquote(text)))


def link_of(query: Any) -> str:
    """The end of a link to a simulation."""
    return f"ecs/{base64.b64encode(json.dumps(query).encode()).decode()}"
