"""Nothing that is submitted and nothing that is computed is kept anywhere (api.md 9).

Every route is called with marks in every field, then all that the instance could have written is
searched for them. The routes come from the URL configuration, the fields of the API from their
definitions, those of the pages from the pages and from what their views ask for. A witness in the
server says that the views did get the marks, and which files were opened for writing meanwhile.
"""

import contextlib
import copy
import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlencode

import pytest
import redis as redis_client

from ecobalyse_site.errors import SENDERS_FAULTS
from foundation.paths import is_api_path
from scoring.api.routes import ROUTES, Route
from scoring.engine.decoding import ListOf, Record
from tests.conformance.test_textile import PORTAL_TSHIRT, SIMULATOR
from tests.operation.services import Redis
from tests.site.every_route import Address, every_address
from tests.site.marked_forms import (
    IN_PARTS,
    SAFETY,
    URL_ENCODED,
    everywhere,
    in_parts,
    names_of,
    url_encoded,
    values_of,
    well_filled,
)
from tests.site.server import Answer, Server
from tests.site.test_details_of_a_running_instance import manage
from tests.site.witness import ASKED, GIVEN, STEM

MARK = f"{STEM}partout"
# In the forms of accounts: these are what the database is for, and nothing else may hold them.
ACCOUNT_MARK = f"{STEM}compte"
# A mass of these digits is unmistakable too, and so is what it weighs.
DIGITS = "7391628451"
MASS = float(f"0.{DIGITS}")
FILE_BYTES = 3 * 1024 * 1024
RESET = {"action": "reset"}
SECTORS = {"alimentaire": "food", "objet": "object", "veli": "veli"}
MARKED_HEADERS = {
    "User-Agent": MARK,
    "Referer": f"https://shop.example/{MARK}",
    "X-Forwarded-For": MARK,
    "X-Request-Id": MARK,
    "Accept-Language": MARK,
}
MARKED_COOKIES = f"messages={MARK}; langue={MARK}"
# Accounts of administrators, each with a session: what one form ends, the next still has.
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
    """Whatever stores the other tests use: these look into files."""
    for variable in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(variable, raising=False)


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
        "WEB_CONCURRENCY": "2",
    } | ({"REDIS_URL": redis.url} if redis else {})
    token, sessions = prepare(data)
    with Server(data, **variables) as server:
        assert server.ask("GET", "/healthz").status == 200
        started, noted = temporary.stat().st_mtime_ns, notes.stat().st_size
        computed = [
            found
            for bearer in ({}, {"Authorization": f"Bearer {token}"})
            for found in call_everything(server, bearer)
        ]
        # A store of their own for the counters tells nothing new of pages that count nothing.
        call_pages(server, sessions, only_accounts=redis is not None)
        compare_and_download(server)
        call_badly(server)
        counted = redis_holds(redis) if redis else b""
        # No file has come there, not even for a moment.
        assert temporary.stat().st_mtime_ns == started
        assert opened_for_writing(notes, noted, data) == set()
        # The marks must be searched for while the processes still hold what they write late.
        assert searched(data) >= {"db.sqlite3", "server.log"}
        marks = [MARK, DIGITS, token, *computed]
        for mark in [STEM, *marks]:
            assert mark.encode() not in counted
        assert left_in(data, marks) == []
    assert left_in(data, marks) == []
    log = (data / "server.log").read_text(encoding="utf-8")
    # What is in the log is enough to know which requests failed, and where.
    assert log.count("RuntimeError") == 2
    assert log.count("fault in request") == 2
    assert "faulty_urls.py" in log
    assert log.count("POST") > 100


def prepare(data: Path) -> tuple[str, list[str]]:
    """Make the database, and a token and sessions in it."""
    assert manage(data, "migrate").returncode == 0
    count = sum(address.stores for address in every_address()) * 4
    made = manage(data, "shell", "-c", MAKE_SESSIONS.format(count=count)).stdout
    sessions = [line.split()[1] for line in made.splitlines() if line.startswith("session ")]
    assert len(sessions) == count
    return manage(data, "create_token", "owner@example.org").stdout.strip(), sessions


def opened_for_writing(notes: Path, start: int, data: Path) -> set[str]:
    """What the server opened since, but for counters, last log lines and a worker's own pulse.

    The probe of a full disk writes a file of zeros to see whether it can.
    """
    paths = map(Path, notes.read_bytes()[start:].decode().splitlines())
    return {
        str(path)
        for path in paths
        if path.parent != data / "counters" and not path.name.startswith(("wgunicorn-", ".place-"))
    }


