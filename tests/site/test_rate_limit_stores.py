"""New, unreachable, full or lost counters reject nobody, and are reported once (api.md 8)."""

import resource
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from ecobalyse_site.counters import SharedCounterCache
from ecobalyse_site.middleware import rate_limit
from ecobalyse_site.middleware.rate_limit import check_counters
from tests.site.counting import HEADERS, LIST, PERIOD, fresh_address
from tests.site.ports import free_port
from tests.site.server import Server

pytestmark = pytest.mark.services


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


def test_a_store_that_is_down_neither_blocks_nor_crashes_and_is_said_once(tmp_path: Path) -> None:
    url = f"redis://127.0.0.1:{free_port()}/0"
    with (
        Server(tmp_path, WEB_CONCURRENCY="3", RATELIMIT_MAX_RPM="2", REDIS_URL=url) as server,
        ThreadPoolExecutor(6) as pool,
    ):
        answers = list(pool.map(lambda _: server.ask("GET", LIST), range(60)))
    assert {answer.status for answer in answers} == {200}
    assert not any(name in answer.headers for answer in answers for name in HEADERS)
    log = (tmp_path / "server.log").read_text(encoding="utf-8")
    # Before any request.
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
    # No file of this process can be written: writes fail as on a full disk.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        answers = [Client().get(LIST) for _ in range(5)]
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [answer.status_code for answer in answers] == [200] * 5
    assert not any(name in answer for answer in answers for name in HEADERS)
    said = [line for line in caplog.messages if "requests are not limited" in line]
    assert said == ["rate-limit counters unavailable (OSError): requests are not limited"]


def test_a_start_says_that_nothing_counts_though_the_one_before_has_just_said_it(
    counters: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "counters").mkdir()
    for _ in range(2):
        check_counters()
    assert Client().get(LIST).status_code == 200
    said = "rate-limit counters unavailable (IsADirectoryError): requests are not limited"
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
    monkeypatch.setattr(rate_limit, "_RETRY_SECONDS", 0.01)
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
