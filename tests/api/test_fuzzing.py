"""Requests generated from the OpenAPI document, sent to a running server by Schemathesis.

It draws as many as it can in the time it is given, so that these tests last as long on any machine.
They have the machine to themselves ("make test-fuzzing").

Left out of its checks: ``unsupported_method``, since the contract answers 404 there, and
``positive_data_acceptance``, since no schema can say that a transformation is counted in the unit
of its material; ``test_openapi_accepted`` compares what is documented and what is accepted.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.site.commands import manage_served
from tests.site.databases import make_served_database
from tests.site.server import Server

pytestmark = pytest.mark.fuzzing

LEFT_OUT = "unsupported_method,positive_data_acceptance"
# A batch is accepted whatever its items are: each has its own status.
BATCHES = """
[[operations]]
include-path-regex = "/(batch|catalogue)$"
checks.negative_data_rejection.enabled = false
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    data = tmp_path_factory.mktemp("fuzzed")
    make_served_database(data)
    with Server(data, WEB_CONCURRENCY="2", RATELIMIT_MAX_RPM="0") as started:
        yield started


@pytest.fixture(params=["anonymous", "token"])
def headers(request: pytest.FixtureRequest, server: Server) -> list[str]:
    if request.param == "anonymous":
        return []
    token = manage_served(server.data, "create_token", "fuzzer@example.org").stdout.strip()
    return ["--header", f"Authorization: Bearer {token}"]


def test_no_answer_is_a_fault_or_out_of_the_document(
    server: Server, headers: list[str], tmp_path: Path
) -> None:
    (tmp_path / "schemathesis.toml").write_text(BATCHES, encoding="utf-8")
    run = subprocess.run(
        [
            Path(sys.executable).with_name("st"),
            "run",
            f"{server.address}api",
            *headers,
            f"--exclude-checks={LEFT_OUT}",
            "--phases=examples,coverage,fuzzing",
            "--max-examples=5",
            "--max-time=20",
            "--warnings=off",
            "--no-color",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout
    assert " failed" not in run.stdout
    log = (server.data / "server.log").read_text(encoding="utf-8")
    assert "fault" not in log
