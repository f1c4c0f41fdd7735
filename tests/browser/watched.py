"""What no page may do, and the checks that every page must pass."""

from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from justhtml import JustHTML
from playwright.sync_api import ConsoleMessage, Error, Page, Request

SERIOUS = ("serious", "critical")
# Half a megabyte of script, loaded into a page once.
AXE = Axe().axe_script


class Watch:
    """Collects the errors of pages: console errors, blocked content, requests to other hosts."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.faults: list[str] = []
        self.expected: tuple[str, ...] = ()

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
    # Problems are reported with the element's HTML, not with its position.
    options: dict[str, object] = {"resultTypes": ["violations"], "selectors": False}
    if rules:
        options["runOnly"] = list(rules)
    # The documentation viewer is a package's, with faults of its own: the list of operations that
    # the page holds without it is what is checked.
    context = {"include": [[within]], "exclude": [[".swagger-ui"]]}
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE)
    violations = page.evaluate(
        "async ([context, options]) => (await axe.run(context, options)).violations",
        [context, options],
    )
    found = [
        f"{violation['id']} ({violation['impact']}) : {violation['help']}\n    "
        + "\n    ".join(node["html"][:200] for node in violation["nodes"][:5])
        for violation in violations
        if violation["impact"] in SERIOUS
    ]
    assert not found, "\n".join([page.url, *found])


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
