"""No figure is shown as current when it is not: slow, stopped and broken servers."""

import os
import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.proxy import BAD_GATEWAY, SIGN_IN, Proxy
from tests.browser.simulations import answer_of, french, link_of, query_of, unfold
from tests.browser.visitors import Visitors
from tests.browser.watched import Watch, check_accessibility, check_html, check_width
from tests.conformance.test_textile import PORTAL_TSHIRT
from tests.site.databases import make_served_database
from tests.site.server import Server

DEFAULT_SCORE = "1\u202f586"
WAITING = ("open-save", "open-share", "open-download")
# What Chromium logs to the console about a failed request.
FAILURES = ("Failed to load resource", "ERR_")


@pytest.fixture(scope="module")
def proxy(instance: Server) -> Iterator[Proxy]:
    with Proxy(instance.port) as between:
        yield between


@pytest.fixture
def away(visitors: Visitors, watch: Watch, proxy: Proxy) -> Iterator[Page]:
    """A page that reaches the instance through the proxy."""
    watch.host = proxy.address.removeprefix("http://").strip("/")
    opened = visitors.page(proxy.address)
    with watch.over(opened.context):
        yield opened


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Server]:
    """An instance that the test can stop and start again."""
    make_served_database(tmp_path)
    with Server(tmp_path, WEB_CONCURRENCY="1") as started:
        yield started


def expect_current(page: Page) -> None:
    expect(page.locator("#results")).not_to_have_attribute("aria-busy", "true")
    expect(
        page.locator("#results .outdated, #results .computing").locator("visible=true")
    ).to_have_count(0)
    for button in WAITING:
        expect(page.locator(f"#{button}")).to_be_enabled()


def expect_waiting(page: Page) -> None:
    for button in WAITING:
        expect(page.locator(f"#{button}")).to_be_disabled()
    expect(page.locator("#simulation-waits")).to_be_visible()
    page.locator("#open-save").click(force=True)
    expect(page.locator("dialog:modal")).to_have_count(0)


def expect_stale(page: Page, why: str) -> None:
    mark = page.locator("#results .outdated")
    expect(mark).to_be_visible()
    expect(mark).to_contain_text("Résultat pas à jour.")
    expect(mark).to_contain_text(why)
    expect(mark.get_by_role("button", name="Réessayer")).to_be_enabled()
    expect_waiting(page)


def change_the_garment(page: Page) -> None:
    page.locator("#field-mass").fill("0.31")


def change_the_recipe(page: Page) -> None:
    page.locator("#field-ingredient-0-mass").fill("310")


def change_the_product(page: Page) -> None:
    page.locator("#field-component-0-quantity").fill("3")


def open_a_product(page: Page, address: str) -> None:
    page.goto(address)
    if page.locator("#add-own").count():
        page.locator("#add-own").click()
        page.locator("#picker-materials [data-value]").first.click()
        expect(page.locator("#field-component-0-quantity")).to_be_visible()
    expect_current(page)


SIMULATORS = [
    ("textile/", change_the_garment),
    ("alimentaire/", change_the_recipe),
    ("objet/", change_the_product),
    ("veli/", change_the_product),
]


@pytest.mark.parametrize(("address", "change"), SIMULATORS)
def test_while_a_change_is_computed_the_score_says_so(
    away: Page, proxy: Proxy, address: str, change: Callable[[Page], None]
) -> None:
    open_a_product(away, proxy.address + address)
    score = away.locator("#score")
    before = score.inner_text()
    with proxy.held():
        change(away)
        expect(away.locator("#results .computing")).to_be_visible()
        expect(away.locator("#results")).to_have_attribute("aria-busy", "true")
        expect_waiting(away)
        expect(score).to_have_text(before)
    expect_current(away)
    expect(score).not_to_have_text(before)


def test_a_figure_is_not_current_before_the_typing_ends(page: Page) -> None:
    page.goto("/textile/")
    page.locator("#field-mass").press("End")
    # In one step: by the next command, the response might have arrived.
    busy = page.evaluate(
        """() => {
          const mass = document.getElementById("field-mass");
          mass.value = "0,3";
          mass.dispatchEvent(new Event("input", { bubbles: true }));
          return document.getElementById("results").getAttribute("aria-busy");
        }"""
    )
    assert busy == "true"
    expect(page.locator("#score")).not_to_have_text(DEFAULT_SCORE)
    expect_current(page)
    with page.expect_request("**/fragment/"):
        page.locator("#field-mass").fill("0,2")
    expect_current(page)


