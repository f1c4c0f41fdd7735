"""``make load``: an instance under load, malformed requests and faults; prints the table of
``benchmarks/README.md``.

``--seconds`` is the duration of each sustained load: use minutes for published figures.
``--readme`` updates the table there.
"""

import argparse
import tempfile
from pathlib import Path

from benchmarks import faults, neighbours
from benchmarks.driver import Load, drive
from benchmarks.processes import memory, workers
from benchmarks.requests import NO_REFUSAL, score_request, textile_requests
from benchmarks.rows import Row, publish, shown
from tests.site.server import SpawnedServer

_MARK = "make load"
_SHORT = 10.0
_SCENARIO_SECONDS = 8.0


def sustained(directory: Path, seconds: float) -> list[Row]:
    """Eight, then sixty-four concurrent connections, as fast as they are served."""
    requests = [score_request("/api/textile/simulator", body) for body in textile_requests()]
    rows = []
    with SpawnedServer(directory, RATELIMIT_MAX_RPM=NO_REFUSAL) as server:
        drive(server.port, requests, 8, 2)
        count = len(workers(server))
        for connections in (8, 64):
            before = memory(server)
            load = drive(server.port, requests, connections, seconds)
            rows.append(
                Row(
                    f"{connections} connexions pendant {seconds:.0f} s, {count} processus",
                    f"{_rate(load)} ; {before:.0f} Mo par processus avant, "
                    f"{memory(server):.0f} Mo après",
                    not load.refused,
                )
            )
    return rows


def _rate(load: Load) -> str:
    return (
        f"{load.rate:.0f} requêtes/s, médiane {load.percentile(0.5):.0f} ms, "
        f"p99 {load.percentile(0.99):.0f} ms, échecs : {load.refused} sur {len(load.latencies)}"
    )


def main() -> None:
    """Run every scenario and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=_SHORT)
    parser.add_argument("--readme", action="store_true")
    options = parser.parse_args()
    rows = []
    for scenario in (sustained, *neighbours.SCENARIOS, *faults.SCENARIOS):
        with tempfile.TemporaryDirectory() as directory:
            length = options.seconds if scenario is sustained else _SCENARIO_SECONDS
            rows += scenario(Path(directory), length)
            print(f"  {rows[-1].done} : {rows[-1].found}", flush=True)
    print(shown(rows))
    if options.readme:
        publish(_MARK, shown(rows))
    if not all(row.good for row in rows):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
