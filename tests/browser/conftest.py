"""A real instance, and a real Chromium that reports everything a page does wrong.

Without a browser (``chromium.py``) the tests are skipped, and fail where ``CI`` is set.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
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
from tests.browser.watched import Watch
from tests.site.commands import manage_served
from tests.site.databases import make_served_database
from tests.site.server import Server

# In milliseconds: how long a page may wait on a busy machine.
PATIENCE = 30_000
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


@contextmanager
def visitor_in_french(browser: Browser, instance: Server) -> Iterator[BrowserContext]:
    """A visitor with nothing kept, in French, on a wide screen."""
    opened = browser.new_context(
        base_url=instance.address,
        locale="fr-FR",
        viewport={"width": 1280, "height": 900},
        # Colours in the middle of a transition would be measured.
        reduced_motion="reduce",
    )
    opened.set_default_timeout(PATIENCE)
    yield opened
    opened.close()


@pytest.fixture
def context(browser: Browser, instance: Server) -> Iterator[BrowserContext]:
    """A visitor with nothing kept, in French, on a wide screen."""
    with visitor_in_french(browser, instance) as opened:
        yield opened


@pytest.fixture
def watch(context: BrowserContext, instance: Server) -> Iterator[Watch]:
    """Collects what goes wrong on the context's pages, and fails the test on any of it."""
    watching = Watch(urlsplit(instance.address).netloc)
    context.on("page", watching.follow)
    yield watching
    watching.check()


@pytest.fixture
def page(context: BrowserContext, watch: Watch) -> Page:
    """A watched page."""
    return context.new_page()


@pytest.fixture
def requests(page: Page) -> list[Request]:
    """Collects the requests that the page sends."""
    sent: list[Request] = []

    def keep(request: Request) -> None:
        sent.append(request)

    page.on("request", keep)
    return sent


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
