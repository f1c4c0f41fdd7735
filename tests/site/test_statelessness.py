"""Nothing that is submitted and nothing that is computed is kept anywhere (api.md 9).

Every endpoint is called with marks in every field, then all that the instance could have written
is searched for them. The endpoints come from the routes, the fields from their definitions.
"""

import copy
import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import redis as redis_client

from scoring.api.routes import ROUTES, Route
from scoring.engine.decoding import ListOf, Record
from tests.conformance.test_textile import PORTAL_TSHIRT, SIMULATOR
from tests.operation.services import Redis
from tests.site.server import Server
from tests.site.test_details_of_a_running_instance import manage

MARK = "marqueur9f3c"
# A mass of these digits is unmistakable too, and so is what it weighs.
DIGITS = "7391628451"
MASS = float(f"0.{DIGITS}")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
MARKED_HEADERS = {
    "User-Agent": MARK,
    "Referer": f"https://shop.example/{MARK}",
    "Origin": f"https://{MARK}.example",
    "Cookie": f"sessionid={MARK}; csrftoken={MARK}; messages={MARK}",
    "X-Forwarded-For": MARK,
    "X-Request-Id": MARK,
    "Accept-Language": MARK,
}


@pytest.fixture(params=["embedded", "redis"])
def redis(request: pytest.FixtureRequest) -> Iterator[Redis | None]:
    if request.param == "embedded":
        yield None
    else:
        with Redis() as started:
            yield started


