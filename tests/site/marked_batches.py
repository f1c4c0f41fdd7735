"""Calls to the batch endpoints with marks in everything that is sent."""

import contextlib
import json
import socket
from collections.abc import Iterator
from typing import Any

from scoring.api.routes import Route
from tests.site.marks import MARK, MASS, bad_bodies, figures, marked
from tests.site.server import Server


def call_in_batches(
    server: Server, path: str, route: Route, examples: list[Any], headers: dict[str, str]
) -> Iterator[str]:
    """Send valid and invalid items together, few and many, in both formats, some unfinished."""
    path = f"{path}?detail=stages&echo=1&q={MARK}"
    if route.name.endswith("catalogue"):
        yield from call_with_a_file(server, path.partition("?")[0], headers)
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
        if not kind:
            yield from figures(answer.json)
    chunks = b"%x\r\n" % len(many) + many + b"\r\n0\r\n\r\n"
    chunked = headers | lines | {"Transfer-Encoding": "chunked"}
    assert server.ask("POST", path, chunks, chunked).status == 200
    bad = path.replace("detail=stages", f"detail={MARK}")
    assert server.ask("POST", bad, body, headers | lines).status == 400
    assert server.ask("POST", path, MARK.encode(), headers).status == 400
    assert server.ask("POST", path, MARK.encode() * 500_000, headers | lines).status == 413
    for length in (len(many), 2 * len(many)):
        head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n"
        head += "Content-Type: application/x-ndjson\r\n\r\n"
        with contextlib.suppress(ConnectionError), _connected(server) as connection:
            connection.sendall(head.encode() + many)


def call_with_a_file(server: Server, path: str, headers: dict[str, str]) -> Iterator[str]:
    """Send marked cells in known and unknown columns, and request every text format."""
    table = f"id;product;mass;materials.1.id;materials.1.share;{MARK}\n"
    table += f"{MARK};tshirt;{MASS};ei-coton;1;{MARK}\n{MARK};{MARK};{MASS};x;1;\n" * 1200
    for form in ("csv", "csv-tableur", "json", "jsonl", "portail"):
        asked = f"{path}?format={form}&detail=stages&links=1&q={MARK}"
        answer = server.ask("POST", asked, table.encode(), headers | {"Content-Type": "text/csv"})
        assert answer.status == 200
        assert MARK in answer.body.decode()
        if form == "json":
            yield from {repr(row["score"]) for row in answer.json if row["score"]}
    for kind in ("text/csv", "application/vnd.apache.parquet", "application/octet-stream"):
        bad = headers | {"Content-Type": kind}
        assert server.ask("POST", path, MARK.encode(), bad).status == 400


def _connected(server: Server) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=30)
