"""Forms as a page offers them, and filled in with marks."""

import json
from collections.abc import Iterable, Mapping
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

URL_ENCODED = {"Content-Type": "application/x-www-form-urlencoded"}
IN_PARTS = {"Content-Type": "multipart/form-data; boundary=limite"}
# A CSRF cookie and its field: any value, as long as they are equal.
SAFETY = "a" * 32
_CONTROLS = ("input", "select", "textarea", "button")


class _Controls(HTMLParser):
    """The controls of a page by name, with the value that a browser would send."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.values: dict[str, str] = {}
        self._select = ""
        self._textarea = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        name = given.get("name", "")
        if tag in _CONTROLS and name:
            self.names.add(name)
        if tag == "select":
            self._select = name
        elif tag == "textarea":
            self._textarea = name
        elif tag == "option" and self._select:
            if "selected" in given or self._select not in self.values:
                self.values[self._select] = given.get("value", "")
        elif tag == "input" and name and _is_sent(given):
            self.values[name] = given.get("value", "on")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._textarea = ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.values[self._textarea] = self.values.get(self._textarea, "") + data


def _is_sent(given: Mapping[str, str]) -> bool:
    return given.get("type") not in ("checkbox", "radio") or "checked" in given


def names_of(page: str) -> set[str]:
    """The names of all controls of a page."""
    return _read(page).names


def values_of(page: str) -> dict[str, str]:
    """What sending the forms of a page as they are would send."""
    return _read(page).values


def _read(page: str) -> _Controls:
    controls = _Controls()
    controls.feed(page)
    controls.close()
    return controls


def url_encoded(fields: Mapping[str, str]) -> bytes:
    return urlencode({**fields, "csrfmiddlewaretoken": SAFETY}).encode()


def in_parts(fields: Mapping[str, str], file: bytes, mark: str) -> bytes:
    """The fields, then a file of each kind that a browser may send."""
    parts = [
        f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode()
        for name, value in {**fields, "csrfmiddlewaretoken": SAFETY}.items()
    ]
    parts.append(
        f'Content-Disposition: form-data; name="{mark}"; filename="{mark}.csv"\r\n'
        f"Content-Type: text/csv\r\n\r\n".encode()
        + file
    )
    return b"".join(b"--limite\r\n" + part + b"\r\n" for part in parts) + b"--limite--\r\n"


def everywhere(names: Iterable[str], mark: str) -> dict[str, str]:
    """A mark in each field."""
    return {name: f"{mark}-{position}" for position, name in enumerate(sorted(names))}


def well_filled(sector: str, query: Mapping[str, Any], mark: str) -> dict[str, str]:
    """The fields of every view of the site, as far as they fit into one form."""
    item = {"name": mark, "sector": sector, "version": mark, "query": query}
    return {
        "query": json.dumps(query),
        "simulations": json.dumps([item]),
        "impact": "ecs",
        "language": "fr",
        "next": f"/textile/?q={mark}",
        "email": f"{mark}@example.org",
        "password": f"{mark} {mark}",
        "first_name": mark,
        "last_name": mark,
        "organization_type": "",
        "name": mark,
        "terms": "on",
        mark: mark,
    }
