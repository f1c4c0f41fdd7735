"""Every route reads request bodies within one limit, and errors in them are the client's.

The routes come from the URL configuration. Everything is sent to a real server over raw sockets.
"""

import contextlib
import json
import re
import socket
from collections.abc import Iterator

import pytest
from django.conf import settings

from foundation.paths import PROBES, is_api_path, is_batch_path
from scoring.api.routes import ROUTES
from tests.conformance.test_textile import PORTAL_TSHIRT, SIMULATOR
from tests.site.every_route import every_address
from tests.site.server import Answer, Server

LIMIT = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
BATCH_LIMIT = 300_000
PATHS = [address.path for address in every_address()] + ["/nulle-part/", "/static/nulle-part.css"]
FORM = "application/x-www-form-urlencoded"
PARTS = 'multipart/form-data; boundary="limite"'
FILE_BYTES = 3 * 1024 * 1024
# Python codecs that do not decode text, and a character set that decodes to another text.
CHARACTER_SETS = (
    "idna",
    "rot13",
    "undefined",
    "hex",
    "zlib",
    "punycode",
    "unicode_escape",
    "utf-16",
    "utf-8",
    "nulle-part",
    "",
)
# Parameters on which a header parser fails.
PARAMETERS = (
    *(f"charset={name}" for name in CHARACTER_SETS),
    'charset="idna"',
    "CharSet = idna",
    "charset*=idna''idna",
    "charset*=utf-8''idna",
    "x*=nulle-part''x",
    "x*=undefined''x",
    "x*=a; x*0=b",
    f"x*{'9' * 5000}=a",
    "=;;=;",
)
QUERIES = ("x=%FF&%=%00", "&" * 1001)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    data = tmp_path_factory.mktemp("instance")
    limits = {"RATELIMIT_MAX_RPM": "1000000", "BATCH_MAX_BYTES": str(BATCH_LIMIT)}
    with Server(data, WEB_CONCURRENCY="2", **limits) as started:
        yield started
        log = (data / "server.log").read_text(encoding="utf-8")
        assert "fault" not in log
        assert "exception" not in log
        assert "Error" not in log


def part(head: str, content: bytes) -> bytes:
    """A part of a multipart form."""
    return f"--limite\r\n{head}\r\n\r\n".encode() + content + b"\r\n"


def form_in_parts(*parts: bytes) -> bytes:
    return b"".join(parts) + b"--limite--\r\n"


def file_of(size: int) -> bytes:
    head = 'Content-Disposition: form-data; name="f"; filename="f.bin"'
    return form_in_parts(part(head, b"x" * size))


def in_chunks(content: bytes) -> bytes:
    return b"%x\r\n" % len(content) + content + b"\r\n0\r\n\r\n"


def is_told(answer: Answer, path: str, status: int) -> None:
    """The error is JSON on the API and a page elsewhere."""
    assert answer.status == status, path
    if is_api_path(path):
        assert set(answer.json) == {"error", "documentation"}
    else:
        assert answer.headers["Content-Type"].startswith("text/html"), path
        assert b"<h1>" in answer.body
    assert path in PROBES or path.startswith("/static/") or "X-RateLimit-Limit" in answer.headers


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("verb", ["POST", "GET"])
def test_a_body_over_the_limit_is_refused_on_every_route(
    server: Server, path: str, verb: str
) -> None:
    limit = BATCH_LIMIT if verb == "POST" and is_batch_path(path) else LIMIT
    answer = server.ask(verb, path, file_of(limit), {"Content-Type": PARTS})
    is_told(answer, path, 413)
    # Pages write thousands apart.
    assert str(limit) in re.sub(r"(?<=\d)\W(?=\d)", "", answer.body.decode())
    chunked = {"Content-Type": FORM, "Transfer-Encoding": "chunked"}
    answer = server.ask(verb, path, in_chunks(b"x=" + b"x" * limit), chunked)
    is_told(answer, path, 413)


def test_the_routes_with_a_limit_of_their_own_are_batches_and_catalogues() -> None:
    batches = {f"/api/{route.address}" for route in ROUTES if route.view.operation.is_batch}
    assert batches
    pages = {path for path in PATHS if re.match(r"/catalogue/(?!$|modele/)", path)}
    assert len(pages) == 4
    large = batches | pages
    assert {path for path in PATHS if is_batch_path(path) and "versions" not in path} == large
    assert {path for path in PATHS if is_batch_path(path)} == large | {
        f"/versions/v7.0.0{path}" for path in large
    }


def test_the_refusal_is_in_the_visitors_language(server: Server) -> None:
    english = {"Content-Type": FORM, "Accept-Language": "en"}
    answer = server.ask("POST", "/textile/", b"x" * (LIMIT + 1), english)
    assert f"does not accept more than {LIMIT:,} bytes" in answer.body.decode()


@pytest.mark.parametrize("path", ["/textile/", SIMULATOR])
def test_who_sends_a_large_file_whole_gets_to_read_why_it_is_refused(
    server: Server, path: str
) -> None:
    body = file_of(FILE_BYTES)
    is_told(server.ask("POST", path, body, {"Content-Type": PARTS}), path, 413)
    chunked = {"Content-Type": PARTS, "Transfer-Encoding": "chunked"}
    is_told(server.ask("POST", path, in_chunks(body), chunked), path, 413)


def test_a_body_without_an_end_is_refused_and_its_connection_closed(server: Server) -> None:
    head = "POST /textile/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
    piece = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    sent = 0
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        connection.sendall(head.encode())
        with contextlib.suppress(ConnectionError):
            while sent < 1000 * len(piece):
                connection.sendall(piece)
                sent += len(piece)
    assert sent < 20 * 1024 * 1024
    assert server.ask("GET", "/api").status == 200


