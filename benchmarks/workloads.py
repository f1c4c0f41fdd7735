"""What is sent to a server to measure it: the same bodies to each server that is compared."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urlencode

from benchmarks.requests import http_request, textile_requests

_JSON: Final = "application/json"
_FORM: Final = "application/x-www-form-urlencoded;charset=UTF-8"
_CONNECTIONS: Final = (1, 8, 64)
# More batches than this at once are told to come back later.
_BATCH_CONNECTIONS: Final = (1, 8)
GARMENTS_A_BATCH: Final = 100
# As a browser asks for it: pages are compressed for it.
_AS_A_BROWSER: Final = "Accept-Encoding: gzip, deflate, br\r\n"
CODES: Final = ("simulator", "detailed", "token", "explain", "batch", "update")
_FORM_ID: Final = "simulator-form"


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """One kind of request.

    ``code`` names it in programs and ``title`` in tables. ``garments`` is how many one request
    computes, ``entitled`` whether it is sent with a token.
    """

    code: str
    title: str
    path: str
    bodies: Sequence[bytes]
    kind: str = _JSON
    headers: str = ""
    connections: Sequence[int] = _CONNECTIONS
    garments: int = 1
    entitled: bool = False

    def requests(
        self, *, host: str = "localhost", prefix: str = "", token: str = "", kept: bool = False
    ) -> list[bytes]:
        """Return the requests for one server, of which ``prefix`` is the path of the root."""
        headers = self.headers + (f"token: {token}\r\n" if self.entitled else "")
        return [
            http_request(prefix + self.path, body, self.kind, headers, host=host, kept=kept)
            for body in self.bodies
        ]


def workloads(page: str) -> list[Workload]:
    """Return all workloads; ``page`` is the HTML of the textile simulator, which holds its form."""
    queries = textile_requests()
    bodies = [json.dumps(query).encode() for query in queries]
    simulator = "/api/textile/simulator"
    return [
        Workload(code="simulator", title="deux scores", path=simulator, bodies=bodies),
        Workload(
            code="detailed", title="détail par étape", path=f"{simulator}/detailed", bodies=bodies
        ),
        Workload(
            code="token", title="jeton, 21 impacts", path=simulator, bodies=bodies, entitled=True
        ),
        Workload(
            code="explain", title="calcul ligne à ligne", path="/api/textile/explain", bodies=bodies
        ),
        Workload(
            code="batch",
            title=f"lot de {GARMENTS_A_BATCH} vêtements",
            path=f"{simulator}/batch",
            bodies=_batches(bodies),
            connections=_BATCH_CONNECTIONS,
            garments=GARMENTS_A_BATCH,
        ),
        Workload(
            code="update",
            title="mise à jour de la page",
            path="/textile/fragment/",
            bodies=list(_updates(form_fields(page))),
            kind=_FORM,
            headers=_AS_A_BROWSER,
        ),
    ]


def _batches(bodies: Sequence[bytes]) -> list[bytes]:
    """Arrays of garments that start at different ones."""
    starts = range(0, len(bodies), 25)
    return [
        b"[%s]" % b",".join(bodies[(start + n) % len(bodies)] for n in range(GARMENTS_A_BATCH))
        for start in starts
    ]


def _updates(fields: Sequence[tuple[str, str]]) -> Iterator[bytes]:
    """The form of the page, each time with another mass typed in it."""
    assert any(name == "mass" for name, _ in fields), "the page has no field for the mass"
    for mass in range(120, 280, 5):
        typed = [(name, f"0.{mass}" if name == "mass" else value) for name, value in fields]
        yield urlencode([*typed, ("changed", "mass")]).encode()


def form_fields(page: str) -> list[tuple[str, str]]:
    """Return the names and values that a browser sends of the simulator's form, in order."""
    reader = _FormReader()
    reader.feed(page)
    return reader.fields


class _FormReader(HTMLParser):
    """Reads the successful controls of the simulator's form; its buttons are not pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: list[tuple[str, str]] = []
        self._inside = False
        # The list being read: its name, its first option and the selected one.
        self._list = ""
        self._options: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "form":
            self._inside = values.get("id") == _FORM_ID
        elif not self._inside or "disabled" in values:
            return
        elif tag == "input":
            self._input(values)
        elif tag == "select":
            self._list, self._options = values.get("name") or "", []
        elif tag == "option" and self._list:
            self._options.append((values.get("value") or "", "selected" in values))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "select" and self._list:
            chosen = [value for value, selected in self._options if selected]
            self.fields.append((self._list, (chosen or [self._options[0][0]])[-1]))
            self._list = ""

    def _input(self, values: Mapping[str, str | None]) -> None:
        name, kind = values.get("name"), values.get("type") or "text"
        ticked = kind not in {"checkbox", "radio"} or "checked" in values
        if name and ticked and kind not in {"submit", "button", "reset", "file"}:
            self.fields.append((name, values.get("value") or ""))
