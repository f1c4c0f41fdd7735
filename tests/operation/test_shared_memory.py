"""What a server's processes share stays shared, and they load all of it before they are forked."""

import http.client
import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.processes import workers
from tests.conformance.test_textile import PORTAL_TSHIRT
from tests.site.databases import make_database
from tests.site.server import REPOSITORY, SpawnedServer

# Enough for the garbage collector to look at all objects that it does not leave alone.
_CALLS = 200
_KEPT_SHARE = 0.7
_EXPLAIN = "/api/textile/explain"
_IMPORTED = """
import json, sys
from django.test import Client
import ecobalyse_site.wsgi
before = set(sys.modules)
client = Client(SERVER_NAME="localhost")
calls = json.load(sys.stdin)
statuses = [
    client.post(path, body, "application/json", headers={"token": token}).status_code
    for path, body, token in calls
]
by_calls = set(sys.modules) - before
statuses.append(client.get("/textile/").status_code)
by_page = {name for name in set(sys.modules) - before if ".templatetags" in name}
print(json.dumps([statuses, sorted(by_calls), sorted(by_page)]))
"""


def shared(server: SpawnedServer) -> int:
    """Kilobytes that the only worker has written to, or its parent, and that both still share."""
    (worker,) = workers(server)
    lines = Path(f"/proc/{worker}/smaps_rollup").read_text(encoding="ascii").splitlines()
    (found,) = (line.split()[1] for line in lines if line.startswith("Shared_Dirty:"))
    return int(found)


def explain(server: SpawnedServer, calls: int) -> None:
    """Ask for calculations line by line, on one connection: they make many objects."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    body, headers = json.dumps(PORTAL_TSHIRT), {"Content-Type": "application/json"}
    for _ in range(calls):
        connection.request("POST", _EXPLAIN, body, headers)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == http.client.OK
    connection.close()


def test_calls_leave_loaded_data_shared_by_processes(tmp_path: Path) -> None:
    with SpawnedServer(tmp_path, WEB_CONCURRENCY="1", RATELIMIT_MAX_RPM="0") as server:
        explain(server, 1)
        before = shared(server)
        explain(server, _CALLS)
        assert shared(server) > _KEPT_SHARE * before


def test_no_call_is_the_first_to_import_a_module(tmp_path: Path) -> None:
    make_database(tmp_path)
    paths = ["/api/textile/simulator", "/api/textile/simulator/detailed", _EXPLAIN]
    calls = [(path, json.dumps(PORTAL_TSHIRT), token) for path in paths for token in ("", "abc")]
    calls.append(("/api/textile/simulator/batch", json.dumps([PORTAL_TSHIRT]), ""))
    run = subprocess.run(
        [sys.executable, "-c", _IMPORTED],
        env=os.environ | {"DATA_DIR": str(tmp_path), "COUNTER_DIR": str(tmp_path)},
        cwd=REPOSITORY,
        input=json.dumps(calls),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    statuses, by_calls, by_page = json.loads(run.stdout)
    assert (set(statuses), by_calls, by_page) == ({200}, [], [])
