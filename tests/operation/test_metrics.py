"""Metrics: who may read them, and what they must not contain."""

import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from django.test import Client

from operation.metrics import forget_former_processes
from tests.conformance.test_textile import PORTAL_TSHIRT
from tests.site.server import Server


def read(server: Server, **headers: str) -> str:
    request = urllib.request.Request(f"{server.address}metrics", headers=headers)
    with urllib.request.urlopen(request) as response:
        return response.read().decode()


def test_nobody_reads_metrics_unless_named(client: Client) -> None:
    assert client.get("/metrics").status_code == 404


def test_all_workers_count_together_by_method_route_and_status(tmp_path: Path) -> None:
    with Server(tmp_path, WEB_CONCURRENCY="2", METRICS_ADDRESSES="127.0.0.1, ::1") as server:
        for number in range(20):
            server.post(f"/api/textile/simulator?secret-{number}", PORTAL_TSHIRT)
        assert server.post("/api/secret-path", {"mass": "secret-body"})[0] == 404
        request = urllib.request.Request(f"{server.address}healthz", method="SECRET")
        with pytest.raises(urllib.error.HTTPError, match="405") as refusal:
            urllib.request.urlopen(request)
        refusal.value.close()
        text = read(server)
        counts = [line for line in text.splitlines() if line.startswith("http_requests_total{")]
        scores = [
            line
            for line in counts
            if 'route="textile-simulator"' in line and 'status="200"' in line
        ]
        assert [line.rpartition(" ")[2] for line in scores] == ["20.0"]
        assert 'method="POST"' in scores[0]
        assert 'method="autre"' in text
        assert "secret" not in text.lower()
        with pytest.raises(urllib.error.HTTPError, match="404") as refusal:
            read(server, **{"X-Forwarded-For": "127.0.0.1"})
        refusal.value.close()


def test_readers_of_metrics_are_not_counted_and_others_are(tmp_path: Path) -> None:
    readers = {"METRICS_ADDRESSES": "127.0.0.1", "RATELIMIT_MAX_RPM": "1"}
    with Server(tmp_path, WEB_CONCURRENCY="1", **readers) as server:
        for _ in range(3):
            answer = server.ask("GET", "/metrics")
            assert answer.status == 200
            assert "X-RateLimit-Remaining" not in answer.headers
        other = "127.0.0.2"
        assert server.ask("GET", "/metrics", source=other).headers["X-RateLimit-Remaining"] == "0"


def test_what_ended_processes_counted_is_left_out_of_a_new_start(tmp_path: Path) -> None:
    ended = subprocess.Popen(["true"])
    ended.wait()
    (tmp_path / f"counter_{ended.pid}.db").touch()
    (tmp_path / "counter_1.db").touch()
    forget_former_processes(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["counter_1.db"]
