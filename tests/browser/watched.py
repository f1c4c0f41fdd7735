"""What no page may do, and the checks that every page must pass."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from justhtml import JustHTML
from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page, Request

from tests.browser.looks import ONE_OF_EACH_LOOK

SERIOUS = ("serious", "critical")
# Half a megabyte of script, loaded into a page once.
AXE = Axe().axe_script
CONTRAST = "color-contrast"


class Watch:
    """Collects the errors of pages: console errors, blocked content, requests to other hosts."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.faults: list[str] = []
        self.expected: tuple[str, ...] = ()

    @contextmanager
    def over(self, context: BrowserContext) -> Iterator[None]:
        """Watch the pages of a context, those that are opened too."""
        context.on("page", self.follow)
        for page in context.pages:
            self.follow(page)
        yield
        context.remove_listener("page", self.follow)
        for page in context.pages:
            self.leave(page)

    def follow(self, page: Page) -> None:
        """Watch one page."""
        page.on("console", self._console)
        page.on("pageerror", self._exception)
        page.on("request", self._request)

    def leave(self, page: Page) -> None:
        """Stop watching: another test continues with the page."""
        page.remove_listener("console", self._console)
        page.remove_listener("pageerror", self._exception)
        page.remove_listener("request", self._request)

    def expect(self, *words: str) -> None:
        """Ignore the console errors that contain one of these words, such as an expected status."""
        self.expected += words

    def check(self) -> None:
        """Fail on any error collected."""
        faults = [
            fault for fault in self.faults if not any(word in fault for word in self.expected)
        ]
        assert not faults, "\n".join(faults)

    def _console(self, message: ConsoleMessage) -> None:
        # A violation of the content security policy is a console error too.
        if message.type in ("error", "warning"):
            self.faults.append(f"console : {message.text}")

    def _exception(self, error: Error) -> None:
        self.faults.append(f"exception : {error}")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.netloc != self.host:
            self.faults.append(f"requête vers un autre hôte : {request.url}")


def check_accessibility(page: Page, within: str = "html", *rules: str) -> None:
    """axe-core finds no serious problem, contrast included, on the page or a part of it.

    With ``rules``, such as ``color-contrast``, only these are checked.
    """
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE)
    violations = _found(page, within, {"runOnly": rules} if rules else {})
    found = [
        f"{violation['id']} ({violation['impact']}) : {violation['help']}\n    "
        + "\n    ".join(node["html"][:200] for node in violation["nodes"][:5])
        for violation in violations
        if violation["impact"] in SERIOUS
    ]
    assert not found, "\n".join([page.url, *found])


def _found(page: Page, within: str, options: dict[str, object]) -> list[dict[str, Any]]:
    """Return axe-core's violations; contrast is checked on one text of each style."""
    found: list[dict[str, Any]] = page.evaluate(
        f"""async ([within, options]) => {{
          const looks = {ONE_OF_EACH_LOOK};
          // The documentation viewer is a package's, with faults of its own: the list of operations
          // that the page holds without it is what is checked.
          const viewer = ".swagger-ui";
          const context = {{ include: [[within]], exclude: [[viewer]] }};
          // Problems are reported with the element's HTML, not with its position.
          const all = {{ resultTypes: ["violations"], selectors: false, ...options }};
          const texts = looks(within, viewer);
          texts.forEach((text) => text.setAttribute("data-look", ""));
          axe.configure({{ rules: [{{ id: "{CONTRAST}", selector: "[data-look]" }}] }});
          const {{ violations }} = await axe.run(context, all);
          texts.forEach((text) => text.removeAttribute("data-look"));
          return violations;
        }}""",
        [within, options],
    )
    return found


def check_html(text: str) -> None:
    """The page is well-formed HTML."""
    document = JustHTML(text, collect_errors=True)
    faults = [f"ligne {error.line} : {error.code} {error.message}" for error in document.errors]
    assert not faults, "\n".join(faults)


def check_width(page: Page) -> None:
    """The page does not scroll sideways."""
    overflow = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert overflow <= 0, f"{page.url} dépasse de {overflow} px"
