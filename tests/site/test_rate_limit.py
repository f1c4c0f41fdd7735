"""One limit for the whole site (api.md 8): what counts, in which window, and what is rejected."""

import itertools
import time
from typing import Any

import pytest
from django.test import Client

from tests.site.counting import HEADERS, LIST, PERIOD, fresh_address

pytestmark = pytest.mark.services


def test_54_and_55_the_third_request_of_two_is_refused(counters: Any) -> None:
    counters.RATELIMIT_MAX_RPM = 2
    client = Client(REMOTE_ADDR=fresh_address())
    first, second, third = (client.get("/") for _ in range(3))
    assert [first.status_code, second.status_code, third.status_code] == [200, 200, 429]
    assert first["X-RateLimit-Limit"] == "2"
    assert first["X-RateLimit-Remaining"] == "1"
    assert time.time() < int(first["X-RateLimit-Reset"]) <= time.time() + PERIOD + 1
    assert "2rpm" in third.json()["error"]
    assert int(third["Retry-After"]) == pytest.approx(
        int(third["X-RateLimit-Reset"]) - time.time(), abs=2
    )


def test_pages_and_api_share_one_count(counters: Any) -> None:
    counters.RATELIMIT_MAX_RPM = 3
    client = Client(REMOTE_ADDR=fresh_address())
    client.get("/")
    client.get(LIST)
    # Browsers send this by themselves before a call: it does not count.
    client.options(LIST)
    assert client.get("/xxx")["X-RateLimit-Remaining"] == "0"
    assert client.get(LIST).status_code == 429


@pytest.mark.parametrize("path", ["/static/css/site.css", "/healthz", "/readyz"])
@pytest.mark.django_db
def test_static_files_and_probes_are_not_counted(counters: Any, path: str) -> None:
    counters.RATELIMIT_MAX_RPM = 1
    client = Client(REMOTE_ADDR=fresh_address())
    for _ in range(3):
        response = client.get(path)
        response.close()
        assert response.status_code != 429
        assert not any(name in response for name in HEADERS)
    assert client.get("/xxx").status_code == 404


@pytest.mark.parametrize("path", ["/static/xxx.css", "/static/", "/static/css", "/metrics"])
def test_what_is_no_file_and_no_metrics_for_the_caller_is_a_page(counters: Any, path: str) -> None:
    counters.RATELIMIT_MAX_RPM = 1
    client = Client(REMOTE_ADDR=fresh_address())
    assert client.get(path)["X-RateLimit-Remaining"] == "0"
    assert client.get(path).status_code == 429
    assert client.get(LIST).status_code == 429


def test_a_browser_over_the_limit_gets_a_page_and_the_api_json(counters: Any) -> None:
    counters.RATELIMIT_MAX_RPM = 1
    client = Client(REMOTE_ADDR=fresh_address(), HTTP_ACCEPT="text/html,*/*")
    client.get("/")
    page = client.get("/")
    assert page.status_code == 429
    assert page["Content-Type"].startswith("text/html")
    assert "Retry-After" in page
    assert "Trop de requêtes" in page.content.decode()
    refused = client.get(LIST)
    assert refused.status_code == 429
    assert refused["Content-Type"] == "application/json"
    other = client.get("/", headers={"accept": "*/*"})
    assert other["Content-Type"] == "application/json"


def test_no_limit_has_no_headers(counters: Any) -> None:
    counters.RATELIMIT_MAX_RPM = 0
    response = Client().get(LIST)
    assert response.status_code == 200
    assert not any(name in response for name in HEADERS)


def test_a_new_window_starts_a_new_count(counters: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    counters.RATELIMIT_MAX_RPM = 2
    address = "192.0.2.20"
    client = Client(REMOTE_ADDR=address)
    clock = [1_800_000_000.0]
    monkeypatch.setattr(time, "time", lambda: clock[0])
    first = client.get(LIST)
    reset = int(first["X-RateLimit-Reset"])
    seen = []
    for moment in (reset - 0.5, reset - 0.01, reset + 0.0, reset + 0.5, reset + 1.0):
        clock[0] = moment
        response = client.get(LIST)
        seen.append((response.status_code, int(response["X-RateLimit-Reset"])))
    assert seen == [
        (200, reset),
        (429, reset),
        (200, reset + PERIOD),
        (200, reset + PERIOD),
        (429, reset + PERIOD),
    ]


@pytest.mark.parametrize("reading", range(12))
def test_a_tick_of_the_clock_within_a_request_moves_no_window(
    counters: Any, monkeypatch: pytest.MonkeyPatch, reading: int
) -> None:
    counters.RATELIMIT_MAX_RPM = 10
    client = Client(REMOTE_ADDR="192.0.2.21")
    monkeypatch.setattr(time, "time", lambda: 1_800_000_000.0)
    reset = int(client.get(LIST)["X-RateLimit-Reset"])

    def ask(start: float) -> tuple[int, int]:
        """What is left in which window, if the clock ticks after some of its readings."""
        readings = itertools.count()
        monkeypatch.setattr(time, "time", lambda: start + (next(readings) > reading))
        response = client.get(LIST)
        return int(response["X-RateLimit-Remaining"]), int(response["X-RateLimit-Reset"])

    assert ask(reset - 30.0) == (8, reset)
    # The tick ends the window: the request counts in that one or in the next.
    assert ask(reset - 1.0) in {(7, reset), (9, reset + PERIOD)}


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_host_that_is_not_ours_is_over_the_limit_as_any_other(counters: Any, method: str) -> None:
    counters.RATELIMIT_MAX_RPM = 1
    headers = {
        "Host": "autre.test",
        "Accept": "text/html",
        "Referer": "https://autre.test/textile/",
    }
    client = Client(REMOTE_ADDR=fresh_address(), headers=headers)
    statuses = []
    for _ in range(2):
        answer = getattr(client, method)("/textile/")
        statuses.append(answer.status_code)
    assert statuses == [400, 429]
    assert "autre.test" not in answer.content.decode()