def test_a_body_that_is_announced_too_large_is_not_waited_for(server: Server) -> None:
    head = "POST /textile/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10000000000\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
        connection.sendall(head.encode())
        assert connection.recv(65_536).startswith(b"HTTP/1.1 413 ")


def test_a_request_after_a_refused_body_is_not_read_from_within_it(server: Server) -> None:
    inner = b"GET /api HTTP/1.1\r\nHost: localhost\r\n\r\n"
    body = inner * (2 * LIMIT // len(inner))
    head = f"POST /textile/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        connection.sendall(head.encode() + body)
        connection.shutdown(socket.SHUT_WR)
        received = b"".join(iter(lambda: connection.recv(65_536), b""))
    assert received.count(b"HTTP/1.1 ") == 1
    assert received.startswith(b"HTTP/1.1 413 ")


def test_forms_in_parts_and_in_chunks_are_read_like_any_other(server: Server) -> None:
    query = json.dumps(PORTAL_TSHIRT)
    fields = form_in_parts(
        part('Content-Disposition: form-data; name="query"', query.encode()),
        part('Content-Disposition: form-data; name="name"', "Pull d'été".encode()),
        part('Content-Disposition: form-data; name="f"; filename="f"', b"x" * 50_000),
    )
    for parts in (
        PARTS,
        "multipart/form-data; boundary=limite",
        "multipart/form-data; charset=unicode_escape; boundary=limite",
        "Multipart/Form-Data; Boundary=limite; charset=hex",
    ):
        answer = server.ask("POST", "/textile/fiche/", fields, {"Content-Type": parts})
        assert answer.status == 200, parts
        assert "Pull d’été" in answer.body.decode()
    chunked = {"Content-Type": PARTS, "Transfer-Encoding": "chunked"}
    answer = server.ask("POST", "/textile/fiche/", in_chunks(fields), chunked)
    assert answer.status == 200
    assert "Pull d’été" in answer.body.decode()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--limite",
        b"--limite\r\n",
        part("Content-Disposition: form-data; name*=idna''x; filename*=undefined''x", b"x"),
        part("Content-Disposition: form-data; name*=a; name*0=b", b"x"),
        part(f"Content-Disposition: form-data; x*{'9' * 900}=a", b"x"),
        part("Content-Disposition: form-data; name=x; filename=\x00", b"x"),
        part("Content-Disposition: form-data; name=x; filename=../..", b"x"),
        part("Content-Disposition: form-data; name=x; filename=x\r\nContent-Length: x", b"x"),
        part(
            'Content-Disposition: form-data; name="x"; filename="x"\r\n'
            "Content-Transfer-Encoding: base64",
            b"!",
        ),
        part(f"Content-Disposition: form-data; name={'x' * 5000}", b"x"),
        part("Content-Disposition: form-data; name=x", b"x") * 1100,
        part("Content-Disposition: form-data; name=x; filename=x", b"x") * 200,
        part("Content-Type: text/plain; charset=undefined", b"\xff"),
    ],
    ids=range(14),
)
@pytest.mark.parametrize("end", [b"", b"--limite--\r\n"], ids=["cut", "ended"])
def test_a_form_in_bad_parts_is_the_senders_fault(server: Server, body: bytes, end: bytes) -> None:
    for path in ("/langue/", "/textile/fiche/", "/compte/connexion/", SIMULATOR):
        answer = server.ask("POST", path, body + end, {"Content-Type": PARTS})
        assert answer.status < 500, path


@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=é"])
def test_a_form_in_parts_without_a_limit_between_them_is_refused(server: Server, kind: str) -> None:
    answer = server.ask("POST", "/langue/", b"x", {"Content-Type": kind})
    is_told(answer, "/langue/", 400)


def test_too_many_fields_are_the_senders_fault(server: Server) -> None:
    many = "&".join(f"f{number}=" for number in range(1001))
    for path in ("/textile/", "/langue/", "/compte/connexion/", "/administration/"):
        is_told(server.ask("POST", path, many.encode(), {"Content-Type": FORM}), path, 400)
    for path in ("/textile/", "/api", "/healthz", "/explorateur/textile/pays/"):
        is_told(server.ask("GET", f"{path}?{'&' * 1001}"), path, 400)


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_no_parameter_of_a_content_type_is_a_fault(server: Server, parameter: str) -> None:
    for kind in ("x", FORM, PARTS, "application/json"):
        headers = {"Content-Type": f"{kind}; {parameter}"}
        for path in ("/?x=%FF", f"/api?{'&' * 1001}", f"{SIMULATOR}?x=%FF", "/langue/?x=%FF"):
            answer = server.ask("POST", path, b"x=%FF", headers)
            assert answer.status < 500, (path, headers)
            assert "X-RateLimit-Limit" in answer.headers


@pytest.mark.parametrize("path", PATHS)
def test_no_query_and_no_character_set_is_a_fault_on_any_route(server: Server, path: str) -> None:
    for query in QUERIES:
        for verb, name in zip(("GET", "POST"), ("utf-8", "idna"), strict=True):
            headers = {"Content-Type": f"{FORM}; charset={name}"}
            answer = server.ask(verb, f"{path}?{query}", b"x=%FF", headers)
            # The readiness probe may report that the database or a store is out of reach.
            assert answer.status < 500 or path == "/readyz", (path, query)


def test_json_is_read_whatever_its_content_type_says_besides(server: Server) -> None:
    for kind in ("application/json; charset=idna", "Application/JSON ; version=1"):
        answer = server.ask(
            "POST", SIMULATOR, json.dumps(PORTAL_TSHIRT).encode(), {"Content-Type": kind}
        )
        assert answer.status == 200, answer.body
