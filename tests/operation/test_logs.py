"""One JSON line per request, whatever is sent, without anything that was sent."""

import json
import os
import re
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

from tests.browser.watched import check_html
from tests.conformance.test_textile import PORTAL_TSHIRT
from tests.site.server import REPOSITORY, Server

MARK = "marque-confidentielle"
REFERENCE = re.compile(r"exploitant.: ([0-9a-f]{16}) \(requête [0-9a-f]{16}\)")


def test_a_request_is_one_line_of_six_facts(tmp_path: Path) -> None:
    with Server(tmp_path, WEB_CONCURRENCY="1", LOG_LEVEL="INFO") as server:
        body = PORTAL_TSHIRT | {"product": MARK}
        headers = {"Authorization": f"Bearer {MARK}", "token": MARK, "User-Agent": MARK}
        assert server.post(f"/api/textile/simulator?{MARK}", body, headers)[0] == 400
        assert server.post(f"/api/{MARK}", body, headers={"Accept": MARK})[0] == 404
        # The HTTP method too can be any word.
        assert server.ask("MARQUE-INVENTEE", "/api/textile/trims").status == 404
        for raw in (
            f"GET /{MARK} {MARK}\r\n\r\n",
            f"GET / HTTP/1.1\r\n{MARK} : {MARK}\r\n\r\n",
            f"GET /{MARK * 400} HTTP/1.1\r\nHost: {MARK}\r\n\r\n",
            f"POST /api/textile/simulator HTTP/1.1\r\nHost: localhost\r\n"
            f"Transfer-Encoding: chunked\r\n\r\n{MARK}\r\n",
        ):
            with socket.create_connection(("127.0.0.1", server.port)) as connection:
                connection.sendall(raw.encode())
                assert connection.recv(12).startswith(b"HTTP/1.1 ")
    text = (tmp_path / "server.log").read_text(encoding="utf-8")
    assert "marque" not in text.lower()
    assert "127.0.0.1" not in text
    lines = [json.loads(line) for line in text.splitlines()]
    requests = [line for line in lines if line["message"] == "request"]
    assert len(requests) >= 2
    for line in requests:
        assert line.keys() == {
            "timestamp",
            "level",
            "logger",
            "message",
            "request_id",
            "method",
            "route",
            "status",
            "duration_ms",
        }
    assert [line["status"] for line in requests] == [400, 404, 404, 400]
    assert [line["method"] for line in requests] == ["POST", "POST", "autre", "POST"]
    simulator = "textile-simulator"
    # A body that cannot be read is rejected before routing.
    routes = [simulator, "api-unknown", "textile-trims", "-"]
    assert [line["route"] for line in requests] == routes
    refused = [line for line in lines if line["message"] == "rejected a malformed request"]
    assert len(refused) == 1


def test_a_flood_of_what_anyone_can_cause_is_a_line_each(tmp_path: Path) -> None:
    faulty = {"DJANGO_SETTINGS_MODULE": "tests.site.faulty_settings"}
    with Server(tmp_path, WEB_CONCURRENCY="2", **faulty) as server:
        references = set()
        for _ in range(15):
            with socket.create_connection(("127.0.0.1", server.port)) as connection:
                connection.sendall(b"no request\r\n\r\n")
                assert connection.recv(12) == b"HTTP/1.1 400"
            for path in ("/api/fault", "/fault/"):
                answer = server.ask("POST", path, {})
                assert answer.status == 500
                references |= set(REFERENCE.findall(answer.body.decode()))
    text = (tmp_path / "server.log").read_text(encoding="utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    said = [line["message"].partition(" in request")[0] for line in lines]
    # Once per machine; each error once, with its location and the reference given to visitors.
    faults = [f"fault {reference}" for reference in references]
    assert sorted(said) == sorted(["rejected a malformed request", *faults])
    assert len(faults) == 2
    for line in lines:
        assert line["message"].startswith("rejected a malformed") == ("exception" not in line)


def test_the_site_says_that_it_fails_when_it_can_draw_no_page(tmp_path: Path) -> None:
    """An error in a page, then in the error page itself: both are in the log."""
    faulty = {"DJANGO_SETTINGS_MODULE": "tests.site.faulty_settings"}
    with Server(tmp_path, WEB_CONCURRENCY="1", **faulty) as server:
        answers = [server.ask("GET", path) for path in ("/undrawable/", "/", "/nulle-part/")]
    text = (tmp_path / "server.log").read_text(encoding="utf-8")
    for answer in answers:
        assert answer.status == 500
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        page = answer.body.decode()
        check_html(page)
        assert "<h1>Erreur interne</h1>" in page
        (reference,) = REFERENCE.findall(page)
        assert f"fault {reference} in request" in text
    for place in ("RuntimeError", "OSError"):
        assert place in text


def test_text_for_a_terminal_says_the_same(tmp_path: Path) -> None:
    with Server(tmp_path, WEB_CONCURRENCY="1", LOG_LEVEL="INFO", LOG_FORMAT="text") as server:
        urllib.request.urlopen(f"{server.address}healthz?{MARK}").close()
    text = (tmp_path / "server.log").read_text(encoding="utf-8")
    assert "INFO ecobalyse.requests request request_id=" in text
    assert "method=GET route=healthz status=200" in text
    assert MARK not in text


def test_gunicorn_loads_the_log_before_there_are_settings() -> None:
    """Started directly, as by a service manager, gunicorn has no settings loaded yet."""
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    loaded = subprocess.run(
        [sys.executable, "-c", "from operation.server_logs import ServerLogger"],
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert loaded.returncode == 0, loaded.stderr
