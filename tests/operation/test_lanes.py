"""Requests answered in the event loop never query the database: every route, without an account."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from gunicorn.config import Config
from gunicorn.http.message import Request
from gunicorn.http.unreader import IterUnreader

from operation import lanes
from operation.lanes import Lane, lane_of

_ARGUMENT = re.compile(r"<[^>]*>|\(\?P<(\w+)>[^)]*\)")
_SMALL, _LARGE = 1_000, 100_000
_CASES = [
    ("/api/textile/simulator", "", _SMALL, Lane.AT_ONCE),
    ("/api/textile/simulator", "", _LARGE, Lane.LONG),
    ("/api/textile/simulator", "Cookie: sessionid=x", _SMALL, Lane.AT_ONCE),
    ("/api/textile/simulator/batch", "", _SMALL, Lane.BATCH),
    ("/api/textile/levers", "", _SMALL, Lane.LONG),
    ("/versions/v7.0.0/api/textile/estim%61te/", "", _SMALL, Lane.LONG),
    ("/api/textile/sets", "", _SMALL, Lane.LONG),
    ("/versions/v8.1.0/api/textile/g%61rments/explain", "", _SMALL, Lane.LONG),
    ("/api/veli/explain/", "", _SMALL, Lane.LONG),
    ("/api/textile/versions/differences", "", _SMALL, Lane.AT_ONCE),
    ("/versions/v7.0.0/catalogue/calcul/", "Cookie: sessionid=x", _LARGE, Lane.BATCH),
    ("/catalogue/resultats/", "", _SMALL, Lane.BATCH),
    ("/catalogue/", "", _SMALL, Lane.AT_ONCE),
    ("/versions/v7.0.0/api/food/b%61tch/", "Token: x", _LARGE, Lane.BATCH),
    ("/textile/", "Token: x", _SMALL, Lane.AT_ONCE),
    ("/textile/", "Cookie: langue=en", _SMALL, Lane.AT_ONCE),
    ("/textile/", "Cookie: langue=en; sessionid=x", _SMALL, Lane.AUTHENTICATED),
    ("/textile/lien/", "", _LARGE, Lane.LONG),
    ("/compte/connexion/", "", _SMALL, Lane.ACCOUNTS),
    ("/c%6fmpte/connexion/", "", _SMALL, Lane.ACCOUNTS),
    ("/administration/", "Cookie: sessionid=x", _LARGE, Lane.ACCOUNTS),
    ("/readyz", "", _SMALL, Lane.ACCOUNTS),
    ("/healthz", "", _SMALL, Lane.AT_ONCE),
]


# With a token: while PostgreSQL hangs, only their own lane waits; SQLite's readers never do.
_WITH_TOKEN = [
    ("/api/textile/simulator", "Token: x", _SMALL, Lane.AT_ONCE),
    ("/%61pi/textile/simulator", "Authorization: Bearer x", _LARGE, Lane.LONG),
    ("/api/textile/differences", "Token: x", _SMALL, Lane.LONG),
    ("/api/textile/simulator/batch", "Token: x", _SMALL, Lane.BATCH),
]


def request_for(path: str, header: str = "", verb: str = "GET") -> Request:
    lines = f"{verb} {path} HTTP/1.1\r\nHost: localhost\r\n" + (f"{header}\r\n" if header else "")
    return Request(Config(), IterUnreader([f"{lines}\r\n".encode()]), ("127.0.0.1", 1))


@pytest.mark.parametrize("path", ["/textile/lien/", "/objet/fragment/", "/comparer/graphiques/"])
def test_a_form_that_may_take_long_to_draw_holds_up_nobody(path: str) -> None:
    assert lane_of(request_for(path, verb="POST"), _SMALL) is Lane.LONG
    assert lane_of(request_for("/api/textile/simulator", verb="POST"), _SMALL) is Lane.AT_ONCE


@pytest.mark.parametrize(("path", "header", "size", "lane"), _CASES)
def test_a_request_goes_by_its_lane(path: str, header: str, size: int, lane: Lane) -> None:
    assert lane_of(request_for(path, header), size) is lane


@pytest.mark.parametrize(("path", "header", "size", "lane"), _WITH_TOKEN)
@pytest.mark.parametrize("reads_at_once", [True, False])
def test_a_call_with_a_token_waits_where_its_database_may(
    monkeypatch: pytest.MonkeyPatch,
    reads_at_once: bool,
    path: str,
    header: str,
    size: int,
    lane: Lane,
) -> None:
    monkeypatch.setattr(lanes, "has_immediate_reads", lambda: reads_at_once)
    expected = lane if reads_at_once or lane is Lane.BATCH else Lane.AUTHENTICATED
    assert lane_of(request_for(path, header), size) is expected


def paths(patterns: list[Any], before: str = "") -> Iterator[str]:
    """A URL of every route; its arguments are a version or a word."""
    for pattern in patterns:
        route = before + str(pattern.pattern).removeprefix("^").removesuffix("$")
        if isinstance(pattern, URLResolver):
            yield from paths(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            filled = _ARGUMENT.sub(lambda found: "v7.0.0" if "v" in found[0] else "1", route)
            yield "/" + re.sub(r"\(\?[^)]*\)|[\\?^$]", "", filled)


@pytest.mark.django_db
def test_what_is_answered_at_once_asks_the_database_nothing() -> None:
    found: list[tuple[str, str]] = []
    asked = ""

    def note(execute: Any, sql: str, *arguments: Any) -> None:
        found.append((asked, sql))
        raise DatabaseError

    free = [
        path
        for path in paths(get_resolver().url_patterns)
        if lane_of(request_for(path), _SMALL) is Lane.AT_ONCE
    ]
    assert len(free) > 50
    client = Client(headers={"host": "localhost"})
    with connection.execute_wrapper(note):
        for asked in free:
            client.get(asked)
            client.post(asked)
    assert not found
