"""What ``make bench`` prints about two servers measured in turn, and which ones it rejects."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.driver import Load
from benchmarks.http import Options, run
from benchmarks.machine import Watch, python_build
from benchmarks.rounds import Case, Found, measure
from benchmarks.subjects import REPOSITORY, Unusable, running
from benchmarks.tables import publish, ratios_table, results_table
from benchmarks.workloads import Workload
from tests.site.server import Server

WORKLOAD = Workload(code="simulator", title="deux scores", path="/", bodies=[b"{}"], garments=2)
CASE = Case(WORKLOAD, 8, kept=True)


def found(rate: float, cost: float | None, *, refused: int = 0) -> Found:
    """Three rounds of one second, of which the middle one has these figures."""
    one = Found()
    for share in (0.5, 1.0, 3.0):
        calls = round(rate * share)
        load = Load(seconds=1.0, latencies=[4.0] * calls, received=100 * calls, refused=refused)
        one.add(load, None if cost is None else cost * share * calls)
    return one


def test_a_row_has_the_median_round() -> None:
    text = results_table({CASE: [found(2000, 0.0004)]}).splitlines()[-1]
    assert text == (
        "| deux scores | 8, gardées | 2 000 | 4,0 ms | 4,0 ms "
        "| 400 µs (200 µs par vêtement) | 100 octets | 0 |"
    )


def test_ratios_are_of_ours_to_the_other() -> None:
    text = ratios_table({CASE: [found(2000, 0.0003), found(1000, 0.0006)]}).splitlines()[-1]
    assert "| 1 000 et 2 000 | 2,00 |" in text
    assert text.endswith("| 600 µs et 300 µs | 0,50 |")


def test_what_is_not_known_is_said() -> None:
    text = ratios_table({CASE: [found(2000, 0.0003), found(1000, None)]}).splitlines()[-1]
    assert text.endswith("| inconnu et 300 µs | inconnu |")
    missing = found(100, 0.1, refused=50)
    missing.load.refused = len(missing.load.latencies)
    assert "elle ne l'a pas" in ratios_table({CASE: [found(2000, 0.0003), missing]})
    some = ratios_table({CASE: [found(2000, 0.0003), found(100, 0.1, refused=1)]})
    assert "(échecs : elle 3)" in some


def test_a_table_is_written_between_its_markers_only(tmp_path: Path) -> None:
    file = tmp_path / "README.md"
    file.write_text("a\n<!-- x -->\nold\n<!-- /x -->\nb\n", encoding="utf-8")
    publish("x", "new", file)
    assert file.read_text(encoding="utf-8") == "a\n<!-- x -->\nnew\n<!-- /x -->\nb\n"
    with pytest.raises(ValueError, match="<!-- y -->"):
        publish("y", "new", file)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://example.org", "une adresse http://"),
        ("localhost:8000", "une adresse http://"),
    ],
)
def test_an_address_that_cannot_be_measured_is_refused(address: str, said: str) -> None:
    with pytest.raises(Unusable, match=said):
        running(address)


def test_a_process_that_is_not_there_is_refused() -> None:
    with pytest.raises(Unusable, match="aucun programme"):
        running("http://localhost:1", pid=2**22 + 1)


def test_a_server_that_does_not_answer_is_refused_in_one_sentence() -> None:
    with pytest.raises(Unusable, match="ne répond pas"):
        running("http://localhost:1")


def test_a_folder_that_is_no_copy_is_refused(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--against", str(tmp_path)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert "manage.py n'y est pas" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.slow
@pytest.mark.long
def test_a_server_is_measured_in_turn_with_a_running_one(tmp_path: Path) -> None:
    lines: list[str] = []
    with Server(tmp_path, WEB_CONCURRENCY="1", RATELIMIT_MAX_RPM="0") as server:
        options = Options(
            seconds=0.03,
            rounds=1,
            processor=0.1,
            starts=1,
            against=server.address,
            against_pid=server.process.pid,
            only=("simulator", "token", "update"),
            connections=8,
        )
        report = run(options, lines.append)
    assert any("AGAINST_TOKEN" in line for line in lines)
    # Each load is served by both, and its CPU time is known.
    for title in ("deux scores", "mise à jour de la page"):
        assert f"| {title} |" in report.results
        assert f"| {title} |" in report.ratios
    assert "calcul ligne à ligne" not in report.results
    assert "jeton" not in report.results
    assert "échecs :" not in report.ratios
    assert "inconnu" not in report.ratios
    assert "nous" in report.processes
    assert "µs par appel" in report.generator
    assert "en tout" in report.profile


def test_rounds_are_in_turn() -> None:
    order: list[str] = []

    class Spied:
        keeps = True

        def __init__(self, name: str) -> None:
            self.name = name

        def processor_seconds(self) -> float:
            return float(len(order))

        def drive(self, *_: object, **__: object) -> Load:
            order.append(self.name)
            return Load(seconds=1.0, latencies=[1.0])

    servers = [Spied("ours"), Spied("other")]
    results = measure([CASE], servers, 2, 1.0)  # type: ignore[arg-type]
    assert order == ["ours", "other", "ours", "other", "other", "ours"]
    assert [one.costs for one in results[CASE]] == [[1.0, 1.0], [1.0, 1.0]]


def test_the_machine_is_described() -> None:
    watch = Watch()
    sum(range(2_000_000))
    found = watch.surroundings()
    assert found.cores >= 1
    assert 0 <= found.others <= 1
    assert "cœurs" in str(found)
    assert python_build().startswith("CPython 3.")
