"""The probes of load balancers and deployments."""

import json
import resource
import signal
from pathlib import Path

import pytest
from django.core.cache import caches
from django.test import Client
from pytest_django import Settings

from operation import disks, probes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ask_anew() -> None:
    probes._Recent.second = -1


def test_a_working_instance_is_alive_and_ready(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "checks": {"data": "ok", "database": "ok", "cache": "ok", "disk": "ok"},
    }
    assert "no-store" in response["Cache-Control"]


def test_counters_out_of_reach_are_said_and_nothing_else_is(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    obstacle = tmp_path / "secret-place"
    obstacle.touch()
    settings.CACHES = {
        "default": {
            "BACKEND": "ecobalyse_site.counters.SharedCounterCache",
            "LOCATION": str(obstacle / "counters"),
        }
    }
    assert caches["default"].path.parent == obstacle
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {
        "status": "unavailable",
        "checks": {"data": "ok", "database": "ok", "cache": "unavailable", "disk": "ok"},
    }
    assert client.get("/healthz").status_code == 200


def test_a_disk_without_room_is_noticed(client: Client, settings: Settings, tmp_path: Path) -> None:
    # No file can be created in this directory, even by root, as on a full disk.
    settings.DATA_DIR = Path("/proc/self/fd")
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["checks"]["disk"] == "unavailable"
    assert client.get("/healthz").status_code == 200
    settings.DATA_DIR = tmp_path
    probes._Recent.second = -1
    assert client.get("/readyz").status_code == 200
    assert list(tmp_path.iterdir()) == []


def test_what_a_disk_cannot_take_is_noticed_however_much_the_system_calls_free(
    tmp_path: Path,
) -> None:
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    heard = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limit[1]))
        with pytest.raises(OSError, match="too large"):
            disks.take_room(tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        signal.signal(signal.SIGXFSZ, heard)
    disks.take_room(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_probe_may_use_any_host_and_is_never_limited(
    client: Client, settings: Settings, path: str
) -> None:
    settings.RATELIMIT_MAX_RPM = 1
    strict = Client()
    for _ in range(3):
        response = strict.get(path, headers={"host": "10.1.2.3:8000"})
        assert response.status_code == 200
        assert "X-RateLimit-Limit" not in response
    assert "X-RateLimit-Limit" in strict.get(f"{path}s")


def test_a_probe_only_reads(client: Client) -> None:
    assert client.head("/healthz").status_code == 200
    assert client.post("/healthz", json.dumps({}), "application/json").status_code == 405