@pytest.fixture(autouse=True)
def _own_stores(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever stores the other tests use: these look into files."""
    for variable in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(variable, raising=False)


def test_no_mark_is_left_anywhere(redis: Redis | None, tmp_path: Path) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    variables = {
        "LOG_LEVEL": "DEBUG",
        "LOG_FORMAT": "text",
        "TMPDIR": str(temporary),
        "DJANGO_SETTINGS_MODULE": "tests.site.faulty_settings",
        "RATELIMIT_MAX_RPM": "100000",
        "WEB_CONCURRENCY": "2",
    } | ({"REDIS_URL": redis.url} if redis else {})
    token = prepare(tmp_path)
    with Server(tmp_path, **variables) as server:
        computed = [
            found
            for bearer in ({}, {"Authorization": f"Bearer {token}"})
            for found in call_everything(server, bearer)
        ]
        call_pages(server)
        call_badly(server)
        counted = redis_holds(redis) if redis else b""
        # The marks must be searched for while the processes still hold what they write late.
        assert searched(tmp_path) >= {"db.sqlite3", "server.log"}
        for mark in [MARK, DIGITS, token, *computed]:
            assert mark.encode() not in counted
            assert found_in(tmp_path, mark) == [], mark
    for mark in [MARK, DIGITS, token, *computed]:
        assert found_in(tmp_path, mark) == [], mark
    log = (tmp_path / "server.log").read_text(encoding="utf-8")
    # What is in the log is enough to know which requests failed, and where.
    assert log.count("RuntimeError") == 2
    assert "faulty_urls.py" in log
    assert log.count("POST") > 100
    assert list(temporary.rglob("*")) == []


def prepare(data: Path) -> str:
    """Make the database, and a token in it."""
    assert manage(data, "migrate").returncode == 0
    return manage(data, "create_token", "owner@example.org").stdout.strip()


def call_everything(server: Server, bearer: dict[str, str]) -> Iterator[str]:
    """Call each route well and badly, a mark in each field in turn; give what was computed."""
    headers = MARKED_HEADERS | bearer
    for route in ROUTES:
        path = "/api/" + route.address.replace("<impact>", "ecs")
        if not hasattr(route.view, "post"):
            assert server.ask("GET", f"{path}?q={MARK}", headers=headers).status == 200
            continue
        examples = [body for _, body in route.view.operation.examples]
        assert examples, route.address
        for example in examples:
            answer = server.ask("POST", f"{path}?q={MARK}", marked(example), headers)
            assert answer.status == 200, answer.body
            if "webUrl" in answer.json:
                yield answer.json["webUrl"].rpartition("/")[2]
            yield from figures(answer.json)
        for body in bad_bodies(route, examples[0]):
            answer = server.ask("POST", path, body, headers)
            # A component's own name is free text: that mark is a good value.
            assert answer.status == 400 or "'name'" in str(body), (path, body)
        assert server.ask("PUT", path, {MARK: MARK}, headers).status == 404


def call_pages(server: Server) -> None:
    """Compare and download a marked garment, under a marked name, and garments that are refused."""
    headers = FORM | MARKED_HEADERS
    for query, status in ((marked(PORTAL_TSHIRT), 200), ({MARK: DIGITS}, 400)):
        one = urlencode({"query": json.dumps(query), "name": MARK}).encode()
        for page in ("fiche/", "telechargement/csv/", "telechargement/json/"):
            assert server.ask("POST", f"/textile/{page}", one, headers).status == status
        item = {"name": MARK, "sector": "textile", "version": MARK, "query": query}
        several = urlencode({"simulations": json.dumps([item])}).encode()
        for page in ("graphiques/", "telechargement/excel.csv/", "telechargement/json/"):
            answer = server.ask("POST", f"/comparer/{page}", several, headers)
            assert answer.status == 200
            assert MARK in answer.body.decode()
    assert server.ask("POST", "/comparer/graphiques/", MARK.encode(), headers).status == 400


def call_badly(server: Server) -> None:
    """Send what no route takes, and meet faults of ours."""
    for headers in ({"token": MARK}, {"Authorization": f"Bearer {MARK}"}, {"Authorization": MARK}):
        assert server.ask("POST", SIMULATOR, PORTAL_TSHIRT, headers).status == 200
    assert server.ask("POST", SIMULATOR, f"{{{MARK}".encode()).status == 400
    assert server.ask("POST", SIMULATOR, f"mass={MARK}".encode(), FORM).status == 400
    assert server.ask("POST", SIMULATOR, MARK.encode() * 20_000).status == 413
    assert server.ask("POST", f"{SIMULATOR}/{MARK}", {}).status == 404
    for path in (f"/api/{MARK}", f"/{MARK}", f"/versions/{MARK}/api", f"/?q={MARK}"):
        server.ask("GET", path)
    for path in ("/", "/textile/", "/documentation-api/", f"/{MARK}/"):
        server.ask("POST", path, f"mass={MARK}&q={DIGITS}".encode(), FORM | MARKED_HEADERS)
    host = server.ask("GET", "/api", headers={"Host": f"{MARK}.example"})
    assert host.status == 400
    fault = server.ask("POST", "/api/fault", {"mass": MARK})
    assert fault.status == 500
    assert fault.headers["X-Request-Id"] in fault.json["error"]["general"]
    assert MARK not in fault.body.decode()
    assert fault.headers["Access-Control-Allow-Origin"] == "*"
    page = server.ask("POST", f"/fault/?q={MARK}", f"mass={MARK}".encode(), FORM)
    assert page.status == 500
    assert MARK not in page.body.decode()
    for raw in (
        f"GET /{MARK} HTTP/9.9\r\n\r\n",
        f"GET / HTTP/1.1\r\nHost: localhost\r\n{MARK} : x\r\n\r\n",
        f"{MARK} / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        f"GET /{MARK * 400} HTTP/1.1\r\nHost: localhost\r\n\r\n",
        f"POST {SIMULATOR} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {MARK}\r\n\r\n",
    ):
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            connection.sendall(raw.encode())
            connection.recv(65_536)


def marked(example: dict[str, Any]) -> dict[str, Any]:
    """A good request that is unmistakable: an unknown key, and a mass where there is one."""
    body = copy.deepcopy(example) | {MARK: MARK}
    if "mass" in body:
        body["mass"] = MASS
    for line in body.get("ingredients", ()):
        line["mass"] = MASS
    return body


def bad_bodies(route: Route, example: dict[str, Any]) -> Iterator[Any]:
    """The example with a mark in the place of each field, at every depth."""
    _, record = route.view.operation.body
    yield MARK
    yield [MARK]
    yield from _bad(record, example)


def _bad(record: Record, example: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for field in record.fields:
        yield example | {field.name: MARK if field.name != "product" else f"{MARK}-{DIGITS}"}
        inner = field.decoder.item if isinstance(field.decoder, ListOf) else field.decoder
        if not isinstance(inner, Record):
            if isinstance(field.decoder, ListOf):
                yield example | {field.name: [{MARK: DIGITS}]}
            continue
        given = example.get(field.name)
        sample = given[0] if isinstance(given, list) and given else given or {}
        for body in _bad(inner, sample if isinstance(sample, dict) else {}):
            many = isinstance(field.decoder, ListOf)
            yield example | {field.name: [body] if many else body}


def figures(value: Any) -> Iterator[str]:
    """The scores of an answer, written out: long enough to be nobody else's."""
    if isinstance(value, dict):
        ecs = value.get("ecs")
        if isinstance(ecs, float) and len(repr(ecs)) > 12:
            yield repr(ecs)
        for item in value.values():
            yield from figures(item)
    elif isinstance(value, list):
        for item in value:
            yield from figures(item)


def redis_holds(redis: Redis) -> bytes:
    """All keys and values."""
    with redis_client.Redis.from_url(redis.url) as client:
        keys = list(client.scan_iter())
        assert keys, "the counters are elsewhere"
        return b"\n".join([*keys, *(client.get(key) or b"" for key in keys)])


def searched(data: Path) -> set[str]:
    return {path.name for path in data.rglob("*") if path.is_file()}


def found_in(data: Path, mark: str) -> list[str]:
    """Files of the instance that hold a mark, those of the counters and the database included."""
    needle = mark.encode()
    return [str(path) for path in data.rglob("*") if path.is_file() and needle in path.read_bytes()]
