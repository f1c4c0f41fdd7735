"""Share links in a browser: links round-trip, and a broken one never shows another product."""

import base64
import json
import re
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from scoring.engine.method import Method
from tests.browser.saved import TSHIRT
from tests.browser.simulations import french, link_of, query_of
from tests.browser.visitors import LANGUAGES, Visitors, elsewhere, follow
from tests.conformance.test_textile import PORTAL_TSHIRT
from tests.site.server import REPOSITORY, Server
from tests.web.test_altered_version import ALTERED, alter

MODULE = "/static/js/links.js"
NAMED: dict[str, Any] = {"components": [{"custom": {"name": "Été – 夏 « ÿ? » 👕"}, "quantity": 1}]}


def call(page: Page, function: str, *arguments: Any) -> Any:
    """Call a function of the module; returns "broken" if it throws."""
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
        # As some e-mail programs write it.
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
            "version": "v7.0.0",
            "impact": "ecs",
            "query": example.query,
        }


@pytest.mark.parametrize(
    ("fragment", "path", "version"),
    [
        # As on the public service, and formerly here: the version that the regulation refers to.
        ("ecs/{}", "/textile/", "v7.0.0"),
        ("ecs/{}", "/versions/v7.1.0/textile/", "v7.1.0"),
        ("v7.2.0/ecs/{}", "/textile/", "v7.2.0"),
        ("v7.2.0/ecs/{}", "/versions/v7.1.0/textile/", "v7.2.0"),
        ("v7.2.0/pef/{}", "/alimentaire/exemples/x/", "v7.2.0"),
    ],
)
def test_a_fragment_has_a_version_whatever_the_instance_serves(
    opened: Page, fragment: str, path: str, version: str
) -> None:
    text = call(opened, "encodeQuery", TSHIRT)
    found = call(opened, "readFragment", f"#{fragment.format(text)}", path)
    assert found["version"] == version
    assert found["query"] == TSHIRT


def test_a_page_has_an_address_in_each_version(opened: Page) -> None:
    for path in ("/textile/", "/versions/v7.0.0/textile/", "/versions/v7.1.0/textile/"):
        assert call(opened, "inVersion", "v7.1.0", path) == "/versions/v7.1.0/textile/"


def test_what_mailings_put_after_a_link_is_passed_over(opened: Page) -> None:
    text = call(opened, "encodeQuery", TSHIRT)
    for after in (
        "?utm_source=lettre&utm_medium=e/mail",
        "&fbclid=abc/def",
        "?utm_source=%E9",
        "%3Futm_source=lettre",
        "#:~:text=coton",
        ")?utm_source=lettre",
    ):
        address = call(opened, "pageOf", f"#/textile/simulator/pef/{text}{after}")
        found = call(opened, "readFragment", address.removeprefix("/textile/"))
        assert found == {"version": "v7.0.0", "impact": "pef", "query": TSHIRT}, after
        assert call(opened, "readFragment", f"#v7.0.0/ecs/{text}{after}")["query"] == TSHIRT
    assert call(opened, "pageOf", "#/food?utm_source=lettre") == "/alimentaire/"


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
        elsewhere(page)
        page.goto(address)
        expect(notice).to_be_hidden()
    elsewhere(page)
    page.goto("/#/auth/signup")
    expect(page.get_by_role("heading", level=1)).to_have_text("Connexion / Inscription")
    expect(page.get_by_label("Mot de passe")).to_be_visible()


def test_a_link_of_a_mailing_opens_its_product(page: Page) -> None:
    score = open_link(page, f"/#/textile/simulator/{link_of(TSHIRT)}?utm_source=lettre")
    assert score == open_link(page, f"/textile/#{link_of(TSHIRT)}")
    page.goto("/textile/exemples/16c16705-3169-41bf-b1b2-6382b00c2118/")
    expect(page.locator("#score")).not_to_have_text(score)
    open_link(page, f"/textile/#{link_of(TSHIRT)}")
    address = page.locator("#shared-address").input_value()
    assert "/versions/v7.0.0/#/textile/simulator/ecs/" in address


def open_link(page: Page, address: str) -> str:
    elsewhere(page)
    page.goto(address)
    query_of(page)
    return page.locator("#score").inner_text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_scripts_a_link_says_what_to_do(
    page_in: Callable[..., Page], language: str
) -> None:
    words = "Enable JavaScript" if language == "en" else "Activez JavaScript"
    page = page_in(language, scripts=False)
    for address in (f"/#/textile/simulator/{link_of(TSHIRT)}", f"/textile/#{link_of(TSHIRT)}"):
        elsewhere(page)
        page.goto(address)
        expect(page.get_by_text(words)).to_be_visible()
    # What follows is the visitor's own product.
    follow(page.locator("p.submit button").last)
    expect(page.get_by_text(words)).to_have_count(0)
    scripted = page_in(language)
    scripted.goto("/textile/")
    expect(scripted.get_by_text(words)).to_be_hidden()


