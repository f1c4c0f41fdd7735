"""Nothing that is submitted and nothing that is computed is kept anywhere (api.md 9).

Every route is called with marks in every field, then everything that the instance could have
written is searched for them. The routes come from the URL configuration, the fields of the API from
their definitions, those of the pages from the pages and from what their views read. A witness in
the server says that the views did receive the marks, and which files were opened for writing.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis as redis_client

from tests.operation.services import Redis
from tests.site.commands import manage_served
from tests.site.databases import make_served_database
from tests.site.every_route import every_address
from tests.site.marked_calls import call_badly, call_everything, call_pages, compare_and_download
from tests.site.marked_catalogues import drop_catalogues
from tests.site.marks import DIGITS, MARK
from tests.site.server import SpawnedServer
from tests.site.witness import STEM

# Administrators' accounts, each with a session: a form that ends one does not affect the next.
MAKE_SESSIONS = """
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.conf import settings
from accounts.models import User
from accounts.sessions import SessionStore
for number in range({count}):
    user = User.objects.create_superuser(f"administrateur{{number}}@example.org")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    print("session", session.session_key)
"""


@pytest.fixture(params=["embedded", "redis"])
def redis(request: pytest.FixtureRequest) -> Iterator[Redis | None]:
    if request.param == "embedded":
        yield None
    else:
        with Redis() as started:
            yield started


@pytest.fixture(autouse=True)
def _own_stores(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests search files, whatever stores the others use."""
    for variable in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(variable, raising=False)


@pytest.mark.long
def test_no_mark_is_left_anywhere(redis: Redis | None, tmp_path: Path) -> None:
    data, temporary, notes = tmp_path / "data", tmp_path / "tmp", tmp_path / "opened"
    data.mkdir()
    temporary.mkdir()
    variables = {
        "LOG_LEVEL": "DEBUG",
        "LOG_FORMAT": "text",
        "TMPDIR": str(temporary),
        "DJANGO_SETTINGS_MODULE": "tests.site.faulty_settings",
        "WITNESS_FILE": str(notes),
        "RATELIMIT_MAX_RPM": "100000",
        # Less than the largest files sent, more than what Django keeps in memory.
        "BATCH_MAX_BYTES": "2900000",
        "WEB_CONCURRENCY": "2",
    } | ({"REDIS_URL": redis.url} if redis else {})
    token, sessions = prepare(data)
    with SpawnedServer(data, **variables) as server:
        assert server.ask("GET", "/healthz").status == 200
        started, noted = temporary.stat().st_mtime_ns, notes.stat().st_size
        # Another counter store does not change what views store, nor pages that count nothing: of
        # the API, calls with a token, which touch more of the instance, are enough.
        bearers = [*([{}] if redis is None else []), {"Authorization": f"Bearer {token}"}]
        computed = [found for bearer in bearers for found in call_everything(server, bearer)]
        call_pages(server, sessions, only_accounts=redis is not None)
        compare_and_download(server)
        computed += drop_catalogues(server, only_small=redis is not None)
        call_badly(server)
        counted = redis_holds(redis) if redis else b""
        # No file was ever there, not even for a moment.
        assert temporary.stat().st_mtime_ns == started
        assert opened_for_writing(notes, noted, data) == set()
        # Search while the processes still have what they write late.
        assert searched(data) >= {"db.sqlite3", "server.log"}
        marks = [MARK, DIGITS, token, *computed]
        for mark in [STEM, *marks]:
            assert mark.encode() not in counted
        assert left_in(data, marks) == []
    assert left_in(data, marks) == []
    log = (data / "server.log").read_text(encoding="utf-8")
    # The log is enough to know which requests failed, and where.
    assert log.count("RuntimeError") == 2
    assert len(re.findall("fault [0-9a-f]{16} in request", log)) == 2
    assert "faulty_urls.py" in log
    assert log.count("POST") > 100


def prepare(data: Path) -> tuple[str, list[str]]:
    """Create the database, with a token and sessions."""
    make_served_database(data)
    count = sum(address.stores for address in every_address()) * 4
    made = manage_served(data, "shell", "-c", MAKE_SESSIONS.format(count=count)).stdout
    sessions = [line.split()[1] for line in made.splitlines() if line.startswith("session ")]
    assert len(sessions) == count
    return manage_served(data, "create_token", "owner@example.org").stdout.strip(), sessions


def opened_for_writing(notes: Path, start: int, data: Path) -> set[str]:
    """The files opened by the server since, but for counters, log throttling and heartbeats.

    The probe of a full disk writes a file of zeros to see whether it can. Python writes what it
    compiles, if a module is imported for the first time.
    """
    paths = map(Path, notes.read_bytes()[start:].decode().splitlines())
    return {
        str(path)
        for path in paths
        if path.parent != data / "counters"
        and not (path.parent.name == "__pycache__" and ".pyc" in path.name)
        and not path.name.startswith(("wgunicorn-", ".place-"))
    }


def redis_holds(redis: Redis) -> bytes:
    """All keys and values."""
    with redis_client.Redis.from_url(redis.url) as client:
        keys = list(client.scan_iter())
        assert keys, "the counters are elsewhere"
        return b"\n".join([*keys, *(client.get(key) or b"" for key in keys)])


def searched(data: Path) -> set[str]:
    return {path.name for path in data.rglob("*") if path.is_file()}


def left_in(data: Path, marks: list[str]) -> list[tuple[str, str]]:
    """Files of the instance that contain a mark; the database may contain those of accounts."""
    sought = {mark: mark.encode() for mark in marks}
    found = []
    for path in data.rglob("*"):
        if not path.is_file():
            continue
        held = path.read_bytes()
        found += [(mark, path.name) for mark, sent in sought.items() if sent in held]
        if STEM.encode() in held and not path.name.startswith("db.sqlite3"):
            found.append((STEM, path.name))
    return found
