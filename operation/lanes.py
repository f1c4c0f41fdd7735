"""Who waits for whom in a process: each request goes by a lane, and no lane waits for another.

What asks the accounts' database has threads of its own: when the database hangs, they all may
hang, and nothing else does. Who only looks into it, for a token or a visitor's session, does so in
a hurry (``foundation/connections.py``) and in a lane apart, which no password and no writer
holds up. What may take long without waiting for anything has a third: large bodies, what computes
a garment hundreds of times (levers, differences, estimates), and the forms of pages, the longest of
which takes a quarter of a second to draw. Batches, which take seconds and
wait for their clients to read, have threads of their own, and leave the interpreter to all others
(``foundation/turns.py``). What is left is short and waits for nothing: the calls of those who have
no token, and the pages that those who have no account open. A thread that has to share the
interpreter would take longer for them.

Measured with eight such forms at once, again each second, two processes: the others' calls waited
for 770 ms at the most when forms were answered at once, for 60 ms with four threads for them, for
45 ms with one; calls mixed with pages for 790, 700 and 180 ms.
"""

import enum

from django.conf import settings
from gunicorn.http.message import Request
from gunicorn.util import unquote_to_wsgi_str

from foundation.paths import is_account_path, is_analysis_path, is_api_path, is_batch_path

# A larger body may take long to read and to refuse.
_SHORT_BODY = 16_384
_READY = "/readyz"
# Whatever is in one of these counts as a token (accounts/access.py).
_TOKENS = frozenset({"TOKEN", "AUTHORIZATION"})


class Lane(enum.Enum):
    """What a request may be waiting for."""

    AT_ONCE = "nothing"
    LONG = "the processor"
    BATCH = "its turn, and its client"
    KNOWN = "one look into the accounts' database"
    ACCOUNTS = "the accounts' database, and passwords"


def lane_of(request: Request, size: int) -> Lane:
    """The lane of a request whose body has some size, by its path and its headers alone."""
    path = request.path
    if "%" in path:
        path = unquote_to_wsgi_str(path)
    if is_account_path(path) or path == _READY:
        return Lane.ACCOUNTS
    if is_batch_path(path):
        return Lane.BATCH
    is_api = is_api_path(path)
    for name, value in request.headers:
        if name in _TOKENS if is_api else name == "COOKIE" and _has_session(value):
            return Lane.KNOWN
    is_form = request.method == "POST" and not is_api
    is_long = is_form or is_analysis_path(path) or size > _SHORT_BODY
    return Lane.LONG if is_long else Lane.AT_ONCE


def _has_session(cookies: str) -> bool:
    return settings.SESSION_COOKIE_NAME in cookies
