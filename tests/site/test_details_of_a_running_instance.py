"""Importing and removing the licensed details while several workers serve."""

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from scoring.engine.impacts import TRIGRAMS
from scoring.engine.method import Method
from tests.conformance.cases import differences, read_cases
from tests.conformance.test_textile import PORTAL_TSHIRT
from tests.details import made_up_rows, write_json
from tests.own_figures import filled_template
from tests.site.commands import manage_served
from tests.site.databases import make_served_database
from tests.site.server import Server

# A worker checks the file again a second after its last check: one that was idle during many
# answers of the other may still have the old state, so a series of answers must last longer.
_ROW_SECONDS = 1.5
# Enough answers in a series, and a processor left to other tests.
_PAUSE_SECONDS = 0.02
_PATIENCE_SECONDS = 20


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    data = tmp_path_factory.mktemp("instance")
    make_served_database(data)
    with Server(data, WEB_CONCURRENCY="2", RATELIMIT_MAX_RPM="0") as started:
        yield started


@pytest.fixture(scope="module")
def headers(server: Server) -> dict[str, str]:
    made = manage_served(server.data, "create_token", "owner@example.org")
    return {"Authorization": f"Bearer {made.stdout.strip()}"}


def answer_of(server: Server, headers: dict[str, str], query: Any = PORTAL_TSHIRT) -> Any:
    status, answer = server.post("/api/textile/simulator", query, headers)
    assert status == 200
    return answer


def level_of_all_workers(server: Server, headers: dict[str, str], expected: str) -> bool:
    """Send requests until answers have had a level for so long that no worker can give another."""
    start = row_start = time.monotonic()
    while (now := time.monotonic()) - row_start < _ROW_SECONDS:
        if now - start > _PATIENCE_SECONDS:
            return False
        if answer_of(server, headers)["meta"]["impactsLevel"] != expected:
            row_start = time.monotonic()
        time.sleep(_PAUSE_SECONDS)
    return True


def test_every_worker_takes_up_an_import_refuses_damage_and_forgets_what_is_removed(
    server: Server, headers: dict[str, str], method: Method
) -> None:
    rows = made_up_rows(method.dataset)
    source = write_json(server.data / "licence.json", rows)
    assert level_of_all_workers(server, headers, "indicative")

    imported = manage_served(server.data, "import_details", str(source))
    assert imported.returncode == 0, imported.stderr
    assert level_of_all_workers(server, headers, "official")
    for case in read_cases("textile_details.jsonl"):
        impacts = answer_of(server, headers, case["query"])["impacts"]
        assert differences([impacts[trigram] for trigram in TRIGRAMS], case["impacts"]) == []

    bad = write_json(server.data / "bad.json", rows[1:])
    refused = manage_served(server.data, "import_details", str(bad))
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
    kept = server.data / "details" / "v7.0.0.csv"
    kept.write_bytes(kept.read_bytes()[:-100])
    log = server.data / "server.log"
    end = time.monotonic() + _PATIENCE_SECONDS
    while "import_details" not in log.read_text(encoding="utf-8"):
        assert time.monotonic() < end
        assert answer_of(server, headers)["meta"]["impactsLevel"] == "official"
    assert level_of_all_workers(server, headers, "official")

    assert manage_served(server.data, "import_details", "--remove").returncode == 0
    assert level_of_all_workers(server, headers, "indicative")
    assert "Traceback" not in log.read_text(encoding="utf-8")


def test_every_worker_takes_up_own_figures_and_forgets_them(
    server: Server, headers: dict[str, str], method: Method
) -> None:
    source = server.data / "values.csv"
    source.write_text(filled_template(method.dataset, lambda _one: 1), encoding="utf-8")
    assert level_of_all_workers(server, headers, "indicative")
    imported = manage_served(server.data, "import_details", "--own", str(source))
    assert imported.returncode == 0, imported.stderr
    assert level_of_all_workers(server, headers, "own")
    assert answer_of(server, headers)["impacts"]["wtu"] > 0
    assert manage_served(server.data, "import_details", "--own", "--remove").returncode == 0
    assert level_of_all_workers(server, headers, "indicative")


def test_while_files_are_replaced_no_answer_fails_or_is_half_of_each(
    server: Server, headers: dict[str, str], method: Method
) -> None:
    rows = made_up_rows(method.dataset)
    source = write_json(server.data / "licence.json", rows)

    def replace_again_and_again() -> None:
        for _ in range(3):
            manage_served(server.data, "import_details", str(source))

    replacing = threading.Thread(target=replace_again_and_again)
    found = set()

    def note_an_answer() -> None:
        answer = answer_of(server, headers)
        found.add((answer["meta"]["impactsLevel"], answer["impacts"]["cch"]))

    # Before the first file, which may be there before an answer.
    note_an_answer()
    replacing.start()
    while replacing.is_alive():
        note_an_answer()
    assert level_of_all_workers(server, headers, "official")
    note_an_answer()
    # Each level has only one figure.
    assert {level for level, _ in found} == {"indicative", "official"}
    assert len(found) == 2
    manage_served(server.data, "import_details", "--remove")