def test_an_answer_that_comes_while_one_types_is_not_current(away: Page, proxy: Proxy) -> None:
    away.goto(f"{proxy.address}textile/")
    first = away.locator("#results").get_attribute("data-fragment") or ""
    with proxy.held():
        with away.expect_request("**/fragment/"):
            away.locator("#field-mass").fill("0,3")
        # Faster than the pause after which typing counts as finished.
        away.evaluate(
            """() => {
              const mass = document.getElementById("field-mass");
              window.seen = [];
              new MutationObserver(() => window.seen.push(document.body.dataset.figure))
                .observe(document.body, { attributes: true });
              const type = () => {
                mass.value += "1";
                mass.dispatchEvent(new Event("input", { bubbles: true }));
              };
              // At once, for the answer may come before the second key.
              type();
              window.typing = setInterval(type, 40);
            }"""
        )
    expect(away.locator("#results")).not_to_have_attribute("data-fragment", first)
    assert "current" not in away.evaluate("clearInterval(window.typing), window.seen")
    expect_current(away)


def test_what_is_typed_and_taken_back_is_current_again(page: Page) -> None:
    page.goto("/textile/")
    mass = page.locator("#field-mass")
    mass.press("End")
    mass.press("5")
    mass.press("Backspace")
    expect_current(page)
    expect(page.locator("#score")).to_have_text(DEFAULT_SCORE)


def test_saving_waits_for_the_figure_and_then_opens(away: Page, proxy: Proxy) -> None:
    away.goto(f"{proxy.address}textile/")
    with proxy.held():
        away.locator("#field-mass").fill("0,175")
        away.locator("#open-save").click(force=True)
        expect(away.locator("dialog:modal")).to_have_count(0)
    expect(away.get_by_role("dialog", name="Sauvegarder")).to_be_visible()
    expect(away.locator("#save-name")).to_have_value(re.compile("0,175"))


def test_a_stopped_server_leaves_nothing_that_looks_current(
    page: Page, watch: Watch, alone: Server
) -> None:
    watch.expect(*FAILURES)
    watch.host = alone.address.removeprefix("http://").strip("/")
    page.goto(f"{alone.address}textile/")
    unfold(page, "price")
    page.locator("#field-price").fill("20")
    expect_current(page)
    score = page.locator("#score").inner_text()
    alone.__exit__(None, None, None)
    page.locator("#field-mass").fill("0,175")
    expect_stale(page, "Le serveur ne répond pas.")
    expect(page.locator("#score")).to_have_text(score)
    check_accessibility(page, "#simulator")
    check_html(page.locator("html").evaluate("node => '<!doctype html>' + node.outerHTML"))
    # A button pressed meanwhile is not forgotten either.
    page.locator("#add-material").click()
    page.keyboard.type("elasthane")
    page.keyboard.press("Enter")
    expect_stale(page, "Le serveur ne répond pas.")
    expect(page.locator("#field-material-1-share")).to_have_count(0)
    page.get_by_role("button", name="Réessayer").press("Enter")
    expect(page.get_by_role("button", name="Réessayer")).to_be_focused()
    expect_stale(page, "Le serveur ne répond pas.")
    alone.__enter__()
    page.get_by_role("button", name="Réessayer").click()
    expect(page.locator("#field-material-1-share")).to_be_visible()
    expect_current(page)
    query = query_of(page)
    assert query["mass"] == 0.175
    assert query["price"] == 20
    assert [item["id"] for item in query["materials"]] == ["ei-coton", "elasthane"]
    expected = answer_of(alone, "textile/simulator", query)["impacts"]["ecs"]
    expect(page.locator("#score")).to_have_text(french(expected))


def test_a_frozen_server_is_given_up_in_the_end(page: Page, watch: Watch, alone: Server) -> None:
    watch.expect(*FAILURES)
    watch.host = alone.address.removeprefix("http://").strip("/")
    page.goto(f"{alone.address}textile/")
    children = Path(f"/proc/{alone.process.pid}/task/{alone.process.pid}/children")
    processes = [alone.process.pid, *map(int, children.read_text().split())]
    for process in processes:
        os.kill(process, signal.SIGSTOP)
    try:
        page.locator("#field-mass").fill("0.4")
        expect(page.locator("#results .computing")).to_be_visible()
        expect_waiting(page)
        expect_stale(page, "Le serveur ne répond pas.")
    finally:
        for process in processes:
            os.kill(process, signal.SIGCONT)
    page.get_by_role("button", name="Réessayer").click()
    expect_current(page)
    assert query_of(page)["mass"] == 0.4


@pytest.mark.parametrize(
    ("answer", "why"),
    [(BAD_GATEWAY, "a rencontré une erreur"), (SIGN_IN, "ne répond pas")],
)
def test_an_answer_that_is_none_is_not_shown(
    away: Page, watch: Watch, proxy: Proxy, answer: bytes, why: str
) -> None:
    watch.expect(*FAILURES)
    away.goto(f"{proxy.address}textile/")
    with proxy.answering(answer):
        away.locator("#field-mass").fill("0.31")
        expect_stale(away, why)
        expect(away.locator("#score")).to_have_text(DEFAULT_SCORE)
    # Another change requests everything that was not answered.
    unfold(away, "price")
    away.locator("#field-price").fill("30")
    expect_current(away)
    query = query_of(away)
    assert (query["mass"], query["price"]) == (0.31, 30)


