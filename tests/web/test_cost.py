"""No request costs much: the largest bodies are sent to every route that takes one.

Processor time is measured, of this process alone, with a wide margin: the dearest takes a fifth of
what is allowed here, and what these tests guard against took several seconds.

A form none of whose fields a view looks for is to that view an empty form, and is read before it by
what all views share: such forms are sent to one page. A witness says what each view looks for.
"""

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import resolve

from foundation.paths import is_api_path
from scoring.engine.method import Method
from tests.site.every_route import every_address
from tests.site.witness import ASKED, WALKED
from tests.web.largest import LIMIT, documents, forms

pytestmark = [pytest.mark.slow, pytest.mark.any_store]

NamedForm = tuple[str, bytes, frozenset[str]]
# The dearest takes a fifth of a second on a quiet machine, twice that on a busy one.
SECONDS = 1.0
LARGEST_ANSWER = 4_000_000
FORM = "application/x-www-form-urlencoded"


def paths() -> list[str]:
    """An address of each view; those of a pinned version have the same views."""
    found: dict[str, str] = {}
    for address in every_address():
        match = resolve(address.path)
        values = {name: value for name, value in match.kwargs.items() if name != "version"}
        found.setdefault(f"{match.func!r} {values}", address.path)
    return sorted(found.values())


# The page that gets every form, those that it looks for nothing of as well.
SHOWN_ALL = "/textile/"


@pytest.fixture(scope="module")
def named_forms(method: Method) -> list[NamedForm]:
    """Every form, with the names of its fields."""
    return [
        (name, body, frozenset(part.partition(b"=")[0].decode() for part in body.split(b"&")))
        for name, body in forms(method.dataset)
    ]


@pytest.fixture
def administrator(client: Client, db: None, settings: Any) -> Client:
    """Whom every page is open to, and whose simulations have the most figures."""
    settings.RATELIMIT_MAX_RPM = 0
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.site.witness.Witness"]
    client.force_login(get_user_model().objects.create_superuser(email="a@example.org"))
    return client


@pytest.mark.parametrize("path", paths())
def test_the_largest_bodies_are_answered_at_once(
    administrator: Client, method: Method, named_forms: list[NamedForm], path: str
) -> None:
    api = is_api_path(path)
    kind = "application/json" if api else FORM
    empty = administrator.post(path, b"", content_type=kind)
    if not reads_a_body(path, empty):
        return
    for name, body in documents(method.dataset) if api else looked_for(path, empty, named_forms):
        assert len(body) <= LIMIT, name
        start = time.process_time()
        answer = administrator.post(path, body, content_type=kind)
        spent = time.process_time() - start
        assert answer.status_code < 500, name
        assert spent < SECONDS, (name, spent)
        assert len(answer.content) < LARGEST_ANSWER, name


def reads_a_body(path: str, empty: Any) -> bool:
    """Whether the view of an address looks at what is posted to it, by its answer to nothing."""
    if is_api_path(path):
        return empty.status_code != 404
    return goes_through_all(empty) or bool(asked_by(empty))


def looked_for(path: str, empty: Any, named_forms: list[NamedForm]) -> Iterator[tuple[str, bytes]]:
    """The forms that a view does not take for an empty one."""
    all_of_them = path == SHOWN_ALL or goes_through_all(empty)
    asked = asked_by(empty)
    for name, body, names in named_forms:
        if all_of_them or asked & names:
            yield name, body


def asked_by(answer: Any) -> set[str]:
    """The names of the fields that the view looked up."""
    return {unquote(name) for name in answer.headers.get(ASKED, "").split(",") if name}


def goes_through_all(answer: Any) -> bool:
    """Whether the view reads any field; nothing is known of one that was not reached."""
    return bool(answer.headers.get(WALKED) != "False")
