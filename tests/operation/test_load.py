"""The quick scenarios among those of ``make load``."""

from pathlib import Path

import pytest

from benchmarks import faults
from benchmarks.rows import shown


@pytest.mark.parametrize(
    "scenario",
    [
        faults.nonsense,
        faults.killed_worker,
        faults.reload,
        faults.full_disk,
        faults.clock_jumps,
    ],
)
def test_an_instance_survives(tmp_path: Path, scenario: faults.Scenario) -> None:
    rows = scenario(tmp_path, 1.2)
    assert all(row.good for row in rows), shown(rows)
