"""Several machines give the same bytes, even when a worker dies (catalogue.md 5)."""

import json
from pathlib import Path
from typing import Any

import pytest

from ecobalyse import cluster, work
from ecobalyse.cluster import Cluster
from ecobalyse.files import UnusableInput, score_file
from tests.catalogue.files import needs, requests

pytestmark = pytest.mark.slow


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    needs("distributed")
    monkeypatch.setattr(work, "ROWS_IN_A_PART", 40)
    path = tmp_path / "many.jsonl"
    path.write_bytes(b"".join(json.dumps(body).encode() + b"\n" for body in requests()))
    return path


@pytest.mark.filterwarnings("default")
def test_a_worker_that_dies_changes_nothing(many: Path, tmp_path: Path) -> None:
    distributed = needs("distributed")
    alone, shared = tmp_path / "alone.jsonl", tmp_path / "shared.jsonl"
    score_file(many, alone)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as shared_out:
        killed: list[Any] = []

        def kill(rows: int, behind: int | None) -> None:
            if not killed:
                killed.append(shared_out.workers[0])
                shared_out.workers[0].process.process.kill()

        score_file(
            many,
            shared,
            executor=lambda task, jobs: Cluster(task, shared_out.scheduler_address),
            progress=kill,
        )
    assert killed
    assert shared.read_bytes() == alone.read_bytes()


@pytest.mark.filterwarnings("default")
def test_a_scheduler_that_does_not_answer(
    many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "CONNECT_TIMEOUT", "1s")
    with pytest.raises(UnusableInput, match="ne répond pas"):
        score_file(
            many,
            tmp_path / "out.jsonl",
            executor=lambda task, jobs: Cluster(task, "tcp://127.0.0.1:9"),
        )
    assert not (tmp_path / "out.jsonl").exists()
