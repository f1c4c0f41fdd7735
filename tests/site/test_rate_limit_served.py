"""The limit on a real server: exact across processes, and on a Unix socket (api.md 8)."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.operation.services import Redis
from tests.site.counting import LIST, PERIOD, fresh_address
from tests.site.server import REPOSITORY, Answer, Server

pytestmark = pytest.mark.services


@pytest.fixture(params=["embedded", "redis"])
def store(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """The environment variables for each counter store."""
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
                # A header that anyone can send does not change who is counted.
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
        # A client may have sent these: neither is trusted.
        forged = "X-Forwarded-For: 198.51.100.77\r\nSCRIPT_NAME: /x"
        connection.sendall(f"GET {LIST} HTTP/1.1\r\nHost: localhost\r\n{forged}\r\n\r\n".encode())
        with http.client.HTTPResponse(connection) as response:
            response.begin()
            return response.status, response.headers["X-RateLimit-Remaining"]