def test_too_many_requests_are_told_as_such(page: Page, watch: Watch, tmp_path: Path) -> None:
    watch.expect(*FAILURES)
    with Server(tmp_path, WEB_CONCURRENCY="1", RATELIMIT_MAX_RPM="2") as limited:
        watch.host = limited.address.removeprefix("http://").strip("/")
        page.goto(f"{limited.address}textile/")
        for mass in ("0.3", "0.4", "0.5"):
            page.locator("#field-mass").fill(mass)
            expect(page.locator("#results .computing")).to_be_hidden()
        expect_stale(page, "Trop de requêtes")


def test_a_cut_line_is_told_and_mends_itself(
    page: Page, context: BrowserContext, watch: Watch
) -> None:
    watch.expect(*FAILURES)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/textile/")
    context.set_offline(True)
    page.locator("#field-mass").fill("0.31")
    bar = page.locator(".score-bar")
    expect(bar.get_by_text("Pas à jour")).to_be_visible()
    expect(bar.locator("strong")).to_be_in_viewport(ratio=1)
    expect(bar.get_by_role("button", name="Réessayer")).to_be_in_viewport()
    check_width(page)
    check_accessibility(page, ".score-bar")
    context.set_offline(False)
    expect(bar.get_by_text("Pas à jour")).to_be_hidden()
    expect_current(page)
    assert query_of(page)["mass"] == 0.31


def test_a_link_that_got_no_answer_shows_no_other_product(
    away: Page, watch: Watch, proxy: Proxy
) -> None:
    watch.expect(*FAILURES)
    with proxy.answering(BAD_GATEWAY):
        away.goto(f"{proxy.address}textile/#{link_of(PORTAL_TSHIRT)}")
        expect(away.locator("#not-opened")).to_contain_text("La simulation n’est pas affichée.")
        expect(away.locator("#score")).to_be_hidden()
        check_accessibility(away)
    away.locator("#not-opened").get_by_role("button", name="Réessayer").click()
    expect(away.locator("#score")).to_have_text("1\u202f755")
    expect(away.locator("#not-opened")).to_be_hidden()
    expect_current(away)


def test_a_late_answer_replaces_nothing_newer(away: Page, proxy: Proxy) -> None:
    away.goto(f"{proxy.address}textile/")
    away.locator("#field-mass").fill("0.3")
    expect_current(away)
    with proxy.held():
        with away.expect_request("**/fragment/"):
            away.locator("#field-mass").fill("0.9")
        # An undo meanwhile is requested at once; then both responses arrive.
        with away.expect_request("**/fragment/"):
            away.locator("#undo").click()
        away.wait_for_timeout(300)
        expect(away.locator("#results .outdated")).to_be_hidden()
        expect(away.locator("#results .computing")).to_be_visible()
    expect(away.locator("#score")).to_have_text(DEFAULT_SCORE)
    expect_current(away)
    expect(away.locator("#field-mass")).to_have_value("0,17")
    assert query_of(away)["mass"] == 0.17


def test_a_late_answer_does_not_come_in_place_of_a_broken_link(away: Page, proxy: Proxy) -> None:
    away.goto(f"{proxy.address}textile/")
    with proxy.held():
        with away.expect_request("**/fragment/"):
            away.locator("#field-mass").fill("0.9")
        away.goto(f"{proxy.address}textile/#ecs/$$$")
        expect(away.locator(".broken-link")).to_be_visible()
    away.wait_for_timeout(300)
    expect(away.locator(".broken-link")).to_be_visible()
    away.go_back()
    expect(away.locator("#score")).to_be_visible()
    expect_current(away)


def test_many_changes_over_a_slow_line_end_with_the_last_ones(
    away: Page, proxy: Proxy, instance: Server
) -> None:
    away.goto(f"{proxy.address}textile/")
    unfold(away, "numberOfReferences")
    with proxy.held():
        with away.expect_request("**/fragment/"):
            away.locator("#field-countryMaking").select_option("FR")
        away.locator("#field-mass").fill("0.22")
        away.locator("#field-upcycled").check()
        away.locator("#field-numberOfReferences").fill("300")
        away.wait_for_timeout(400)
    expect_current(away)
    query = query_of(away)
    assert query["countryMaking"] == "FR"
    assert (query["mass"], query["numberOfReferences"], query["upcycled"]) == (0.22, 300, True)
    expected = answer_of(instance, "textile/simulator", query)["impacts"]["ecs"]
    expect(away.locator("#score")).to_have_text(french(expected))


def test_an_explanation_that_cannot_be_had_says_so(away: Page, watch: Watch, proxy: Proxy) -> None:
    watch.expect(*FAILURES, "Response Status Error")
    away.goto(f"{proxy.address}textile/")
    unfold(away, "makingWaste")
    summary = away.locator("#stage-making .explain summary")
    with proxy.answering(BAD_GATEWAY):
        summary.click()
        expect(away.locator("#explain-making")).to_contain_text("n’a pas répondu")
    summary.click()
    summary.click()
    expect(away.locator("#explain-making table").first).to_be_visible()
