"""Response headers that this program writes itself, without Django's check of each.

Django encodes and searches the name and the value of each header at each response: with some twenty
of them, a tenth of the time of an API call. That is for names and values from elsewhere; these are
constants, numbers, and identifiers.
"""

from collections.abc import Mapping

from django.http.response import HttpResponseBase, ResponseHeaders

# As Django keeps headers: by name in lower case, with the name as written.
Lines = dict[str, tuple[str, str]]


def lines_of(headers: Mapping[str, str]) -> Lines:
    """Prepare constant headers, checked by Django once."""
    return dict(_kept(ResponseHeaders(headers)))


def put(response: HttpResponseBase, lines: Lines) -> None:
    """Set headers."""
    _kept(response.headers).update(lines)


def put_defaults(response: HttpResponseBase, lines: Lines) -> None:
    """Set the headers that the response does not have yet."""
    kept = _kept(response.headers)
    for name, line in lines.items():
        kept.setdefault(name, line)


def put_value(response: HttpResponseBase, name: str, value: str) -> None:
    """Set one header to a number or an identifier of ours, in ASCII."""
    _kept(response.headers)[name.lower()] = (name, value)


def pairs_of(response: HttpResponseBase) -> list[tuple[str, str]]:
    """Return the names and values of all headers, without looking each of them up."""
    return list(_kept(response.headers).values())


def _kept(headers: ResponseHeaders) -> Lines:
    kept: Lines = headers._store
    return kept
