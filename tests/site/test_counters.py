"""Counters that all processes of a machine share."""

import contextlib
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ecobalyse_site import counters
from ecobalyse_site.counters import SharedCounterCache


@pytest.fixture
def store(tmp_path: Path) -> SharedCounterCache:
    return SharedCounterCache(str(tmp_path / "counters"), {})


@pytest.fixture
def other(store: SharedCounterCache) -> SharedCounterCache:
    """The same counters, as opened by another process."""
    return SharedCounterCache(str(store.path), {})


def test_a_counter_is_made_once_and_added_to_by_all(
    store: SharedCounterCache, other: SharedCounterCache
) -> None:
    assert store.add("caller", 1, 60)
    assert not other.add("caller", 1, 60)
    assert other.incr("caller") == 2
    assert store.incr("caller", -1) == 1
    assert other.get("caller") == 1
    assert store.get("nobody") is None


def test_a_counter_that_is_deleted_is_gone_for_all(
    store: SharedCounterCache, other: SharedCounterCache
) -> None:
    store.set("caller", 7, 60)
    assert other.delete("caller")
    assert not other.delete("caller")
    assert store.get("caller") is None
    with pytest.raises(ValueError, match="no counter"):
        store.incr("caller")
    assert store.add("caller", 1, 60)


def test_a_counter_expires(
    store: SharedCounterCache, other: SharedCounterCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1_000_000.0
    monkeypatch.setattr("time.time", lambda: now)
    store.add("caller", 5, 60)
    now += 59
    assert other.incr("caller") == 6
    now += 2
    assert other.get("caller") is None
    assert store.add("caller", 1, 60)
    assert other.get("caller") == 1


def test_all_counters_are_forgotten_at_once(
    store: SharedCounterCache, other: SharedCounterCache
) -> None:
    store.add("one", 1, 60)
    store.add("two", 1, None)
    other.clear()
    assert store.get("one") is None
    assert store.get("two") is None


def test_in_a_crowd_the_first_to_expire_gives_way_and_the_file_is_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # All keys hash to the same records.
    monkeypatch.setattr(counters, "_SLOTS", counters._REACH + 1)
    store = SharedCounterCache(str(tmp_path / "counters"), {})
    keys = [f"caller {number}" for number in range(counters._REACH + 1)]
    for seconds, key in enumerate(keys, start=60):
        assert store.add(key, 1, seconds)
    assert store.get(keys[0]) is None
    assert all(store.incr(key) == 2 for key in keys[1:])
    assert store.path.stat().st_size <= counters._REACH * 32


def test_a_record_that_another_counter_took_is_not_added_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Both keys hash to the only record.
    monkeypatch.setattr(counters, "_REACH", 1)
    monkeypatch.setattr(counters, "_SLOTS", 2)
    monkeypatch.setattr(counters, "_SPAN", 32)
    path = str(tmp_path / "counters")
    store, other = SharedCounterCache(path, {}), SharedCounterCache(path, {})
    assert store.add("mine", 5, 60)
    assert store.incr("mine") == 6
    assert other.add("theirs", 1, 90)
    with pytest.raises(ValueError, match="no counter"):
        store.incr("mine")
    assert other.incr("theirs") == 2


def test_a_process_killed_while_it_counts_holds_up_nobody(store: SharedCounterCache) -> None:
    code = (
        "import sys, time\n"
        "from ecobalyse_site.counters import SharedCounterCache\n"
        "with SharedCounterCache(sys.argv[1], {})._locked():\n"
        "    print('held', flush=True)\n"
        "    time.sleep(600)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(store.path)], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        os.kill(process.pid, signal.SIGKILL)
        assert store.add("caller", 1, 60)


def test_the_file_is_for_its_owner_and_shows_no_key(store: SharedCounterCache) -> None:
    store.add("198.51.100.7", 1, 60)
    assert store.path.stat().st_mode & 0o077 == 0
    assert b"198.51" not in store.path.read_bytes()


def test_no_file_of_someone_else_is_written_through_a_link(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"ours")
    (tmp_path / "counters").symlink_to(other)
    with pytest.raises(OSError):
        SharedCounterCache(str(tmp_path / "counters"), {}).add("caller", 1, 60)
    assert other.read_bytes() == b"ours"


@pytest.mark.parametrize("replaced", [False, True])
def test_who_has_a_removed_file_open_counts_with_who_opens_the_new_one(
    store: SharedCounterCache, tmp_path: Path, replaced: bool
) -> None:
    assert store.add("caller", 5, 60)
    if replaced:
        (tmp_path / "new").touch()
        (tmp_path / "new").rename(store.path)
    else:
        store.path.unlink()
    later = SharedCounterCache(str(store.path), {})
    assert later.add("caller", 1, 60)
    assert store.incr("caller") == 2
    assert later.incr("caller") == 3
    assert not store.add("caller", 1, 60)


def test_a_removed_directory_is_made_again(tmp_path: Path) -> None:
    store = SharedCounterCache(str(tmp_path / "directory" / "counters"), {})
    store.add("caller", 1, 60)
    store.path.unlink()
    store.path.parent.rmdir()
    store.set("caller", 1, 60)
    assert store.incr("caller") == 2


THREADS, PROCESSES, COUNTS = 16, 3, 200
_COUNTING = f"""
import sys
from concurrent.futures import ThreadPoolExecutor
from ecobalyse_site.counters import SharedCounterCache

sys.setswitchinterval(1e-6)
store = SharedCounterCache(sys.argv[1], {{}})

def count(thread):
    # One store for all threads, or one each, as Django gives them.
    own = store if thread % 2 else SharedCounterCache(sys.argv[1], {{}})
    seen = []
    for _ in range({COUNTS}):
        seen.append(1 if own.add("caller", 1, 600) else own.incr("caller"))
    return seen

print("ready", flush=True)
sys.stdin.readline()
with ThreadPoolExecutor({THREADS}) as pool:
    for seen in pool.map(count, range({THREADS})):
        print(*seen)
"""


def test_threads_of_several_processes_count_exactly(store: SharedCounterCache) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", _COUNTING, str(store.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(PROCESSES)
    ]
    seen: list[int] = []
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    for process in processes:
        output, _ = process.communicate(timeout=120)
        assert process.returncode == 0
        seen += map(int, output.split())
    assert sorted(seen) == list(range(1, THREADS * PROCESSES * COUNTS + 1))


@contextlib.contextmanager
def full() -> Iterator[None]:
    """No file of this process can grow: writes fail as on a full disk.

    Only while needed: a file that receives the test output cannot grow either.
    """
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_counters_without_room_are_out_of_reach_not_wrong(
    store: SharedCounterCache,
) -> None:
    with full():
        with pytest.raises(OSError):
            store.add("caller", 1, 60)
        assert store.get("caller") is None
