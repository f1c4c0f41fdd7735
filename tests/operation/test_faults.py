"""The database or the counters fail while serving: scoring continues, the rest recovers."""

import json
import select
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from email.message import Message
from pathlib import Path
from typing import Any

import pytest

from accounts.tokens import digest, new_token
from ecobalyse_site.postgresql.base import PAUSE_SECONDS
from tests.conformance.test_textile import PORTAL_TSHIRT
from tests.operation.services import PostgreSQL, Redis
from tests.site.commands import manage
from tests.site.server import Server

SCORE = 1754.6384371121455
TOKEN = new_token()
CREATE = (
    "from accounts.models import ApiToken, User; "
    "user = User.objects.create_user('essai@eco.example'); "
    f"ApiToken.objects.create(user=user, label='essai', digest='{digest(TOKEN)}')"
)
SIGN_IN = """
from accounts.models import User
from accounts.sessions import SessionStore
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
user = User.objects.get()
session = SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.save()
print(session.session_key)
"""
_TRIES = 300


def call(server: Server, token: str = "") -> tuple[int, Message, dict[str, Any]]:
    """Ask for the score: status, headers, answer."""
    request = urllib.request.Request(
        f"{server.address}api/textile/simulator",
        data=json.dumps(PORTAL_TSHIRT).encode(),
        headers={"Content-Type": "application/json"} | ({"token": token} if token else {}),
    )
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, response.headers, json.load(response)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, json.load(error)


def readiness(server: Server) -> tuple[int, dict[str, str]]:
    try:
        with urllib.request.urlopen(f"{server.address}readyz") as response:
            return response.status, json.load(response)["checks"]
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)["checks"]


def eventually(condition: Callable[[], bool]) -> None:
    """Retry until the condition holds."""
    for _ in range(_TRIES):
        if condition():
            return
        # After a failed connection, nothing is tried for some seconds.
        select.select([], [], [], 0.05)
    raise AssertionError("it does not come back")


def workers(server: Server) -> list[str]:
    pid = server.process.pid
    return Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()


@pytest.fixture(scope="module")
def database() -> Iterator[PostgreSQL]:
    with PostgreSQL() as server:
        yield server


def serve(data: Path, database: PostgreSQL, **variables: str) -> Server:
    variables |= {"DATABASE_URL": database.url, "DATABASE_TIMEOUT": "2", "WEB_CONCURRENCY": "2"}
    return Server(data, **variables)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, database: PostgreSQL) -> Iterator[Server]:
    data = tmp_path_factory.mktemp("instance")
    for command in (("migrate",), ("shell", "--no-imports", "-c", CREATE)):
        run = manage(*command, data=data, DATABASE_URL=database.url)
        assert run.returncode == 0, run.stderr
    with serve(data, database) as started:
        yield started


def granted(server: Server, token: str = TOKEN) -> bool:
    """Whether a token gives the detailed impacts."""
    status, headers, _ = call(server, token)
    return status == 200 and headers["X-Ecobalyse-Impacts"] == "indicative"


def await_recovery(server: Server, database: PostgreSQL) -> None:
    """Wait until every worker may connect again.

    None tries for a moment after a failure, and which one a call reaches is chance.
    """
    eventually(lambda: granted(server))
    remaining = database.back + PAUSE_SECONDS - time.monotonic()
    if remaining > 0:
        select.select([], [], [], remaining)
    eventually(lambda: all(granted(server) for _ in range(8)))


def assert_scores_without_accounts(server: Server) -> None:
    """What callers get while the database is away, on every worker."""
    for _ in range(4):
        status, headers, answer = call(server)
        assert (status, answer["impacts"]["ecs"]) == (200, SCORE)
        assert "Warning" not in headers
        status, headers, answer = call(server, TOKEN)
        assert (status, answer["impacts"]["ecs"]) == (200, SCORE)
        assert headers["X-Ecobalyse-Impacts"] == "aggregated"
        assert headers["Warning"] == '199 - "comptes indisponibles"'


def test_scoring_outlives_the_database_and_tokens_work_again_after_it(
    server: Server, database: PostgreSQL
) -> None:
    # Tests run in any order: the previous one may have left the database briefly unreachable.
    await_recovery(server, database)
    before = workers(server)
    database.stop()
    assert_scores_without_accounts(server)
    assert readiness(server) == (
        503,
        {"data": "ok", "database": "unavailable", "cache": "ok", "disk": "ok"},
    )
    database.start()
    await_recovery(server, database)
    eventually(lambda: readiness(server)[0] == 200)
    assert set(before) <= set(workers(server))


def test_a_database_that_hangs_holds_no_worker(server: Server, database: PostgreSQL) -> None:
    # Each worker has an open connection, which will hang too.
    await_recovery(server, database)
    before = workers(server)
    database.freeze()
    try:
        assert_scores_without_accounts(server)
    finally:
        database.thaw()
    await_recovery(server, database)
    assert set(before) <= set(workers(server))


def test_a_restart_of_the_database_between_two_calls_is_seen_by_nobody(
    server: Server, database: PostgreSQL
) -> None:
    await_recovery(server, database)
    database.stop()
    database.start()
    assert all(granted(server) for _ in range(8))


def test_a_strict_instance_says_503_rather_than_less(
    tmp_path: Path, server: Server, database: PostgreSQL
) -> None:
    with serve(tmp_path, database, REFUSE_INVALID_TOKENS="True") as strict:
        assert granted(strict)
        database.stop()
        try:
            status, headers, answer = call(strict, TOKEN)
            assert status == 503
            assert headers["Content-Type"] == "application/json"
            assert "error" in answer
            assert call(strict)[0] == 200
        finally:
            database.start()
        await_recovery(strict, database)


def test_scoring_outlives_the_counters_which_count_again_after(tmp_path: Path) -> None:
    with (
        Redis() as redis,
        Server(tmp_path, REDIS_URL=redis.url, WEB_CONCURRENCY="2") as server,
    ):
        assert call(server)[1]["X-RateLimit-Limit"] == "5000"
        redis.stop()
        for _ in range(4):
            status, headers, answer = call(server)
            assert (status, answer["impacts"]["ecs"]) == (200, SCORE)
            assert "X-RateLimit-Limit" not in headers
        assert readiness(server)[1]["cache"] == "unavailable"
        redis.start()
        eventually(lambda: "X-RateLimit-Limit" in call(server)[1])
        eventually(lambda: readiness(server)[1]["cache"] == "ok")
        log = (tmp_path / "server.log").read_text(encoding="utf-8")
        assert "rate-limit counters unavailable" in log
        assert str(redis.port) not in log


def browse(server: Server, path: str, session: str) -> tuple[int, str]:
    """A page as a signed-in visitor gets it: status and text."""
    headers = {"Cookie": f"sessionid={session}", "Accept": "text/html"}
    request = urllib.request.Request(server.address + path, headers=headers)
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_signed_in_visitors_keep_the_simulators_and_their_session(
    server: Server, database: PostgreSQL
) -> None:
    run = manage(
        "shell", "--no-imports", "-c", SIGN_IN, data=server.data, DATABASE_URL=database.url
    )
    session = run.stdout.strip()
    await_recovery(server, database)
    assert browse(server, "compte/", session)[0] == 200
    database.stop()
    try:
        assert browse(server, "textile/", session)[0] == 200
        status, text = browse(server, "compte/", session)
        assert status == 503
        assert "Comptes indisponibles" in text
        assert "<header" in text
    finally:
        database.start()
    await_recovery(server, database)
    assert browse(server, "compte/", session)[0] == 200
