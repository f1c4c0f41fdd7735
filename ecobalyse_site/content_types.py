"""What is kept of a request's ``Content-Type`` before Django reads it: the type, and a boundary.

Django reads the query in the character set that this header names, whatever the type, before any
middleware has run: a set that cannot decode it, or a parameter that no parser understands, would be
a fault on every route. All texts are UTF-8 here, so that no parameter but a form's boundary has a
say.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

_MULTIPART = "multipart/form-data"
# RFC 2046 5.1.1, quoted or not; the characters that matter to a parser of headers are not in it.
_BOUNDARY = re.compile(
    r""";[ \t]*boundary[ \t]*=[ \t]*("?)(?P<boundary>[\w'()+,./:=?-]{1,70})\1[ \t]*(?:;|$)""",
    re.ASCII | re.IGNORECASE,
)

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


def essential(content_type: str) -> str:
    """The type alone; a form in parts keeps its boundary.

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
    """The same application, which no caller gets to read anything in another character set."""

    def called(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if content_type := environ.get("CONTENT_TYPE"):
            environ["CONTENT_TYPE"] = essential(content_type)
        return application(environ, start_response)

    return called
