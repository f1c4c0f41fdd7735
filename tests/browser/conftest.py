"""A real instance, and a real Chromium that reports everything a page does wrong.

Without a browser (``chromium.py``) the tests are skipped, and fail where ``CI`` is set.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Request,
    expect,
    sync_playwright,
)

from tests.browser.chromium import CHROMIUM, FLAGS
from tests.browser.visitors import LANGUAGES, PATIENCE, Visitors, visiting
from tests.browser.watched import Watch
from tests.site.commands import manage_served
from tests.site.databases import make_served_database
from tests.site.server import Server

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An instance of its own, with its routes logged."""
    data = tmp_path_factory.mktemp("browser")
    make_served_database(data)
    with Server(data, WEB_CONCURRENCY="1", LOG_LEVEL="INFO") as started:
        yield started


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once."""
    if not CHROMIUM.exists():
        message = (
            f"Chromium n'est pas installé ({CHROMIUM}) ; la variable CHROMIUM donne son chemin."
        )
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    # The library keeps a loop of events in this thread, where Django then refuses its database to
    # all tests that come after, although nothing here is asynchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture(scope="session")
def visitors(browser: Browser) -> Iterator[Visitors]:
    """Visitors whose page tests take over from each other."""
    with Visitors(browser) as known:
        yield known


@pytest.fixture
def watch(instance: Server) -> Iterator[Watch]:
    """Collects what goes wrong on the pages of a test, and fails the test on any of it."""
    watching = Watch(urlsplit(instance.address).netloc)
    yield watching
    watching.check()


@pytest.fixture
def context(visitors: Visitors, instance: Server, watch: Watch) -> Iterator[BrowserContext]:
    """A visitor with nothing kept, in French, on a wide screen."""
    opened = visitors.page(instance.address).context
    with watch.over(opened):
        yield opened


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A watched page."""
    return context.pages[0]


@pytest.fixture
def fresh(browser: Browser, instance: Server, watch: Watch) -> Iterator[Page]:
    """A watched page of a visitor whom no other test has seen, or will see."""
    with visiting(browser, instance.address) as opened, watch.over(opened):
        yield opened.new_page()


@pytest.fixture
def plain(visitors: Visitors, instance: Server, watch: Watch) -> Iterator[Page]:
    """A watched page of a visitor whose browser runs no scripts."""
    opened = visitors.page(instance.address, java_script_enabled=False)
    with watch.over(opened.context):
        yield opened


@pytest.fixture
def page_in(visitors: Visitors, instance: Server, watch: Watch) -> Iterator[Callable[..., Page]]:
    """Gives a watched page of someone who reads a language of ours, with or without scripts."""
    with ExitStack() as watches:

        def opened(language: str, *, scripts: bool = True) -> Page:
            options = {"locale": LANGUAGES[language], "java_script_enabled": scripts}
            page = visitors.page(instance.address, **options)
            watches.enter_context(watch.over(page.context))
            return page

        yield opened


@pytest.fixture
def requests(page: Page) -> Iterator[list[Request]]:
    """Collects the requests that the page sends."""
    sent: list[Request] = []

    def keep(request: Request) -> None:
        sent.append(request)

    page.on("request", keep)
    yield sent
    page.remove_listener("request", keep)


@pytest.fixture(scope="session")
def session_key(instance: Server) -> str:
    """A session of someone who has an account on the instance."""
    code = (
        "from importlib import import_module\n"
        "from django.conf import settings\n"
        "from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY\n"
        "from accounts.models import User\n"
        "user = User.objects.create_user('membre@example.org')\n"
        "store = import_module(settings.SESSION_ENGINE).SessionStore()\n"
        "store[SESSION_KEY] = str(user.pk)\n"
        "store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]\n"
        "store[HASH_SESSION_KEY] = user.get_session_auth_hash()\n"
        "store.create()\n"
        "print(store.session_key)"
    )
    run = manage_served(instance.data, "shell", "--no-imports", "-c", code)
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


@pytest.fixture
def member(context: BrowserContext, instance: Server, session_key: str, page: Page) -> Page:
    """A watched page of someone who is signed in."""
    context.add_cookies([{"name": "sessionid", "value": session_key, "url": instance.address}])
    return page
