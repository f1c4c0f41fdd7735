"""Share links in a browser: what is written is read, and what is broken is nothing else."""

import base64
import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from scoring.engine.method import Method
from tests.browser.saved import TSHIRT

MODULE = "/static/js/links.js"
NAMED: dict[str, Any] = {"components": [{"custom": {"name": "Été – 夏 « ÿ? » 👕"}, "quantity": 1}]}


def call(page: Page, function: str, *arguments: Any) -> Any:
    """Call a function of the module; an exception is the text "broken"."""
    return page.evaluate(
        """async ([module, name, given]) => {
          const links = await import(module);
          try { return links[name](...given); } catch { return "broken"; }
        }""",
        [MODULE, function, list(arguments)],
    )


@pytest.fixture
def opened(page: Page) -> Page:
    page.goto("/comparer/")
    return page


def test_what_is_written_is_read(opened: Page) -> None:
    for query in (TSHIRT, NAMED):
        text = call(opened, "encodeQuery", query)
        assert json.loads(base64.b64decode(text, validate=True)) == query
        assert call(opened, "decodeQuery", text) == query
        safe = base64.urlsafe_b64encode(base64.b64decode(text)).decode().rstrip("=")
        assert call(opened, "decodeQuery", safe) == query
        # As some mail programs write it.
        escaped = text.replace("=", "%3D")
        assert call(opened, "readFragment", f"#ecs/{escaped}")["query"] == query


def test_links_of_the_public_service_hold_the_published_examples(
    opened: Page, method: Method
) -> None:
    for example in method.dataset.examples[::4]:
        text = base64.b64encode(
            json.dumps(example.query, ensure_ascii=False, separators=(",", ":")).encode()
        ).decode()
        path = "food" if example.scope == "food" else "textile/simulator"
        address = call(opened, "pageOf", f"#/{path}/ecs/{text}")
        page, _hash, fragment = address.partition("#")
        assert page == ("/alimentaire/" if example.scope == "food" else "/textile/")
        assert call(opened, "readFragment", f"#{fragment}") == {
            "impact": "ecs",
            "query": example.query,
        }


def test_the_middle_of_an_old_link_is_left_out_even_when_base64_holds_slashes(
    opened: Page,
) -> None:
    text = call(opened, "encodeQuery", {"a": "ÿ?ÿ?ÿ?~~~"})
    assert "/" in text
    for middle in ("perItem/simple/", "perDayOfWear/detailed/", ""):
        address = call(opened, "pageOf", f"#/textile/simulator/cch/{middle}{text}")
        assert address == f"/textile/#cch/{text}"


def test_a_broken_link_is_no_other_product(opened: Page) -> None:
    for fragment in (
        "%%%",
        "pas-du-base64!",
        base64.b64encode(b"[1, 2]").decode(),
        base64.b64encode(b'{"mass": 0.1').decode(),
        base64.b64encode(b'{"name": "\xff"}').decode(),
        "",
    ):
        assert call(opened, "readFragment", f"#ecs/{fragment}") == "broken", fragment


def test_an_anchor_is_no_simulation(opened: Page) -> None:
    for fragment in ("", "#", "#contenu"):
        assert call(opened, "readFragment", fragment) is None


def test_a_link_without_its_impact_opens_or_is_broken_but_is_no_default(opened: Page) -> None:
    text = call(opened, "encodeQuery", TSHIRT)
    for before in ("textile/simulator/", "textile/"):
        assert call(opened, "pageOf", f"#/{before}{text}") == f"/textile/#ecs/{text}"
        broken = call(opened, "pageOf", f"#/{before}{text[:20]}").partition("#")[2]
        assert call(opened, "readFragment", f"#{broken}") == "broken"
        assert call(opened, "pageOf", f"#/{before}pef") == "/textile/"


def test_what_a_sentence_puts_after_a_link_is_left_out(opened: Page) -> None:
    text = call(opened, "encodeQuery", TSHIRT)
    for after in (".", "/", ").", " »", "/?"):
        assert call(opened, "decodeQuery", text + after.strip()) == TSHIRT
    address = call(opened, "pageOf", f"#/textile/simulator/ecs/{text}/")
    assert call(opened, "readFragment", address.partition("/textile/")[2])["query"] == TSHIRT


def test_a_link_to_nowhere_says_so(page: Page) -> None:
    page.goto("/#/stats")
    notice = page.get_by_text("ne mène à aucune page de ce site")
    expect(notice).to_be_visible()
    for address in ("/", "/#/", "/#contenu"):
        page.goto("about:blank")
        page.goto(address)
        expect(notice).to_be_hidden()
    page.goto("about:blank")
    page.goto("/#/auth/signup")
    expect(page.get_by_role("heading", level=1)).to_have_text("Connexion / Inscription")
    expect(page.get_by_label("Mot de passe")).to_be_visible()
