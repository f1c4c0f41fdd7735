"""Fixtures shared by all tests."""

import gc
import itertools
import os
import re
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from pytest_django import Settings
from whitenoise.base import WhiteNoise

from foundation import notices
from foundation.frames import roomy
from scoring.engine.method import Method, load_method
from tests.site.server import Server

REPOSITORY = Path(__file__).parents[1]
# Most tests of these directories start servers, each with settings of its own.
_OF_SERVERS = {"operation", "deployment"}


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Collect the static files where some have changed, as the run command does before it serves.

    Once, before the workers of a parallel run start: two would write the same files.
    """
    if hasattr(session.config, "workerinput"):
        return
    sources = [*REPOSITORY.glob("static/**/*"), *REPOSITORY.glob("requirements/*.txt")]
    collected = REPOSITORY / "staticfiles" / "staticfiles.json"
    latest = max(path.stat().st_mtime for path in sources)
    if not collected.exists() or collected.stat().st_mtime < latest:
        call_command("collectstatic", "--no-input", stdout=StringIO())
        # An unchanged manifest is not written again.
        collected.touch()


def pytest_configure(config: pytest.Config) -> None:
    """Give each process of a parallel run counters of its own: tests count, and start afresh."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
    counters = settings.CACHES["default"]
    if settings.REDIS_URL:
        number = int(worker.removeprefix("gw")) + 1
        counters["LOCATION"] = re.sub(r"(/\d*)?$", f"/{number}", counters["LOCATION"], count=1)
    else:
        counters["LOCATION"] = f"{counters['LOCATION']}-tests-{worker}"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what uses the database for "make test-services", and servers for "make test-fast".

    A test of a browser, a server or a service that fails is run once more: it shares the machine
    with others, whose load no timeout can foresee. The summary lists it, as one to be mended.
    """
    for item in items:
        names = set(getattr(item, "fixturenames", ()))
        stores = item.get_closest_marker("django_db") or names & {"db", "transactional_db"}
        if stores and not item.get_closest_marker("any_store"):
            item.add_marker("services")
        if names & {"live", "server", "instance", "browser"}:
            item.add_marker("slow")
        if item.get_closest_marker("slow") or item.path.parent.name in _OF_SERVERS:
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.hookimpl(trylast=True, specname="pytest_collection_modifyitems")
def pytest_start_the_longest_first(items: list[pytest.Item]) -> None:
    """Give processes that share the tests the longest first, after the order was made random.

    Started last, one of a minute would run alone while the other processes have nothing left to do.
    """
    if "PYTEST_XDIST_WORKER" in os.environ:
        items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Exclude imported modules and collected tests from garbage collection.

    They are never garbage, and scanning them repeatedly took 8 % of the time of the tests of pages.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> None:
    """Give each test room for its frames, as servers do: a fifth of the time of tests of pages."""
    pyfuncitem.obj = roomy(pyfuncitem.obj)


@pytest.fixture(scope="session", autouse=True)
def static_files_looked_at_once() -> Iterator[None]:
    """Each client has middleware of its own, which would look at every static file again.

    That took most of the time of most tests of pages; the collected files change for none of them.
    """
    known: dict[tuple[object, ...], Mapping[str, object]] = {}
    look_at_all = WhiteNoise.update_files_dictionary

    def look_once(self: WhiteNoise, root: str, prefix: str) -> None:
        options = (self.max_age, self.allow_all_origins, self.charset, self.index_file)
        key = (type(self), root, prefix, *options)
        if key not in known:
            look_at_all(self, root, prefix)
            known[key] = dict(self.files)
        self.files.update(known[key])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoise, "update_files_dictionary", look_once)
        yield


@pytest.fixture(scope="session")
def notice_directories(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Directories that nothing has been said in."""
    parent = tmp_path_factory.mktemp("notices")
    return (parent / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def nothing_said(settings: Settings, notice_directories: Iterator[Path]) -> None:
    """Reset the log throttling, so that no test suppresses the log lines of the next one."""
    settings.COUNTER_DIR = next(notice_directories)
    notices._last_logged.clear()
    notices._suppressed.clear()


@pytest.fixture(scope="session")
def method() -> Method:
    """The shipped v7.0.0."""
    return load_method(REPOSITORY / "scoring" / "data" / "v7.0.0")


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real instance with the default settings, two workers, and nobody's token."""
    with Server(tmp_path_factory.mktemp("live"), WEB_CONCURRENCY="2") as started:
        yield started
