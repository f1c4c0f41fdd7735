"""Reduce the ``Content-Type`` header to the media type and boundary before Django reads it.

Django decodes the query string with the charset of this header, for any media type and before any
middleware runs: an unsupported charset, or a parameter that cannot be parsed, would be a server
error on every route. This site only accepts UTF-8, so every parameter except the boundary of
multipart forms is dropped.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

_MULTIPART = "multipart/form-data"
# RFC 2046 5.1.1, quoted or not; without the characters that are special in header parameters.
_BOUNDARY = re.compile(
    r""";[ \t]*boundary[ \t]*=[ \t]*("?)(?P<boundary>[\w'()+,./:=?-]{1,70})\1[ \t]*(?:;|$)""",
    re.ASCII | re.IGNORECASE,
)

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


def essential(content_type: str) -> str:
    """Return the media type alone, plus the boundary for multipart forms.

    >>> essential("application/json; charset=idna"), essential("text/plain")
    ('application/json', 'text/plain')
    >>> essential("Multipart/Form-Data; charset=hex; boundary=--x")
    'multipart/form-data; boundary="--x"'
    """
    kind, separator, _ = content_type.partition(";")
    if not separator:
        return content_type
    kind = kind.strip().lower()
    found = _BOUNDARY.search(content_type) if kind == _MULTIPART else None
    return f'{kind}; boundary="{found["boundary"]}"' if found else kind


def in_utf8(application: Application) -> Application:
    """Wrap a WSGI application so that a client cannot select another charset."""

    def called(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if content_type := environ.get("CONTENT_TYPE"):
            environ["CONTENT_TYPE"] = essential(content_type)
        return application(environ, start_response)

    return called
