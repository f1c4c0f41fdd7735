"""A page that one test takes over from another has nothing of what that one kept or began."""

from playwright.sync_api import ConsoleMessage, Page, Request

from tests.browser.visitors import Visitors
from tests.site.server import Server

BEGUN = """() => {
  const keep = () => {
    localStorage.setItem("former", "x");
    sessionStorage.setItem("former", "x");
  };
  const ask = () => fetch("/xxx/").then(keep, keep);
  keep();
  addEventListener("pagehide", keep);
  document.addEventListener("visibilitychange", keep);
  ask();
  setInterval(ask, 1);
  setTimeout(() => console.error("late"), 30);
  const draw = () => { keep(); requestAnimationFrame(draw); };
  draw();
}"""
KEPT = "[localStorage.length, sessionStorage.length]"


def test_nothing_of_a_former_test_comes_after_it(visitors: Visitors, instance: Server) -> None:
    former = visitors.page(instance.address)
    former.goto("/textile/")
    former.evaluate(BEGUN)
    page = visitors.page(instance.address)
    assert page is former
    said: list[str] = []
    asked: list[str] = []

    def hear(request: Request) -> None:
        asked.append(request.url)

    def listen(message: ConsoleMessage) -> None:
        said.append(message.text)

    page.on("request", hear)
    page.on("console", listen)
    assert page.evaluate(KEPT) == [0, 0]
    page.wait_for_timeout(100)
    # An address that differs by the fragment alone is loaded all the same.
    page.goto("/textile/#contenu")
    assert page.locator("#score").count() == 1
    assert not [address for address in asked if address.endswith("/xxx/")]
    assert "former" not in page.evaluate("Object.keys({...localStorage, ...sessionStorage})")
    assert said == []
    page.remove_listener("request", hear)
    page.remove_listener("console", listen)


def test_a_page_without_scripts_is_loaded_again_too(plain: Page, visitors: Visitors) -> None:
    plain.goto("/textile/")
    plain.evaluate("document.getElementById('score').remove()")
    address = plain.url.removesuffix("textile/")
    assert visitors.page(address, java_script_enabled=False) is plain
    plain.goto("/textile/#contenu")
    assert plain.locator("#score").count() == 1
