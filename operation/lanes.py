"""Who waits for whom in a process: each request goes by a lane, and no lane waits for another.

What touches the accounts' database has threads of its own: when the database hangs, they all may
hang, and nothing else does. Pages, which take long to draw, and large bodies have others. What is
left is short and waits for nothing: calls of the API without a token.
"""

import enum

from django.conf import settings
from gunicorn.http.message import Request
from gunicorn.util import unquote_to_wsgi_str

from ecobalyse_site.paths import is_account_path, is_api_path

# A larger body may take long to read and to refuse.
_SHORT_BODY = 16_384
_ALIVE = "/healthz"
_READY = "/readyz"
# Whatever is in one of these counts as a token (accounts/access.py).
_TOKENS = frozenset({"TOKEN", "AUTHORIZATION"})


class Lane(enum.Enum):
    """What a request may be waiting for."""

    AT_ONCE = "nothing"
    PAGES = "the processor"
    ACCOUNTS = "the accounts' database"


def lane_of(request: Request, size: int) -> Lane:
    """The lane of a request whose body has some size, by its path and its headers alone."""
    path = request.path
    if "%" in path:
        path = unquote_to_wsgi_str(path)
    if path.startswith(settings.STATIC_URL):
        return Lane.PAGES
    is_api = is_api_path(path)
    for name, value in request.headers:
        if name in _TOKENS or (
            name == "COOKIE" and not is_api and settings.SESSION_COOKIE_NAME in value
        ):
            return Lane.ACCOUNTS
    if is_account_path(path) or path == _READY:
        return Lane.ACCOUNTS
    if path == _ALIVE or (is_api and size <= _SHORT_BODY):
        return Lane.AT_ONCE
    return Lane.PAGES
