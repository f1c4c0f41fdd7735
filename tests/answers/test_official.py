"""The licensed file of an instance: reloaded when it changes, unless it is damaged."""

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from scoring.answers import imported, official
from scoring.answers.official import OfficialDetails, details_path, official_details
from scoring.engine.files.columns import DETAILS_COLUMNS
from scoring.engine.impacts import DETAILS
from scoring.engine.method import Method
from tests.conformance.cases import synthetic_table
from tests.conformance.convert import CASES


class Clock:
    """A clock that a test moves on."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def monotonic(self) -> float:
        return self.seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    """Control the time at which the file is checked."""
    started = Clock()
    monkeypatch.setattr(imported, "time", started)
    yield started
    official._files._held.clear()


def write(directory: Path, *, without: int = 0) -> Path:
    """The made-up figures as an import stores them, without some of the last rows."""
    path = details_path(directory, "v7.0.0")
    path.parent.mkdir(exist_ok=True)
    with (CASES / "synthetic_details.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(DETAILS_COLUMNS)
        for row in rows[: len(rows) - without]:
            writer.writerow([row["process_id"], *(row[trigram] for trigram in DETAILS)])
    return path


def later(clock: Clock, method: Method, directory: Path) -> OfficialDetails | None:
    """What is served once the file has been checked again."""
    clock.seconds += 1.0
    return official_details(method, directory)


def test_an_instance_without_a_licensed_file_has_none(
    clock: Clock, method: Method, tmp_path: Path
) -> None:
    assert official_details(method, tmp_path) is None
    assert later(clock, method, tmp_path) is None


def test_an_import_is_served_within_a_second_and_so_is_a_removal(
    clock: Clock, method: Method, tmp_path: Path
) -> None:
    assert official_details(method, tmp_path) is None
    path = write(tmp_path)
    clock.seconds += 0.9
    assert official_details(method, tmp_path) is None
    clock.seconds += 0.1
    found = official_details(method, tmp_path)
    assert found is not None
    assert found.table == synthetic_table(method.dataset)
    # The object stays the same until the file changes: nothing is read again.
    assert later(clock, method, tmp_path) is found
    path.unlink()
    assert official_details(method, tmp_path) is found
    assert later(clock, method, tmp_path) is None


def test_another_import_is_another_edition(clock: Clock, method: Method, tmp_path: Path) -> None:
    path = write(tmp_path)
    first = official_details(method, tmp_path)
    # The same size and figures, but another file, as an import makes one.
    Path(shutil.copy(path, tmp_path / "copy")).replace(path)
    second = later(clock, method, tmp_path)
    assert first is not None
    assert second is not None
    assert second.table == first.table
    assert second.stamp != first.stamp


def test_the_files_of_two_places_are_told_apart(
    clock: Clock, method: Method, tmp_path: Path
) -> None:
    (tmp_path / "one").mkdir()
    write(tmp_path / "one")
    assert official_details(method, tmp_path / "one") is not None
    assert official_details(method, tmp_path / "other") is None


def test_a_damaged_file_is_refused_once_and_its_figures_are_not_logged(
    clock: Clock, method: Method, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write(tmp_path)
    served = official_details(method, tmp_path)
    assert served is not None
    path = write(tmp_path, without=1)
    for _ in range(3):
        assert later(clock, method, tmp_path) is served
    (message,) = caplog.messages
    assert message.startswith(f"{path} est refusé (1 fautes)")
    assert "import_details" in message
    write(tmp_path)
    again = later(clock, method, tmp_path)
    assert again is not None
    assert again.stamp != served.stamp
    assert len(caplog.messages) == 1


def test_a_file_that_was_damaged_from_the_start_serves_nothing(
    clock: Clock, method: Method, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = write(tmp_path, without=2)
    assert official_details(method, tmp_path) is None
    assert later(clock, method, tmp_path) is None
    assert len(caplog.messages) == 1
    assert f"{path} est refusé (2 fautes)" in caplog.text


def test_a_file_out_of_reach_is_said_once_each_time_and_what_was_served_goes_on(
    clock: Clock, method: Method, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = write(tmp_path)
    served = official_details(method, tmp_path)
    assert served is not None
    kept = path.parent.rename(tmp_path / "kept")
    # A file in place of the directory: reading fails, even for root.
    path.parent.write_bytes(b"")
    for _ in range(3):
        assert later(clock, method, tmp_path) is served
    assert caplog.messages == [f"{path} ne peut pas être lu (Not a directory)."]
    path.parent.unlink()
    kept.rename(path.parent)
    assert later(clock, method, tmp_path) is served
    path.parent.rename(tmp_path / "kept")
    path.parent.write_bytes(b"")
    assert later(clock, method, tmp_path) is served
    assert len(caplog.messages) == 2


def test_a_file_out_of_reach_from_the_start_serves_nothing(
    clock: Clock, method: Method, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "details").write_bytes(b"")
    assert official_details(method, tmp_path) is None
    assert later(clock, method, tmp_path) is None
    assert len(caplog.messages) == 1
    (tmp_path / "details").unlink()
    write(tmp_path)
    assert later(clock, method, tmp_path) is not None
