"""Kept connections belong to no process: none is idle while another has a queue."""

import os
import signal
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest

from operation.handover import Handover, received_from
from tests.conformance.test_textile import PORTAL_TSHIRT, SIMULATOR
from tests.operation.kept import Client, kept, request
from tests.site.server import Server

_ASKED = request(SIMULATOR, "POST", PORTAL_TSHIRT)
_LIST = request("/api/textile/trims")
Making = Callable[[int], Handover]


@pytest.fixture
def handover() -> Iterator[Making]:
    """Creates what the processes share, with a number of slots."""
    with ExitStack() as stack:
        yield lambda places: stack.enter_context(closing(Handover(places)))


def workers(server: Server) -> list[int]:
    pid = server.process.pid
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in children.split()]


def started_workers(server: Server, count: int) -> list[int]:
    """The processes, once all of them are there."""
    while len(found := workers(server)) < count:
        time.sleep(0.05)
    return found


def processor_ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


@contextmanager
def clients(server: Server, count: int) -> Iterator[list[Client]]:
    with ExitStack() as stack:
        yield [stack.enter_context(kept(server)) for _ in range(count)]


@pytest.mark.parametrize("processes", [2, 4])
def test_no_process_rests_while_another_has_a_queue(tmp_path: Path, processes: int) -> None:
    """At first one process has all connections: it was the only one that could accept them."""
    variables = {"WEB_CONCURRENCY": str(processes), "RATELIMIT_MAX_RPM": "0"}
    with Server(tmp_path, **variables) as server, ExitStack() as stack:
        pids = started_workers(server, processes)
        for pid in pids[1:]:
            os.kill(pid, signal.SIGSTOP)
        try:
            several = stack.enter_context(clients(server, 2 * processes))
            for client in several:
                client.send(_ASKED)
                assert client.answer().status == 200
        finally:
            for pid in pids[1:]:
                os.kill(pid, signal.SIGCONT)
        before = {pid: processor_ticks(pid) for pid in pids}

        def ask_on(client: Client) -> None:
            for _ in range(150):
                client.send(_ASKED)
                answer = client.answer()
                assert (answer.status, answer.closes) == (200, False)

        with ThreadPoolExecutor(len(several)) as pool:
            list(pool.map(ask_on, several))
        spent = {pid: processor_ticks(pid) - before[pid] for pid in pids}
        # An equal share is 1: with queues of two, the ratio cannot be far from it.
        assert min(spent.values()) > 0.3 * sum(spent.values()) / processes, spent


def test_the_limit_is_exact_on_kept_connections(tmp_path: Path) -> None:
    limit, count, each = 120, 8, 20
    variables = {"WEB_CONCURRENCY": "2", "RATELIMIT_MAX_RPM": str(limit)}
    with Server(tmp_path, **variables) as server, clients(server, count) as several:

        def ask_on(client: Client) -> list[tuple[int, str, str]]:
            found = []
            for _ in range(each):
                client.send(_LIST)
                answer = client.answer()
                left, reset = (
                    answer.headers[f"X-RateLimit-{name}"] for name in ("Remaining", "Reset")
                )
                found.append((answer.status, left, reset))
            return found

        with ThreadPoolExecutor(count) as pool:
            found = [one for client in pool.map(ask_on, several) for one in client]
    windows = Counter(reset for _, _, reset in found)
    for window, asked in windows.items():
        passed = sorted(
            int(left) for status, left, reset in found if (status, reset) == (200, window)
        )
        assert passed == list(range(limit))[max(0, limit - asked) :]


def test_a_reload_cuts_no_kept_connection(tmp_path: Path) -> None:
    variables = {"WEB_CONCURRENCY": "2", "RATELIMIT_MAX_RPM": "0"}
    with Server(tmp_path, **variables) as server, clients(server, 12) as several:
        for client in several:
            client.send(_ASKED)
            assert client.answer().status == 200
        former = set(started_workers(server, 2))
        server.process.send_signal(signal.SIGHUP)
        reconnected = 0
        rounds = 0
        while former & set(workers(server)):
            rounds += 1
            # Half of them send requests all the time, half are idle.
            for place, client in enumerate(several[:6]):
                client.send(_ASKED)
                answer = client.answer()
                assert answer.status == 200
                if answer.closes:
                    assert client.rest() == b""
                    several[place] = Client(
                        socket.create_connection(("127.0.0.1", server.port), timeout=60)
                    )
                    reconnected += 1
        assert rounds
        for client in several:
            client.send(_ASKED)
            assert client.answer().status == 200
        # Only those that were in use when their process stopped.
        assert reconnected <= 6
        for client in several[:6]:
            client.received.close()
            client.connection.close()


def test_a_connection_goes_to_a_process_that_rests_once_each_time(handover: Making) -> None:
    processes = handover(3)
    busy, other, third = (processes.assign() for _ in range(3))
    assert None not in (busy, other, third)
    assert processes.assign() is None
    assert busy is not None
    assert other is not None
    assert third is not None
    processes.work(busy)
    processes.work(other)
    mine, theirs = socket.socketpair()
    with mine, theirs:
        assert not processes.pass_to_resting(theirs, 0)
        processes.rest(other)
        assert processes.pass_to_resting(theirs, 7)
        assert not processes.pass_to_resting(theirs, 7)
        mine.sendall(b"a request")
        [(passed, listener)] = received_from(processes.box(other))
        with passed:
            assert (passed.recv(100), listener) == (b"a request", 7)


def test_what_a_process_that_died_was_passed_goes_to_another(handover: Making) -> None:
    processes = handover(2)
    dead, living = processes.assign(), processes.assign()
    assert dead is not None
    assert living is not None
    mine, theirs = socket.socketpair()
    with mine:
        with theirs:
            processes.rest(dead)
            assert processes.pass_to_resting(theirs, 0)
        processes.work(living)
        processes.withdraw(dead)
        [(passed, _)] = received_from(processes.box(living))
        with passed:
            mine.sendall(b"a request")
            assert passed.recv(100) == b"a request"
        assert processes.assign() == dead
        processes.leave(living)
        assert not processes.pass_on(mine, 0)
