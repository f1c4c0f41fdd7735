"""No request is expensive: the largest bodies are sent to every route that accepts one.

The processor time of this process is measured, with a wide margin: the slowest takes a tenth of
what is allowed here, and what these tests guard against took several seconds.

A form without any field that a view reads is an empty form to that view, and is only parsed by code
that all views share: such forms are sent to one page. A witness says which fields each view reads.
"""

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from foundation.paths import is_api_path
from scoring.engine.method import Method
from tests.site.every_route import every_address, of_each_view
from tests.site.witness import ASKED, WALKED
from tests.web.largest import LIMIT, documents, forms

pytestmark = [pytest.mark.slow, pytest.mark.any_store]

NamedForm = tuple[str, bytes, frozenset[str]]
# The slowest takes a fifth of a second on an idle machine, five times that on a slow and busy one.
SECONDS = 2.5
LARGEST_ANSWER = 4_000_000
FORM = "application/x-www-form-urlencoded"


def paths() -> list[str]:
    """A URL of each view."""
    return sorted(address.path for address in of_each_view(every_address()))


# The page that gets every form, including those of which it reads nothing.
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
    """A user who may see every page, and whose simulations have the most figures."""
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
    """Whether a view reads posted data, judging by its response to an empty form."""
    if is_api_path(path):
        return empty.status_code != 404
    return goes_through_all(empty) or bool(asked_by(empty))


def looked_for(path: str, empty: Any, named_forms: list[NamedForm]) -> Iterator[tuple[str, bytes]]:
    """The forms that are not empty to a view."""
    all_of_them = path == SHOWN_ALL or goes_through_all(empty)
    asked = asked_by(empty)
    for name, body, names in named_forms:
        if all_of_them or asked & names:
            yield name, body


def asked_by(answer: Any) -> set[str]:
    """The names of the fields that the view read."""
    return {unquote(name) for name in answer.headers.get(ASKED, "").split(",") if name}


def goes_through_all(answer: Any) -> bool:
    """Whether the view reads any field of a form; unknown for a view that was not reached."""
    return bool(answer.headers.get(WALKED) != "False")
