"""Interruptions, truncated or changed inputs, full disks: no half-written file (catalogue.md 5)."""

import errno
import gc
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ecobalyse import files as scoring_files
from ecobalyse import work
from tests.catalogue.files import PULL_REQUEST, requests
from tests.ecobalyse.conftest import PART

REPOSITORY = Path(__file__).parents[2]


# Interrupted, then resumed.


class Stopping:
    """Stops in the middle, as by Ctrl+C."""

    def __init__(self, task: work.Task, jobs: int) -> None:
        self._here = work.Here(task)

    def run(self, parts: Any) -> Any:
        for number, part in enumerate(self._here.run(parts)):
            if number == 2:
                raise KeyboardInterrupt
            yield part


@pytest.mark.parametrize("form", ["csv", "jsonl", "csv-tableur", "portail"])
@pytest.mark.parametrize("cut", [0, 7])
def test_an_interrupted_file_is_taken_up_again(
    tmp_path: Path, many: Path, form: str, cut: int
) -> None:
    bad = many.read_bytes().splitlines(keepends=True)
    bad[1] = bad[PART + 20] = bad[3 * PART] = b'{"mass": "\\"\\n;"}\n'
    many.write_bytes(b"".join(bad))
    options: dict[str, Any] = {"write": form, "detail": "summary"}
    whole, errors = tmp_path / "whole", tmp_path / "whole.errors.csv"
    scoring_files.score_file(many, whole, errors=errors, **options)
    out, out_errors = tmp_path / "out", tmp_path / "out.errors.csv"
    with pytest.raises(KeyboardInterrupt):
        scoring_files.score_file(many, out, errors=out_errors, executor=Stopping, **options)
    part = tmp_path / "out.part"
    assert not out.exists()
    assert part.read_bytes() == whole.read_bytes()[: part.stat().st_size]
    if cut:
        # As after a power failure in the middle of a line.
        part.write_bytes(part.read_bytes()[:-cut])
    done = scoring_files.score_file(many, out, errors=out_errors, resume=True, **options)
    assert out.read_bytes() == whole.read_bytes()
    assert out_errors.read_bytes() == errors.read_bytes()
    assert PART < done.resumed <= 2 * PART
    assert done.refused == 3
    assert not part.exists()


def test_what_is_taken_up_must_be_of_the_same_file(tmp_path: Path, many: Path) -> None:
    out = tmp_path / "out.jsonl"
    with pytest.raises(KeyboardInterrupt):
        scoring_files.score_file(many, out, executor=Stopping)
    rows = many.read_bytes().splitlines(keepends=True)
    many.write_bytes(b"".join([*rows[: 2 * PART - 1], rows[0], *rows[2 * PART :]]))
    with pytest.raises(scoring_files.UnusableInput, match="autre fichier"):
        scoring_files.score_file(many, out, resume=True)
    with pytest.raises(scoring_files.UnusableInput, match="autre fichier"):
        scoring_files.score_file(many, out, resume=True, detail="summary")
    many.write_bytes(b"".join(rows[:10]))
    with pytest.raises(scoring_files.UnusableInput, match="que 10 lignes"):
        scoring_files.score_file(many, out, resume=True)
    assert not out.exists()


def test_a_signal_leaves_no_file_under_the_name(tmp_path: Path) -> None:
    source, out = tmp_path / "pipe", tmp_path / "out.jsonl"
    os.mkfifo(source)
    command = [sys.executable, "-P", "-m", "ecobalyse", "score", str(source), "-o", str(out)]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    process = subprocess.Popen(
        [*command, "--from", "jsonl"], stderr=subprocess.PIPE, env=environment
    )
    with source.open("wb", buffering=0) as pipe:
        pipe.write(json.dumps(PULL_REQUEST).encode() * 1 + b"\n")
        for _ in range(200):
            if (tmp_path / "out.jsonl.part").exists():
                break
            time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Interrompu" in told.decode()
    assert "Traceback" not in told.decode()
    assert not out.exists()


def test_killed_it_leaves_no_process_behind(tmp_path: Path) -> None:
    source, out = tmp_path / "pipe", tmp_path / "out.jsonl"
    os.mkfifo(source)
    command = [sys.executable, "-P", "-m", "ecobalyse", "score", str(source), "-o", str(out)]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    process = subprocess.Popen([*command, "--from", "jsonl", "--jobs", "2"], env=environment)
    with source.open("wb", buffering=0) as pipe:
        pipe.write((json.dumps(PULL_REQUEST).encode() + b"\n") * 3000)
        others = eventually(lambda: children(process.pid))
        process.kill()
        process.wait(60)
    assert eventually(lambda: not any(map(is_there, others)))


