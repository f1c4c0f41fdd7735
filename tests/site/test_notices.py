"""Log lines that one is enough of, whatever the number of processes."""

import time
from pathlib import Path

import pytest
from pytest_django import Settings

from ecobalyse_site import notices


@pytest.fixture(autouse=True)
def _own_directory(settings: Settings, tmp_path: Path) -> None:
    settings.COUNTER_DIR = tmp_path / "counters"
    notices._said.clear()


def as_another_process() -> None:
    """Forget what only a process knows."""
    notices._said.clear()


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
    # What another process said counts from when it was said.
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
