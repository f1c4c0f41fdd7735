"""Observes the server from inside: what views receive, and which files are opened.

Each response says how many values of the query and of the form contained a mark when the view was
called, which fields it read, and whether it iterated over all those of the form. Each file opened
for writing is recorded in ``WITNESS_FILE``.
"""

import os
import sys
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, QueryDict

# What all marks have in common.
STEM = "marqueur9f3c"
GIVEN = "X-Witness-Given"
ASKED = "X-Witness-Asked"
WALKED = "X-Witness-Walked"
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | getattr(os, "O_TMPFILE", 0)


class WitnessedFields(QueryDict):
    """Fields of a form or of a query, which record those that are read."""

    asked: set[str] = set()  # noqa: RUF012 - what none has been told to remember is of no use
    # Called when a view iterates over all fields, whatever their names.
    walked: Callable[[], None] = staticmethod(lambda: None)

    def __getitem__(self, key: str) -> Any:
        self.asked.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.asked.add(str(key))
        return super().__contains__(key)

    def getlist(self, key: str, default: Any = None) -> list[Any]:
        self.asked.add(key)
        return super().getlist(key, default)

    def __iter__(self) -> Iterator[str]:
        self.walked()
        return super().__iter__()

    def keys(self) -> Any:
        self.walked()
        return super().keys()

    def items(self) -> Any:
        self.walked()
        return super().items()

    def values(self) -> Any:
        self.walked()
        return super().values()

    def lists(self) -> Any:
        self.walked()
        return super().lists()

    def urlencode(self, safe: str | None = None) -> str:
        self.walked()
        return super().urlencode(safe)


class Witness:
    """The innermost middleware: it sees what views get."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response[GIVEN] = str(getattr(request, "witnessed", 0))
        response[WALKED] = str(getattr(request, "walked", False))
        response[ASKED] = ",".join(quote(name) for name in sorted(getattr(request, "asked", ())))
        return response

    def process_view(self, request: HttpRequest, *called: Any) -> None:
        given = [
            value
            for fields in (request.GET, request.POST)
            for _, values in fields.lists()
            for value in values
        ]
        request.witnessed = sum(STEM in value for value in given)
        request.asked = set()
        request.walked = False

        def note_walk() -> None:
            request.walked = True

        request.POST = _witnessed(request.POST, request.asked, note_walk)
        # Many views copy the whole query, into links, and read nothing of the form.
        request.GET = _witnessed(request.GET, request.asked, lambda: None)


def _witnessed(fields: QueryDict, asked: set[str], walked: Callable[[], None]) -> QueryDict:
    copy = WitnessedFields(mutable=True)
    for name, values in fields.lists():
        copy.setlist(name, values)
    copy.asked = asked
    copy.walked = walked
    copy._mutable = False
    return copy


def note_files(path: str) -> None:
    """Record from now on, in this process and its children, each file opened for writing."""
    notes = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def note(event: str, arguments: tuple[Any, ...]) -> None:
        if event != "open":
            return
        opened, _, flags = arguments
        if isinstance(opened, str | bytes) and isinstance(flags, int) and flags & _WRITES:
            os.write(notes, os.fsencode(opened) + b"\n")

    sys.addaudithook(note)