def children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in found]


def is_there(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(") ")[-1][0] != "Z"
    except OSError:
        return False


def eventually(found: Callable[[], Any]) -> Any:
    for _ in range(600):
        if value := found():
            return value
        time.sleep(0.1)
    raise AssertionError


# File errors.


def test_a_full_disk_is_said_and_can_be_gone_on_with(
    tmp_path: Path, many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, out = tmp_path / "whole.jsonl", tmp_path / "out.jsonl"
    scoring_files.score_file(many, whole)
    monkeypatch.setattr(scoring_files, "sink_of", full_after(2))
    with pytest.raises(scoring_files.UnusableInput, match=r"No space.*--resume"):
        scoring_files.score_file(many, out)
    assert not out.exists()
    monkeypatch.undo()
    scoring_files.score_file(many, out, resume=True)
    assert out.read_bytes() == whole.read_bytes()


def test_a_full_disk_leaves_nothing_of_a_spreadsheet(
    tmp_path: Path, many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library that writes it prints nothing either, even when its object is discarded."""
    monkeypatch.setattr(scoring_files, "sink_of", full_after(2))
    with pytest.raises(scoring_files.UnusableInput, match="No space"):
        scoring_files.score_file(many, tmp_path / "out.xlsx")
    gc.collect()
    assert sorted(path.name for path in tmp_path.iterdir()) == [many.name]


def full_after(parts: int) -> Any:
    """A disk with room for a few parts of a file only."""
    opened = scoring_files.sink_of

    def sink_of(*arguments: Any, **options: Any) -> Any:
        sink = opened(*arguments, **options)
        write, left = sink.write, [parts]

        def written(rendered: Any, count: int) -> None:
            if not left[0]:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            left[0] -= 1
            write(rendered, count)

        sink.write = written
        return sink

    return sink_of


def test_a_full_disk_of_the_system(many: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-P", "-m", "ecobalyse", "score", str(many), "--to", "csv"]
        environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
        found = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, env=environment, check=False
        )
    assert found.returncode == 2
    assert "L'écriture a échoué" in found.stderr.decode()
    assert "Traceback" not in found.stderr.decode()


def test_a_file_that_changes_while_it_is_read(tmp_path: Path, many: Path) -> None:
    def touch(rows: int, behind: int | None) -> None:
        with many.open("ab") as file:
            file.write(b"\n")

    with pytest.raises(scoring_files.UnusableInput, match="changé"):
        scoring_files.score_file(many, tmp_path / "out.jsonl", progress=touch)
    assert not (tmp_path / "out.jsonl").exists()


def test_two_commands_do_not_write_one_file(tmp_path: Path, many: Path) -> None:
    def again(rows: int, behind: int | None) -> None:
        with pytest.raises(scoring_files.UnusableInput, match="Une autre commande"):
            scoring_files.score_file(many, tmp_path / "out.jsonl")

    scoring_files.score_file(many, tmp_path / "out.jsonl", progress=again)
    assert (tmp_path / "out.jsonl").read_bytes().count(b"\n") == len(requests())


def test_nothing_but_the_file_is_written(tmp_path: Path, catalogue: Path) -> None:
    """No temporary file is written: their folder stays empty while the command runs."""
    elsewhere = tmp_path / "temporary"
    elsewhere.mkdir()
    elsewhere.chmod(0o500)
    for form in ("csv", "xlsx", "jsonl", "json"):
        out = tmp_path / f"out.{form}"
        environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "TMPDIR": str(elsewhere)}
        found = subprocess.run(
            [sys.executable, "-P", "-m", "ecobalyse", "score", str(catalogue), "-o", str(out)],
            env=environment,
            capture_output=True,
            check=False,
        )
        assert found.returncode == 1
        assert not list(elsewhere.iterdir())
        assert out.exists()


@pytest.mark.parametrize(
    "words",
    [("--version",), ("--help",), ("lists", "materials"), ("score", "-", "-o", "-")],
    ids=" ".join,
)
def test_a_reader_that_has_gone_is_no_fault(words: tuple[str, ...], many: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "ecobalyse", *words]
    with many.open("rb") as rows:
        run = subprocess.run(
            command, stdin=rows, stdout=writing, stderr=subprocess.PIPE, cwd=REPOSITORY, check=False
        )
    os.close(writing)
    assert b"Traceback" not in run.stderr
    assert b"Exception ignored" not in run.stderr
