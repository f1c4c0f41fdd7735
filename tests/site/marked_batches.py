"""Calls of the batch endpoints with marks in all that is sent."""

import contextlib
import json
import socket
from collections.abc import Iterator
from typing import Any

from scoring.api.routes import Route
from tests.site.marks import MARK, bad_bodies, figures, marked
from tests.site.server import Server


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
        with contextlib.suppress(ConnectionError), _connected(server) as connection:
            connection.sendall(head.encode() + many)


def _connected(server: Server) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=30)