def call_everything(server: Server, bearer: dict[str, str]) -> Iterator[str]:
    """Call each route well and badly, a mark in each field in turn; give what was computed."""
    headers = MARKED_HEADERS | {"Cookie": MARKED_COOKIES} | bearer
    for route in ROUTES:
        path = "/api/" + route.address.replace("<impact>", "ecs")
        if not hasattr(route.view, "post"):
            assert server.ask("GET", f"{path}?q={MARK}", headers=headers).status == 200
            continue
        examples = [body for _, body in route.view.operation.examples]
        assert examples, route.address
        if route.view.operation.is_batch:
            yield from call_in_batches(server, path, route, examples[0], headers)
            continue
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


def call_in_batches(
    server: Server, path: str, route: Route, examples: list[Any], headers: dict[str, str]
) -> Iterator[str]:
    """Send good and bad items together, few and many, in both forms; and some to no end."""
    path = f"{path}?detail=stages&echo=1&q={MARK}"
    items = [marked(example) | {"id": MARK} for example in examples]
    items += bad_bodies(route, examples[0])
    lines = {"Content-Type": "application/x-ndjson"}
    body = "\n".join([*map(json.dumps, items), f"{{{MARK}"]).encode()
    many = b"\n".join([body] * (1 + 300_000 // len(body)))
    for sent, kind in ((json.dumps(items).encode(), {}), (body, lines), (many, lines)):
        answer = server.ask("POST", path, sent, headers | kind)
        assert answer.status == 200
        assert MARK in answer.body.decode()
        assert b'"status":200' in answer.body
        assert b'"status":400' in answer.body
        found = json.loads(b"[" + answer.body.strip(b"[]\n").replace(b"\n", b",") + b"]")
        yield from figures(found[: len(items)])
    chunks = b"%x\r\n" % len(many) + many + b"\r\n0\r\n\r\n"
    chunked = headers | lines | {"Transfer-Encoding": "chunked"}
    assert server.ask("POST", path, chunks, chunked).status == 200
    for asked in (f"detail={MARK}", f"echo={MARK}"):
        assert server.ask("POST", f"{path}&{asked}", body, headers | lines).status == 400
    assert server.ask("POST", path, MARK.encode(), headers).status == 400
    assert server.ask("POST", path, MARK.encode() * 2_000_000, headers | lines).status == 413
    for length in (len(many), 2 * len(many)):
        head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n"
        head += "Content-Type: application/x-ndjson\r\n\r\n"
        with contextlib.suppress(ConnectionError), connected(server) as connection:
            connection.sendall(head.encode() + many)


def call_pages(server: Server, sessions: list[str], *, only_accounts: bool) -> None:
    """Get and post every route but the API's: well filled in, then a mark in every field."""
    addresses = [
        address
        for address in every_address()
        if (address.stores if only_accounts else not is_api_path(address.path))
    ]
    names: dict[str, set[str]] = {}
    for address in addresses:
        page = ask(server, "GET", address, sessions, {})
        asked = fields_asked(page) | names_of(page.body.decode(errors="replace"))
        # The form of a simulator with its default product, for its live updates too.
        simulator = server.ask("GET", address.path.partition("fragment")[0])
        sent = values_of(simulator.body.decode(errors="replace"))
        sent |= {"mass": str(MASS)} if "mass" in sent else {}
        sent |= well_filled(*example_of(address), mark_of(address))
        answer = ask(server, "POST", address, sessions, sent)
        if "initial" in sent:
            # The form opens the marked request, whole and valid.
            ask(server, "POST", address, sessions, sent | {"initial": sent["query"]} | RESET)
        names[address.path] = asked | fields_asked(answer) | set(sent)
    everything = set().union(*names.values())
    assert everything >= {"query", "simulations", "password", "csrfmiddlewaretoken"}
    everything.remove("csrfmiddlewaretoken")
    for address in addresses:
        fields = everywhere(everything, mark_of(address))
        ask(server, "POST", address, sessions, fields, IN_PARTS)
        # An address has room for those that its view asks for, and for some more.
        few = sorted(fields, key=lambda name: name not in names[address.path])[:80]
        path = f"{address.path}?{urlencode({name: mark_of(address) for name in few})}"
        assert server.ask("GET", path, headers=MARKED_HEADERS).status < 500, path
        send_files(server, address)


def ask(
    server: Server,
    verb: str,
    address: Address,
    sessions: list[str],
    fields: dict[str, str],
    kind: dict[str, str] = URL_ENCODED,
) -> Answer:
    """Ask as a visitor, and as an administrator where there may be more to see."""
    mark = mark_of(address)
    file = mark.encode() * 1000
    body = url_encoded(fields) if kind is URL_ENCODED else in_parts(fields, file, mark)
    for cookie in ("", *([f"; sessionid={sessions.pop()}"] if address.stores else [])):
        cookies = f"{MARKED_COOKIES}; csrftoken={SAFETY}{cookie}"
        headers = MARKED_HEADERS | {"Cookie": cookies} | (kind if verb == "POST" else {})
        answer = server.ask(verb, address.path, body if verb == "POST" else None, headers)
        assert answer.status < 500 or address.path == "/readyz", (address, fields, answer.body)
        # The marks must have come as far as the view: no check on the way turned them away.
        is_page = GIVEN in answer.headers
        assert is_page or address.path in ("/healthz", "/readyz", "/metrics"), address
        if verb == "POST" and is_page:
            assert int(answer.headers[GIVEN]) >= sum(mark in value for value in fields.values()) > 0
    return answer


def fields_asked(answer: Answer) -> set[str]:
    """The names that a view looked up."""
    return {unquote(name) for name in answer.headers.get(ASKED, "").split(",") if name}


def example_of(address: Address) -> tuple[str, dict[str, Any]]:
    """The sector of a page and a good request of it, marked."""
    route = next((route for route in SECTORS if f"/{route}/" in address.path), None)
    if route is None:
        return "textile", marked(PORTAL_TSHIRT)
    (view,) = (each.view for each in ROUTES if each.address in API_OF[SECTORS[route]])
    return SECTORS[route], marked(view.operation.examples[0][1])


API_OF = {"food": {"food"}, "object": {"object/simulator"}, "veli": {"veli/simulator"}}


def mark_of(address: Address) -> str:
    return ACCOUNT_MARK if address.stores else MARK


def send_files(server: Server, address: Address) -> None:
    """Send a file that is too large, announced and in chunks, and one that is cut short."""
    mark = mark_of(address)
    body = in_parts({}, mark.encode() * (FILE_BYTES // len(mark)), mark)
    assert server.ask("POST", address.path, body, IN_PARTS).status == 413
    chunks = b"%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n"
    chunked = IN_PARTS | {"Transfer-Encoding": "chunked"}
    assert server.ask("POST", address.path, chunks, chunked).status == 413
    for length in (
        "Content-Length: 90000",
        f"Content-Length: {len(body)}",
        "Transfer-Encoding: chunked",
    ):
        head = f"POST {address.path} HTTP/1.1\r\nHost: localhost\r\n{length}\r\n"
        head += f"Content-Type: {IN_PARTS['Content-Type']}\r\n\r\n"
        with contextlib.suppress(ConnectionError), connected(server) as connection:
            connection.sendall(head.encode() + chunks[:50_000])


def connected(server: Server) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=30)


def compare_and_download(server: Server) -> None:
    """Compare and download a marked garment, under a marked name, and garments that are refused."""
    headers = URL_ENCODED | MARKED_HEADERS
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
    assert server.ask("POST", SIMULATOR, f"mass={MARK}".encode(), URL_ENCODED).status == 400
    assert server.ask("POST", SIMULATOR, MARK.encode() * 20_000).status == 413
    assert server.ask("POST", f"{SIMULATOR}/{MARK}", {}).status == 404
    for path in (f"/api/{MARK}", f"/{MARK}", f"/versions/{MARK}/api", f"/?q={MARK}"):
        server.ask("GET", path)
    for path in ("/", "/textile/", "/documentation-api/", f"/{MARK}/"):
        server.ask("POST", path, f"mass={MARK}&q={DIGITS}".encode(), URL_ENCODED | MARKED_HEADERS)
    host = server.ask("GET", "/api", headers={"Host": f"{MARK}.example"})
    assert host.status == 400
    fault = server.ask("POST", "/api/fault", {"mass": MARK})
    assert fault.status == 500
    assert fault.headers["X-Request-Id"] in fault.json["error"]["general"]
    assert MARK not in fault.body.decode()
    assert fault.headers["Access-Control-Allow-Origin"] == "*"
    page = server.ask("POST", f"/fault/?q={MARK}", f"mass={MARK}".encode(), URL_ENCODED)
    assert page.status == 500
    assert MARK not in page.body.decode()
    for number in range(len(SENDERS_FAULTS)):
        refused = server.ask("POST", f"/api/refused/{number}?q={MARK}", {"mass": MARK})
        assert refused.status == 400
        assert MARK not in str(refused.json)
        refused = server.ask("POST", f"/refused/{number}/?q={MARK}", MARK.encode(), URL_ENCODED)
        assert refused.status == 400
        assert MARK not in refused.body.decode()
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
    for line in [*body.get("components", ()), *body.get("trims", ())]:
        line["custom"] = (line.get("custom") or {}) | {"name": MARK}
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


def left_in(data: Path, marks: list[str]) -> list[tuple[str, str]]:
    """Files of the instance that hold a mark; the database may hold those of accounts."""
    return [
        (mark, path.name)
        for path in data.rglob("*")
        if path.is_file()
        for mark in [*marks, *([] if path.name.startswith("db.sqlite3") else [STEM])]
        if mark.encode() in path.read_bytes()
    ]
