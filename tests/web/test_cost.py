"""No request costs much: the largest bodies are sent to every route that takes one.

Processor time is measured, of this process alone, with a wide margin: the dearest takes a fifth of
what is allowed here, and what these tests guard against took several seconds.
"""

import time
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import resolve

from foundation.paths import is_api_path
from scoring.engine.method import Method
from tests.site.every_route import every_address
from tests.web.largest import LIMIT, documents, forms

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


@pytest.fixture
def administrator(client: Client, db: None, settings: Any) -> Client:
    """Whom every page is open to, and whose simulations have the most figures."""
    settings.RATELIMIT_MAX_RPM = 0
    client.force_login(get_user_model().objects.create_superuser(email="a@example.org"))
    return client


@pytest.mark.parametrize("path", paths())
def test_the_largest_bodies_are_answered_at_once(
    administrator: Client, method: Method, path: str
) -> None:
    api = is_api_path(path)
    kind = "application/json" if api else FORM
    if not reads_a_body(administrator, path, kind):
        return
    for name, body in documents(method.dataset) if api else forms(method.dataset):
        assert len(body) <= LIMIT, name
        start = time.process_time()
        answer = administrator.post(path, body, content_type=kind)
        spent = time.process_time() - start
        assert answer.status_code < 500, name
        assert spent < SECONDS, (name, spent)
        assert len(answer.content) < LARGEST_ANSWER, name


def reads_a_body(visitor: Client, path: str, kind: str) -> bool:
    """Whether the view of an address looks at what is posted to it."""
    answer = visitor.post(path, b"", content_type=kind)
    if is_api_path(path):
        return answer.status_code != 404
    return "_post" in vars(answer.wsgi_request)
