"""Fixtures shared by all tests."""

import itertools
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from foundation import notices
from scoring.engine.method import Method, load_method
from tests.site.server import Server

REPOSITORY = Path(__file__).parents[1]


@pytest.fixture(scope="session", autouse=True)
def collected_static_files() -> None:
    """Collect the static files, as the run command does before it serves."""
    call_command("collectstatic", "--no-input", stdout=StringIO())


@pytest.fixture(scope="session")
def notice_directories(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Directories that nothing has been said in."""
    parent = tmp_path_factory.mktemp("notices")
    return (parent / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def nothing_said(settings: Settings, notice_directories: Iterator[Path]) -> None:
    """Let no test's log lines be left unsaid because another test has just caused them."""
    settings.COUNTER_DIR = next(notice_directories)
    notices._said.clear()
    notices._unsaid.clear()


@pytest.fixture(scope="session")
def method() -> Method:
    """The shipped v7.0.0."""
    return load_method(REPOSITORY / "scoring" / "data" / "v7.0.0")


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real instance with the default settings, two workers, and nobody's token."""
    with Server(tmp_path_factory.mktemp("live"), WEB_CONCURRENCY="2") as started:
        yield started
