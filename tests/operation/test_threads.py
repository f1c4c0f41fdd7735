"""Many requests of all kinds at once in the threads of one process: each gets its own answer."""

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import pytest

from tests.operation.test_faults import CREATE, TOKEN
from tests.site.commands import manage
from tests.site.databases import make_database
from tests.site.server import Server

_AT_ONCE = 24
_ROUNDS = 6
_CASES = 40
# What differs in every answer.
_SECRET = re.compile(rb'(name="csrfmiddlewaretoken" value|X-CSRFToken&quot;: &quot;)[=" ]*\w+')


class Request(NamedTuple):
    verb: str
    path: str
    headers: dict[str, str]
    body: bytes | None


def requests(cases: list[dict[str, Any]]) -> Iterator[Request]:
    """Short and long calls, with and without a token, and pages in both languages."""
    json_type = {"Content-Type": "application/json"}
    for number, query in enumerate(cases):
        body = json.dumps(query).encode()
        detailed = "/api/textile/simulator/detailed"
        yield Request("POST", "/api/textile/simulator", json_type, body)
        # Large enough to be processed in a thread: several run at once.
        yield Request("POST", detailed, json_type, body.ljust(20_000))
        yield Request("POST", detailed, json_type | {"token": TOKEN}, body)
        language = {"Cookie": f"langue={'en' if number % 2 else 'fr'}"}
        for path in ("/", "/textile/", "/alimentaire/", "/objet/", "/explorateur/textile/"):
            yield Request("GET", path, language, None)
        yield Request("GET", "/api/textile/materials", {}, None)
        yield Request("GET", f"/api/nowhere/{number}", {}, None)
        yield Request("GET", "/static/css/site.css", {}, None)
        yield Request("GET", "/compte/connexion/", language, None)


def answer(server: Server, request: Request) -> tuple[int, str, bytes]:
    found = server.ask(request.verb, request.path, request.body, request.headers)
    language = found.headers.get("Content-Language", "")
    return found.status, language, _SECRET.sub(b"", found.body)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    data = tmp_path_factory.mktemp("instance")
    make_database(data)
    assert manage("shell", "--no-imports", "-c", CREATE, data=data).returncode == 0
    with Server(data, WEB_CONCURRENCY="1", RATELIMIT_MAX_RPM="0") as started:
        yield started


def test_answers_at_once_are_those_one_by_one(server: Server) -> None:
    path = "tests/conformance/cases/textile.jsonl"
    with open(path, encoding="utf-8") as lines:  # noqa: PTH123
        cases = [json.loads(line)["query"] for line in list(lines)[:: 1725 // _CASES][:_CASES]]
    asked = list(requests(cases))
    expected = [answer(server, request) for request in asked]
    assert {status for status, _, _ in expected} == {200, 302, 404}
    assert {language for _, language, _ in expected} >= {"fr", "en"}
    order = [place for shift in range(_ROUNDS) for place in range(shift, len(asked), _ROUNDS)]
    with ThreadPoolExecutor(_AT_ONCE) as callers:
        found = list(callers.map(lambda place: answer(server, asked[place]), order))
    for place, one in zip(order, found, strict=True):
        assert one == expected[place], asked[place]


def test_requests_of_all_lanes_are_counted_once_each(tmp_path: pytest.TempPathFactory) -> None:
    limit, sent = 80, 128
    paths = ("/api/textile/products", "/textile/", "/compte/connexion/", "/langue/")
    with (
        Server(tmp_path, WEB_CONCURRENCY="2", RATELIMIT_MAX_RPM=str(limit)) as server,  # type: ignore[arg-type]
        ThreadPoolExecutor(_AT_ONCE) as callers,
    ):
        found = list(callers.map(lambda n: server.ask("GET", paths[n % 4]), range(sent)))
    windows = {answer.headers["X-RateLimit-Reset"] for answer in found}
    refused = [answer for answer in found if answer.status == 429]
    counted = sorted(int(answer.headers["X-RateLimit-Remaining"]) for answer in found)
    assert len(found) - len(refused) <= limit * len(windows)
    if len(windows) == 1:
        assert counted == [0] * (sent - limit) + list(range(limit))
