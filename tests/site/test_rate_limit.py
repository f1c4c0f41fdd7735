"""One limit for the whole site (api.md 8): exact over processes, and only for who exceeds it."""

import http.client
import itertools
import os
import resource
import socket
import subprocess
import sys
import threading
import time
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from ecobalyse_site.counters import SharedCounterCache
from ecobalyse_site.middleware import rate_limit
from ecobalyse_site.middleware.rate_limit import try_the_counters
from foundation.clients import parse_address
from tests.operation.services import Redis
from tests.site.server import REPOSITORY, Answer, Server

pytestmark = pytest.mark.services

PERIOD = 60
LIST = "/api/textile/trims"
HEADERS = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset")


def fresh_address(seconds: int = 40, attempt: int = 0) -> str:
    """A local address whose window has just begun: windows begin at a second of their own.

    The requests of a test must fall into one window, and a test must not wait for it. Another
    attempt has another address.
    """
    now = int(time.time())
    for last in range(2 + 80 * attempt, 250):
        address = f"127.0.0.{last}"
        if (zlib.crc32(address.encode()) - now) % PERIOD > seconds:
            return address
    raise AssertionError("no window has just begun")


@pytest.fixture
def counters(settings: Any, tmp_path: Path) -> Any:
    """Counters of the test's own, and the settings to change."""
    settings.CACHES = {
        "default": {
            "BACKEND": "ecobalyse_site.counters.SharedCounterCache",
            "LOCATION": str(tmp_path / "counters"),
        }
    }
    return settings


