"""Log lines that are written once, whatever the number of processes."""

import itertools
import logging
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pytest_django import Settings

from foundation import notices


@pytest.fixture(autouse=True)
def _own_directory(settings: Settings, tmp_path: Path) -> None:
    settings.COUNTER_DIR = tmp_path / "counters"
    as_another_process()


def as_another_process() -> None:
    """Forget what a process knows on its own."""
    notices._last_logged.clear()
    notices._suppressed.clear()


def test_one_process_speaks_for_all_and_again_after_a_minute(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 1000.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    assert notices.is_due("limit")
    assert not notices.is_due("limit")
    as_another_process()
    now += 40
    assert not notices.is_due("limit")
    assert notices.is_due("accounts")
    # What another process logged counts from the time it did.
    now += 21
    assert notices.is_due("limit")
    as_another_process()
    assert not notices.is_due("limit")


def test_after_a_restart_of_the_machine_its_clock_begins_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 500_000.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    assert notices.is_due("limit")
    as_another_process()
    now = 20.0
    assert notices.is_due("limit")


@pytest.mark.parametrize("content", [b"", b"x" * 100])
def test_a_damaged_file_silences_nobody(settings: Settings, content: bytes) -> None:
    settings.COUNTER_DIR.mkdir()
    (settings.COUNTER_DIR / "said-limit").write_bytes(content)
    assert notices.is_due("limit")
    as_another_process()
    assert not notices.is_due("limit")


def test_without_a_directory_each_process_speaks_for_itself(
    settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "obstacle").touch()
    settings.COUNTER_DIR = tmp_path / "obstacle" / "counters"
    assert notices.is_due("limit")
    assert not notices.is_due("limit")
    as_another_process()
    assert notices.is_due("limit")


def test_no_file_of_someone_else_is_written_through_a_link(
    settings: Settings, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.write_text("ours", encoding="utf-8")
    settings.COUNTER_DIR.mkdir()
    (settings.COUNTER_DIR / "said-limit").symlink_to(other)
    assert notices.is_due("limit")
    assert other.read_text(encoding="utf-8") == "ours"


def lines(caplog: pytest.LogCaptureFixture) -> list[tuple[str, int]]:
    """The lines logged since the last call, and how many suppressed ones each reports."""
    found = [
        (record.getMessage(), getattr(record, "fields", {}).get("suppressed", 0))
        for record in caplog.records
    ]
    caplog.clear()
    return found


def speak(subject: str = "flood") -> None:
    notices.log_throttled(logging.getLogger("tests").warning, subject, "it happened to %s", subject)


@pytest.mark.parametrize("reach", [True, False], ids=["shared", "alone"])
def test_the_next_line_tells_how_many_were_left_unsaid(
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    reach: bool,
) -> None:
    if not reach:
        (tmp_path / "obstacle").touch()
        settings.COUNTER_DIR = tmp_path / "obstacle" / "counters"
    now = 1000.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    for _ in range(8):
        speak()
    if reach:
        as_another_process()
    for _ in range(4):
        speak()
    speak("other")
    assert lines(caplog) == [("it happened to flood", 0), ("it happened to other", 0)]
    now += 61
    speak()
    speak()
    assert lines(caplog) == [("it happened to flood", 11)]
    now += 61
    speak()
    assert lines(caplog) == [("it happened to flood", 1)]
    now += 61
    speak()
    assert lines(caplog) == [("it happened to flood", 0)]


THREADS, PROCESSES, SUBJECTS = 8, 2, 60
_SPEAKING = f"""
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from django.conf import settings
settings.configure(COUNTER_DIR=Path(sys.argv[1]))
from foundation import notices

sys.setswitchinterval(1e-6)
together = threading.Barrier({THREADS})
said = []

def note(message, **named):
    said.append(message)

def speak(thread):
    for subject in range({SUBJECTS}):
        together.wait(20)
        notices.log_throttled(note, f"flood-{{subject}}", str(subject))

with ThreadPoolExecutor({THREADS}) as pool:
    list(pool.map(speak, range({THREADS})))
print(*said)
"""


@pytest.mark.parametrize("reach", [True, False], ids=["shared", "alone"])
def test_threads_of_several_processes_say_one_line_and_count_the_others(
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    reach: bool,
) -> None:
    if not reach:
        (tmp_path / "obstacle").touch()
        settings.COUNTER_DIR = tmp_path / "obstacle" / "counters"
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", _SPEAKING, str(settings.COUNTER_DIR)], stdout=subprocess.PIPE
        )
        for _ in range(PROCESSES)
    ]
    outputs = [process.communicate(timeout=60)[0].split() for process in processes]
    subjects = sorted(str(number).encode() for number in range(SUBJECTS))
    if not reach:
        assert [sorted(said) for said in outputs] == [subjects] * PROCESSES
        return
    assert sorted(itertools.chain(*outputs)) == subjects
    later = time.monotonic() + 61
    monkeypatch.setattr(time, "monotonic", lambda: later)
    speak("flood-7")
    assert lines(caplog) == [("it happened to flood-7", THREADS * PROCESSES - 1)]