@pytest.fixture
def newer_page(visitors: Visitors, newer: Server) -> Page:
    """A page of a visitor of that instance."""
    return visitors.page(newer.address)


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An instance that serves an altered version next to v7.0.0."""
    data = tmp_path_factory.mktemp("newer")
    shutil.copytree(REPOSITORY / "scoring" / "data" / "v7.0.0", data / "methods" / ALTERED)
    alter(data / "methods" / ALTERED)
    with Server(data, WEB_CONCURRENCY="1", METHOD_VERSION=ALTERED) as started:
        yield started


def test_old_links_mean_what_they_meant_when_the_instance_changes_its_version(
    newer_page: Page, instance: Server, newer: Server
) -> None:
    query = PORTAL_TSHIRT
    answers = {
        server: server.post("/api/textile/simulator", query)[1] for server in (instance, newer)
    }
    before, after = (french(answer["impacts"]["ecs"]) for answer in answers.values())
    assert before != after
    page = newer_page
    for address in (
        f"/#/textile/simulator/{link_of(query)}",
        f"/textile/#{link_of(query)}",
        f"/textile/#v7.0.0/{link_of(query)}",
        f"/versions/{ALTERED}/textile/#v7.0.0/{link_of(query)}",
        answers[instance]["webUrl"].replace(instance.address, "/"),
    ):
        elsewhere(page)
        page.goto(address)
        expect(page.locator("#score")).to_have_text(before)
        expect(page).to_have_url(re.compile("/versions/v7.0.0/textile/#v7.0.0/ecs/"))
    for address in (
        answers[newer]["webUrl"],
        f"/versions/{ALTERED}/#/textile/simulator/{link_of(query)}",
        f"/versions/{ALTERED}/textile/#{link_of(query)}",
        f"/textile/#{ALTERED}/{link_of(query)}",
    ):
        elsewhere(page)
        page.goto(address)
        expect(page.locator("#score")).to_have_text(after)
        assert query_of(page)["product"] == query["product"]


def test_what_is_shown_is_shared_and_saved_with_its_version(newer_page: Page) -> None:
    page = newer_page
    page.goto("/textile/")
    page.get_by_label("Masse du produit fini").fill("0,3")
    expect(page).to_have_url(re.compile(f"/textile/#{ALTERED}/ecs/"))
    score = page.locator("#score").inner_text()
    shared = page.locator("#shared-address").input_value()
    assert f"/versions/{ALTERED}/#/textile/" in shared
    assert f"/versions/{ALTERED}/api/" in page.locator("#shared-command").inner_text()
    page.locator("#simulation").get_by_role("button", name="Sauvegarder").click()
    page.get_by_role("dialog").get_by_role("button", name="Sauvegarder", exact=True).click()
    links = [page.url, shared, page.locator("#saved a").get_attribute("href")]
    for link in links:
        elsewhere(page)
        page.goto(link or "")
        expect(page.locator("#score")).to_have_text(score)
        expect(page.locator("body")).to_have_attribute("data-version", ALTERED)
    # The same simulation was saved with that version: it opens there from the other one's page.
    page.goto("/versions/v7.0.0/textile/")
    href = page.locator("#saved a").get_attribute("href")
    assert (href or "").startswith(f"/versions/{ALTERED}/textile/#{ALTERED}/ecs/")


def test_the_command_of_a_member_keeps_a_place_for_a_token(member: Page) -> None:
    member.goto("/textile/")
    command = member.locator("#shared-command").text_content() or ""
    assert '-H "authorization: Bearer VOTRE-JETON"' in command
    member.locator("#simulation").get_by_role("button", name="Partager").click()
    dialog = member.get_by_role("dialog", name="Partager")
    expect(dialog.get_by_text("À la place de VOTRE-JETON")).to_be_visible()
    expect(dialog.get_by_role("link", name="vos jetons")).to_have_attribute(
        "href", "/compte/jetons/"
    )


def test_the_command_of_anyone_needs_no_token(page: Page) -> None:
    page.goto("/textile/")
    command = page.locator("#shared-command").text_content() or ""
    assert "/versions/v7.0.0/api/textile/simulator" in command
    assert "authorization" not in command
    expect(page.get_by_text("VOTRE-JETON")).to_have_count(0)
