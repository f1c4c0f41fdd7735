"""What a batch costs of the rate limit: one request for each hundred items, exact (api.md 6.2)."""

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from ecobalyse_site.windows import WindowCounter
from scoring.api.batch import answering
from tests.conformance.test_textile import PORTAL_TSHIRT
from tests.site.counting import fresh_address
from tests.site.server import Answer, Server
from tests.site.test_rate_limit_served import store, windows_of

__all__ = ["store"]

pytestmark = pytest.mark.services
BATCH = "/api/textile/simulator/batch"
LIST = "/api/textile/trims"


def items(count: int) -> str:
    """Invalid requests: they cost the same."""
    return json.dumps([{}] * (count - 1) + [PORTAL_TSHIRT])


def post(client: Client, count: int, **caller: str) -> Any:
    return client.post(BATCH, items(count), content_type="application/json", **caller)


@pytest.mark.parametrize(
    ("count", "cost"), [(1, 1), (100, 1), (101, 2), (200, 2), (201, 3), (10_000, 100)]
)
def test_a_batch_costs_one_request_for_each_hundred_items(
    counters: Any, count: int, cost: int
) -> None:
    counters.RATELIMIT_MAX_RPM = 1000
    client = Client(REMOTE_ADDR=fresh_address())
    answer = post(client, count)
    assert answer.status_code == 200
    assert answer["X-RateLimit-Limit"] == "1000"
    assert answer["X-RateLimit-Remaining"] == str(1000 - cost)
    assert client.get(LIST)["X-RateLimit-Remaining"] == str(1000 - cost - 1)


def test_a_batch_that_costs_more_than_is_left_is_refused_and_not_computed(
    counters: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    counters.RATELIMIT_MAX_RPM = 10
    client = Client(REMOTE_ADDR=fresh_address())
    assert post(client, 700)["X-RateLimit-Remaining"] == "3"
    monkeypatch.setattr(answering, "compute", None)
    refused = post(client, 301)
    assert refused.status_code == 429
    assert refused.json()["error"] == (
        "This server is rate-limited to 10rpm, please slow down. This call counts as 4 requests."
    )
    assert int(refused["Retry-After"]) > 0
    assert refused["Access-Control-Allow-Origin"] == "*"
    # It counted as one request; the rest can still be used, to the last one.
    assert refused["X-RateLimit-Remaining"] == "2"
    monkeypatch.undo()
    counters.RATELIMIT_MAX_RPM = 10
    last = post(client, 200)
    assert (last.status_code, last["X-RateLimit-Remaining"]) == (200, "0")
    over = post(client, 1)
    assert over.status_code == 429
    assert over.json() == {"error": "This server is rate-limited to 10rpm, please slow down."}


def test_what_is_refused_for_its_form_or_size_costs_one_request(counters: Any) -> None:
    counters.RATELIMIT_MAX_RPM = 1000
    counters.BATCH_MAX_ITEMS = 500
    client = Client(REMOTE_ADDR=fresh_address())
    for left, body in ((999, items(501)), (998, "{}"), (997, "[1,")):
        answer = client.post(BATCH, body, content_type="application/json")
        assert answer.status_code in (400, 413)
        assert answer["X-RateLimit-Remaining"] == str(left)


def test_nothing_is_charged_where_nothing_is_counted(counters: Any) -> None:
    counters.RATELIMIT_MAX_RPM = 0
    answer = post(Client(), 1000)
    assert answer.status_code == 200
    assert "X-RateLimit-Limit" not in answer.headers


def test_a_store_that_fails_while_it_charges_stops_no_batch(
    counters: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    counters.RATELIMIT_MAX_RPM = 1000
    genuine = WindowCounter.count
    calls = []

    def fail_later(counter: WindowCounter, client: str) -> Any:
        calls.append(1)
        if len(calls) > 3:
            raise ConnectionError
        return genuine(counter, client)

    monkeypatch.setattr(WindowCounter, "count", fail_later)
    assert post(Client(REMOTE_ADDR=fresh_address()), 1000).status_code == 200


def test_two_workers_let_pass_what_the_limit_pays_for(
    store: dict[str, str], tmp_path: Path
) -> None:
    limit, cost = 100, 3
    body = items(100 * cost).encode()
    with (
        Server(tmp_path, WEB_CONCURRENCY="2", RATELIMIT_MAX_RPM=str(limit), **store) as server,
        ThreadPoolExecutor(8) as pool,
    ):
        for attempt in range(3):
            address = fresh_address(attempt=attempt)

            def call(number: int, address: str = address) -> Answer:
                if number % 4:
                    return server.ask("POST", BATCH, body, source=address)
                return server.ask("GET", LIST, source=address)

            answers = list(pool.map(call, range(80)))
            rest = list(pool.map(call, [0] * limit))
            if len(windows_of([*answers, *rest])) == 1:
                break
    passed = Counter(
        "batch" if len(answer.body) > 1000 and b'"status"' in answer.body else "single"
        for answer in [*answers, *rest]
        if answer.status == 200
    )
    refused = sum(answer.status == 429 for answer in answers)
    spent = cost * passed["batch"] + passed["single"]
    # What was rejected cost one request, or those that it still obtained.
    assert limit - cost * refused <= spent <= limit
    assert passed["batch"] > 20
    assert Counter(answer.status for answer in rest)[429] > 0
    assert {answer.status for answer in answers} <= {200, 429}