@pytest.fixture(params=["embedded", "redis"])
def store(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """The variables of each store of counters."""
    if request.param == "embedded":
        yield {}
    else:
        with Redis() as redis:
            yield {"REDIS_URL": redis.url}


def windows_of(answers: Iterable[Answer]) -> set[str | None]:
    return {answer.headers["X-RateLimit-Reset"] for answer in answers}


def test_four_workers_let_exactly_the_limit_pass(store: dict[str, str], tmp_path: Path) -> None:
    limit, sent = 300, 1000
    with (
        Server(tmp_path, WEB_CONCURRENCY="4", RATELIMIT_MAX_RPM=str(limit), **store) as server,
        ThreadPoolExecutor(8) as pool,
    ):
        # On a slow machine the requests may take longer than what is left of a window.
        for attempt in range(3):
            address = fresh_address(attempt=attempt)

            def call(number: int, address: str = address) -> Answer:
                # A header that anyone can send makes nobody somebody else.
                forged = {"X-Forwarded-For": f"10.0.{number % 256}.1", "X-Real-IP": "10.1.1.1"}
                return server.ask("GET", LIST, headers=forged, source=address)

            answers = list(pool.map(call, range(sent)))
            if len(windows := windows_of(answers)) == 1:
                break
        other = server.ask("GET", LIST, source="127.0.0.1")
    assert Counter(answer.status for answer in answers) == {200: limit, 429: sent - limit}
    passed = sorted(
        int(answer.headers["X-RateLimit-Remaining"]) for answer in answers if answer.status == 200
    )
    assert passed == list(range(limit))
    assert {answer.headers["X-RateLimit-Limit"] for answer in answers} == {str(limit)}
    assert len(windows) == 1
    for answer in answers:
        if answer.status == 429:
            assert answer.headers["X-RateLimit-Remaining"] == "0"
            assert 0 < int(answer.headers["Retry-After"]) <= PERIOD
            assert answer.json == {
                "error": f"This server is rate-limited to {limit}rpm, please slow down."
            }
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert other.status == 200
    assert other.headers["X-RateLimit-Remaining"] == str(limit - 1)


def test_the_first_requests_of_a_new_store_count_whoever_opens_it(tmp_path: Path) -> None:
    workers = 6

    def first_count(path: Path, together: threading.Barrier) -> bool:
        store = SharedCounterCache(str(path), {})
        together.wait()
        added = store.add("caller", 1, PERIOD)
        if not added:
            store.incr("caller")
        return added

    with ThreadPoolExecutor(workers) as pool:
        for attempt in range(20):
            path = tmp_path / f"counters-{attempt}"
            together = threading.Barrier(workers)
            added = list(pool.map(first_count, [path] * workers, [together] * workers))
            assert added.count(True) == 1
            assert SharedCounterCache(str(path), {}).get("caller") == workers


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
    # A browser asks this by itself before a call: it does not count.
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


def test_56_an_address_on_the_whitelist_is_never_refused(counters: Any) -> None:
    counters.RATELIMIT_MAX_RPM = 2
    counters.RATELIMIT_WHITELIST = [parse_address("127.0.0.9"), parse_address("2001:db8::1")]
    for address in ("127.0.0.9", "2001:db8::1", "2001:DB8:0::1"):
        client = Client(REMOTE_ADDR=address)
        assert {client.get(LIST).status_code for _ in range(4)} == {200}


def test_no_limit_has_no_headers(counters: Any) -> None:
    counters.RATELIMIT_MAX_RPM = 0
    response = Client().get(LIST)
    assert response.status_code == 200
    assert not any(name in response for name in HEADERS)


def remaining(client: Client, address: str, **headers: str) -> int:
    response = client.get(LIST, REMOTE_ADDR=address, headers=headers)
    return int(response["X-RateLimit-Remaining"])


def test_an_ipv6_caller_counts_with_its_whole_network(counters: Any) -> None:
    counters.RATELIMIT_MAX_RPM = 10
    client = Client()
    assert remaining(client, "2001:db8:0:1::1") == 9
    assert remaining(client, "2001:db8:0:1:ffff:1:2:3") == 8
    assert remaining(client, "2001:db8:0:2::1") == 9
    # An IPv4 address written as an IPv6 one is the IPv4 caller.
    assert remaining(client, "::ffff:192.0.2.1") == 9
    assert remaining(client, "192.0.2.1") == 8


def test_callers_without_an_address_count_together(counters: Any) -> None:
    counters.RATELIMIT_MAX_RPM = 10
    client = Client()
    assert remaining(client, "") == 9
    assert remaining(client, "") == 8


def test_without_a_trusted_proxy_a_forwarded_address_is_not_believed(counters: Any) -> None:
    counters.RATELIMIT_MAX_RPM = 10
    client = Client()
    for left in (9, 8, 7):
        assert remaining(client, "192.0.2.7", **{"X-Forwarded-For": f"198.51.100.{left}"}) == left


def test_a_trusted_proxy_names_the_caller_and_what_it_was_told_is_not_believed(
    counters: Any,
) -> None:
    counters.RATELIMIT_MAX_RPM = 10
    counters.TRUSTED_PROXIES = 1
    client = Client()
    proxy = "192.0.2.8"
    assert remaining(client, proxy, **{"X-Forwarded-For": "198.51.100.1"}) == 9
    # The caller wrote the first address, the proxy the last one.
    assert remaining(client, proxy, **{"X-Forwarded-For": "203.0.113.1, 198.51.100.1"}) == 8
    assert remaining(client, proxy, **{"X-Forwarded-For": "203.0.113.2,198.51.100.1:4711"}) == 7
    assert remaining(client, proxy, **{"X-Forwarded-For": "198.51.100.2"}) == 9
    # Without a header, or with one that is no address, it is the proxy itself.
    assert remaining(client, proxy) == 9
    assert remaining(client, proxy, **{"X-Forwarded-For": "nobody"}) == 8
    counters.TRUSTED_PROXIES = 2
    chain = {"X-Forwarded-For": "203.0.113.9, 198.51.100.3, 192.0.2.99"}
    assert remaining(client, proxy, **chain) == 9
    assert remaining(client, proxy, **{"X-Forwarded-For": "198.51.100.3, 192.0.2.98"}) == 8


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
        """What is left of which window, when the clock ticks after some of its readings."""
        readings = itertools.count()
        monkeypatch.setattr(time, "time", lambda: start + (next(readings) > reading))
        response = client.get(LIST)
        return int(response["X-RateLimit-Remaining"]), int(response["X-RateLimit-Reset"])

    assert ask(reset - 30.0) == (8, reset)
    # The tick ends the window: the request counts in that one or in the next.
    assert ask(reset - 1.0) in {(7, reset), (9, reset + PERIOD)}


def test_a_store_that_is_down_neither_blocks_nor_crashes_and_is_said_once(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        closed = probe.getsockname()[1]
    url = f"redis://127.0.0.1:{closed}/0"
    with (
        Server(tmp_path, WEB_CONCURRENCY="3", RATELIMIT_MAX_RPM="2", REDIS_URL=url) as server,
        ThreadPoolExecutor(6) as pool,
    ):
        answers = list(pool.map(lambda _: server.ask("GET", LIST), range(60)))
    assert {answer.status for answer in answers} == {200}
    assert not any(name in answer.headers for answer in answers for name in HEADERS)
    log = (tmp_path / "server.log").read_text(encoding="utf-8")
    # Before anyone has asked.
    assert log.splitlines()[0].count("requests are not limited") == 1
    assert log.count("requests are not limited") == 1
    assert "Traceback" not in log


def test_counters_that_vanish_count_anew_from_the_next_request(
    counters: Any, tmp_path: Path
) -> None:
    counters.RATELIMIT_MAX_RPM = 5
    client = Client(REMOTE_ADDR=fresh_address())
    client.get(LIST)
    for vanish in (
        lambda: (tmp_path / "counters").write_bytes(b""),
        (tmp_path / "counters").unlink,
    ):
        vanish()
        assert client.get(LIST)["X-RateLimit-Remaining"] == "4"
        assert client.get(LIST)["X-RateLimit-Remaining"] == "3"


def test_counters_without_room_refuse_nobody_and_are_said_once(
    counters: Any, caplog: pytest.LogCaptureFixture
) -> None:
    counters.RATELIMIT_MAX_RPM = 1
    client = Client(REMOTE_ADDR=fresh_address())
    client.get("/")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    # No file of this process may be written: the system refuses as it does on a full disk.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        answers = [Client().get(LIST) for _ in range(5)]
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [answer.status_code for answer in answers] == [200] * 5
    assert not any(name in answer for answer in answers for name in HEADERS)
    said = [line for line in caplog.messages if "requests are not limited" in line]
    assert said == ["the counters are out of reach (OSError): requests are not limited"]


def test_a_start_says_that_nothing_counts_though_the_one_before_has_just_said_it(
    counters: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "counters").mkdir()
    for _ in range(2):
        try_the_counters()
    assert Client().get(LIST).status_code == 200
    said = "the counters are out of reach (IsADirectoryError): requests are not limited"
    assert caplog.messages.count(said) == 2


def test_no_request_asks_a_store_that_was_down_until_it_has_answered(
    counters: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    opened = SharedCounterCache._open

    def open_and_note(self: SharedCounterCache) -> int:
        asked.append(threading.current_thread().name)
        return opened(self)

    monkeypatch.setattr(SharedCounterCache, "_open", open_and_note)
    monkeypatch.setattr(rate_limit, "_SECONDS_OF_REST", 0.01)
    (tmp_path / "counters").mkdir()
    client = Client()
    assert [client.get(LIST).status_code for _ in range(20)] == [200] * 20
    assert asked.count(threading.current_thread().name) == 1
    (tmp_path / "counters").rmdir()
    for _ in range(1000):
        answer = client.get(LIST)
        if "X-RateLimit-Limit" in answer:
            break
        time.sleep(0.01)
    assert "X-RateLimit-Limit" in answer
    assert set(asked) == {threading.current_thread().name, "counters"}


def test_a_unix_socket_serves_and_counts(tmp_path: Path) -> None:
    path = tmp_path / "socket"
    gunicorn = Path(sys.executable).with_name("gunicorn")
    process = subprocess.Popen(
        [gunicorn, "-c", "deploy/gunicorn.conf.py", "--bind", f"unix:{path}"],
        cwd=REPOSITORY,
        env=os.environ
        | {
            "DATA_DIR": str(tmp_path),
            "COUNTER_DIR": str(tmp_path / "counters"),
            "WEB_CONCURRENCY": "1",
            "RATELIMIT_MAX_RPM": "2",
        },
        stderr=subprocess.DEVNULL,
    )
    try:
        statuses = [_ask_socket(path) for _ in range(3)]
    finally:
        process.terminate()
        process.wait(30)
    assert [status for status, _ in statuses] == [200, 200, 429]
    assert [left for _, left in statuses] == ["1", "0", "0"]


def _ask_socket(path: Path) -> tuple[int, str | None]:
    with socket.socket(socket.AF_UNIX) as connection:
        for _ in range(600):
            if path.exists() and connection.connect_ex(str(path)) == 0:
                break
            time.sleep(0.05)
        connection.settimeout(30)
        # Whoever is at the other end may have passed these on: neither is believed.
        forged = "X-Forwarded-For: 198.51.100.77\r\nSCRIPT_NAME: /x"
        connection.sendall(f"GET {LIST} HTTP/1.1\r\nHost: localhost\r\n{forged}\r\n\r\n".encode())
        with http.client.HTTPResponse(connection) as response:
            response.begin()
            return response.status, response.headers["X-RateLimit-Remaining"]
