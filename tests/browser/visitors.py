"""Visitors of an instance, each with nothing kept, and how they get from page to page."""

import contextlib
import os
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Self

from playwright.sync_api import Browser, BrowserContext, Error, Locator, Page, Route, ViewportSize

# Of the pages, and of the browsers that ask for them.
LANGUAGES = {"fr": "fr-FR", "en": "en-GB"}
# In milliseconds: how long a page may wait on a busy machine.
PATIENCE = 30_000
# In milliseconds: how late scripts, style sheets and answers come, to find tests that do not wait.
SLOW = int(os.environ.get("SLOW_SCRIPTS", "0"))
_SLOWED = {"script", "stylesheet", "fetch", "xhr"}


WIDE: ViewportSize = {"width": 1280, "height": 900}
# A page without scripts, where nothing can be kept again.
_PLAIN = "/robots.txt"
# What a page still has to do is given up, and its listeners are taken away with its content. With
# another address than any test's, the next page is loaded even if it differs by its fragment alone.
_PUT_DOWN = """
(plain) => {
  window.stop();
  for (let last = setTimeout(() => {}); last > 0; last -= 1) clearTimeout(last);
  for (let last = requestAnimationFrame(() => {}); last > 0; last -= 1) cancelAnimationFrame(last);
  document.open();
  document.close();
  history.replaceState(null, "", plain);
  localStorage.clear();
  sessionStorage.clear();
}
"""


@contextmanager
def visiting(browser: Browser, address: str, **options: Any) -> Iterator[BrowserContext]:
    """A visitor in French, on a wide screen, unless the options of the context say otherwise."""
    usual: dict[str, Any] = {
        "base_url": address,
        "locale": LANGUAGES["fr"],
        "viewport": WIDE,
        # Colours in the middle of a transition would be measured.
        "reduced_motion": "reduce",
    }
    opened = browser.new_context(**usual | options)
    opened.set_default_timeout(PATIENCE)
    if SLOW:
        opened.route("**/*", _come_late)
    try:
        yield opened
    finally:
        opened.close()


class Visitors:
    """Visitors whose page one test takes over from another, as nothing was kept or changed.

    A page in a context of its own takes half a second of the processor more. A test that changes
    what cannot be put back (``add_init_script``), or looks at the cache, needs one all the same.
    The page is put down where it is: left for another, its scripts would be parsed once more.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._known: dict[tuple[Any, ...], Page] = {}
        self._opened = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    def page(self, address: str, **options: Any) -> Page:
        """The page of the visitor with these options of the context."""
        key = (address, *sorted(options.items()))
        known = self._known.get(key)
        if known is None or known.is_closed():
            context = self._opened.enter_context(visiting(self._browser, address, **options))
            known = self._known[key] = context.new_page()
        else:
            _clean(known, address)
        return known


def _clean(page: Page, address: str) -> None:
    context = page.context
    for other in context.pages:
        if other is not page:
            other.close()
    page.unroute_all(behavior="ignoreErrors")
    context.set_offline(False)
    context.set_extra_http_headers({})
    context.clear_permissions()
    context.clear_cookies()
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light")
    page.mouse.move(0, 0)
    if page.url.startswith(address):
        with contextlib.suppress(Error):
            # Twice: what the page had requested fails at the first, and what waited for it goes on.
            page.evaluate(_PUT_DOWN, _PLAIN)
            page.evaluate(_PUT_DOWN, _PLAIN)
            return
    elsewhere(page)
    page.evaluate("localStorage.clear(); sessionStorage.clear()")


def _come_late(route: Route) -> None:
    # The page may be left meanwhile.
    with contextlib.suppress(Error):
        if route.request.resource_type in _SLOWED:
            route.request.frame.page.wait_for_timeout(SLOW)
        route.continue_()


@contextmanager
def another_page(page: Page) -> Iterator[None]:
    """What the block does leads to another page: wait until the scripts of that one have run.

    A wait begun after the press may end at once, for the page that is being left.
    """
    with page.expect_event("domcontentloaded"):
        yield


def follow(link: Locator) -> None:
    """Press a link or a button that leads to another page, and wait for that page."""
    with another_page(link.page):
        link.click()


def elsewhere(page: Page) -> None:
    """Leave for a page of the instance that nothing is looked at on.

    An address that differs from that of the page by its fragment alone is loaded afterwards. The
    empty page of the browser would do the same, in a process of its own, for three times as much.
    """
    page.goto(_PLAIN)


def open_tab(link: Locator) -> Page:
    """Press a link or a button that opens a tab, and wait for the page that comes in it."""
    with link.page.context.expect_page() as opening:
        link.click()
    tab = opening.value
    # Its first page may be empty.
    tab.wait_for_url(re.compile("^http"), wait_until="domcontentloaded")
    return tab
