"""A version installed next to a running instance is served after a reload; no request is lost."""

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conformance.test_textile import PORTAL_TSHIRT
from tests.site.databases import make_database
from tests.site.server import SpawnedServer
from tests.site.test_damaged_versions import add

_PATIENCE_SECONDS = 30
_MOST_MEGABYTES = 110


@pytest.fixture
def data(tmp_path: Path) -> Path:
    make_database(tmp_path)
    return tmp_path


@pytest.fixture
def server(data: Path) -> Iterator[SpawnedServer]:
    add(data, "v7.1.0")
    with SpawnedServer(data, WEB_CONCURRENCY="1", METHOD_VERSION="v7.1.0") as started:
        yield started


def workers(server: SpawnedServer) -> list[int]:
    pid = server.process.pid
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in children.split()]


def reload(server: SpawnedServer) -> None:
    """Replace the workers, as ``systemctl reload`` does, and wait for the new ones."""
    former = set(workers(server))
    server.process.send_signal(signal.SIGHUP)
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while (now := set(workers(server))) & former or not now:
        assert time.monotonic() < deadline, (former, now)
        time.sleep(0.05)


def status(server: SpawnedServer, version: str) -> int:
    return server.post(f"/versions/{version}/api/textile/simulator", PORTAL_TSHIRT)[0]


def test_a_version_added_is_served_after_a_reload(server: SpawnedServer, data: Path) -> None:
    assert status(server, "v7.2.0") == 404
    add(data, "v7.2.0")
    with (add(data, "v7.3.0") / "processes.csv").open("a", encoding="utf-8") as file:
        file.write("x")
    reload(server)
    assert [status(server, version) for version in ("v7.0.0", "v7.1.0", "v7.2.0", "v8.1.0")] == [
        200
    ] * 4
    assert status(server, "v7.3.0") == 404
    assert b"v7.2.0" in server.ask("GET", "/versions/").body
    assert "v7.3.0" in (data / "server.log").read_text(encoding="utf-8")


def test_an_own_version_that_breaks_is_served_as_it_was(server: SpawnedServer, data: Path) -> None:
    expected = server.post("/api/textile/simulator", PORTAL_TSHIRT)
    with (data / "methods" / "v7.1.0" / "processes.csv").open("a", encoding="utf-8") as file:
        file.write("x")
    reload(server)
    assert server.post("/api/textile/simulator", PORTAL_TSHIRT) == expected
    assert "restent servies" in (data / "server.log").read_text(encoding="utf-8")


def test_a_worker_with_two_versions_is_small(data: Path) -> None:
    with SpawnedServer(data, WEB_CONCURRENCY="1") as server:
        for version in ("v7.0.0", "v8.1.0"):
            assert status(server, version) == 200
            for address in ("textile/", "alimentaire/", "explorateur/", "api"):
                assert server.ask("GET", f"/versions/{version}/{address}").status == 200
        (worker,) = workers(server)
        lines = Path(f"/proc/{worker}/status").read_text(encoding="ascii").splitlines()
        (resident,) = (line for line in lines if line.startswith("VmRSS:"))
        assert int(resident.split()[1]) / 1024 < _MOST_MEGABYTES
        print(resident)
