"""A database that does not answer only delays requests that need it."""

import contextlib
import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conformance.test_textile import PORTAL_TSHIRT, SIMULATOR
from tests.operation.services import PostgreSQL
from tests.operation.test_faults import CREATE, SIGN_IN, TOKEN, call, eventually, granted
from tests.operation.test_slow_clients import begun, is_open
from tests.site.commands import manage
from tests.site.databases import make_database
from tests.site.server import Server

pytestmark = pytest.mark.long

# More than the account threads of two processes.
_ASKING = 16
_PASSWORD = "une longue phrase secrète"
SECRET = "a" * 32
_SET_PASSWORD = f"""
from accounts.models import User
user = User.objects.get()
user.set_password({_PASSWORD!r})
user.save()
"""
# A session whose next visit will be recorded.
_AGE = """
from datetime import timedelta
from accounts.models.sessions import Session
from django.db.models import F
Session.objects.update(expire_date=F("expire_date") - timedelta(days=1))
"""


def shell(data: Path, code: str, **variables: str) -> str:
    run = manage("shell", "--no-imports", "-c", code, data=data, **variables)
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


def account(data: Path, **variables: str) -> tuple[str, str]:
    """An account with a password and a token; the keys of an aged session and of a new one."""
    make_database(data, **variables)
    code = "\n".join([CREATE, _SET_PASSWORD, SIGN_IN, _AGE, SIGN_IN])
    aged, new = shell(data, code, **variables).split()
    return aged, new


def posted(path: str, fields: str, cookies: str = "") -> bytes:
    """A form, as a browser posts it."""
    form = f"csrfmiddlewaretoken={SECRET}&{fields}".encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\n"
        f"Cookie: csrftoken={SECRET}{cookies}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(form)}\r\n\r\n"
    )
    return head.encode() + form


def sign_in(name: str = "essai") -> bytes:
    """The form of signing in."""
    password = _PASSWORD.replace(" ", "+").replace("è", "%C3%A8")
    return posted("/compte/connexion/", f"email={name}%40eco.example&password={password}")


def new_token(session: str) -> bytes:
    """The form of a new token, which writes without the cost of a password's hash."""
    return posted("/compte/jetons/", "label=essai", f"; sessionid={session}")


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """A write transaction that does not end."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


def assert_served_without_accounts(server: Server) -> None:
    """Requests that need no account, often enough to reach both processes."""
    for _ in range(8):
        assert server.ask("POST", SIMULATOR, PORTAL_TSHIRT).status == 200
        for path in (
            "/textile/",
            "/comparer/",
            "/static/css/site.css",
            "/healthz",
            "/api/textile/products",
        ):
            assert server.ask("GET", path).status == 200


def answers(connections: list[socket.socket]) -> list[int]:
    """The statuses of all answers, once they have arrived."""
    return [int(connection.recv(65_536).split()[1]) for connection in connections]


def test_a_hung_database_keeps_none_waiting_who_asks_it_nothing(tmp_path: Path) -> None:
    with PostgreSQL() as database:
        url = {"DATABASE_URL": database.url}
        session, _ = account(tmp_path, **url)
        variables = url | {"DATABASE_TIMEOUT": "120", "WEB_CONCURRENCY": "2"}
        with Server(tmp_path, **variables) as server:
            assert granted(server)
            asked = (
                f"GET /compte/ HTTP/1.1\r\nHost: localhost\r\nCookie: sessionid={session}\r\n\r\n"
            ).encode()
            # One by one, to open connections, which will hang.
            for _ in range(_ASKING):
                with begun(server, asked, 1) as connections:
                    assert answers(connections) == [200]
            database.freeze()
            try:
                with begun(server, asked, _ASKING) as connections:
                    assert_served_without_accounts(server)
                    for _ in range(8):
                        status, headers, _ = call(server, TOKEN)
                        assert (status, headers["Warning"]) == (
                            200,
                            '199 - "comptes indisponibles"',
                        )
                    page = server.ask(
                        "GET", "/textile/", headers={"Cookie": f"sessionid={session}"}
                    )
                    assert page.status == 200
                    # They have been waiting the whole time.
                    assert any(map(is_open, connections))
                    database.thaw()
                    assert set(answers(connections)) <= {200, 503}
            finally:
                database.thaw()


def test_a_locked_database_keeps_none_waiting_who_writes_nothing(tmp_path: Path) -> None:
    session, writing = account(tmp_path)
    making = new_token(writing)
    with Server(tmp_path, WEB_CONCURRENCY="2") as server:
        with locked(tmp_path / "db.sqlite3"), begun(server, making, _ASKING) as connections:
            assert_served_without_accounts(server)
            assert all(granted(server) for _ in range(8))
            assert any(map(is_open, connections))
        # Reading needs no lock; the visit is not recorded.
        with locked(tmp_path / "db.sqlite3"), begun(server, sign_in(), 1) as connections:
            visit = server.ask("GET", "/textile/", headers={"Cookie": f"sessionid={session}"})
            assert visit.status == 200
            assert "sessionid" not in str(visit.headers)
            assert all(map(is_open, connections))
        # Those that wait write first.
        eventually(
            lambda: (
                "sessionid"
                in str(
                    server.ask(
                        "GET", "/textile/", headers={"Cookie": f"sessionid={session}"}
                    ).headers["Set-Cookie"]
                )
            )
        )
