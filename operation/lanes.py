"""Lanes: separate thread pools in each process, so that one kind of request cannot block others.

- ACCOUNTS: account pages and ``/readyz``. If the database hangs, only their threads hang.
- AUTHENTICATED: requests with a token or a session, which only need one quick query, with a short
  timeout (``foundation/connections.py``). Password hashing and writes do not delay them. With
  SQLite, checking a token waits for nobody: calls with a token are as short as others.
- LONG: CPU-bound requests: large bodies, those that compute a garment many times (levers,
  differences, estimates, sets, garments in parts), explanations, a spreadsheet of which takes a
  fifth of a second, and page forms, the slowest of which takes a quarter.
- BATCH: batches, which take seconds and wait for their clients to read. Their threads yield the
  interpreter to all others (``foundation/turns.py``).
- AT_ONCE: everything else is short and never blocks, such as API calls without a token and pages
  without a session. It runs in the event loop, since a thread competing for the GIL is slower.

Measured with eight slow forms submitted at once, every second, and two processes: the longest wait
of other API calls was 770 ms when forms ran in the loop, 60 ms with four threads for them, and
45 ms with one; for calls mixed with pages, 790, 700 and 180 ms.
"""

import enum

from django.conf import settings
from gunicorn.http.message import Request
from gunicorn.util import unquote_to_wsgi_str

from foundation.connections import has_immediate_reads
from foundation.paths import is_account_path, is_analysis_path, is_api_path, is_batch_path

# A larger body may take long to parse, even if it is rejected.
_SHORT_BODY = 16_384
_READY = "/readyz"
# Any value in one of these headers counts as a token (accounts/access.py).
_TOKENS = frozenset({"TOKEN", "AUTHORIZATION"})


class Lane(enum.Enum):
    """The lane of a request; its value says what it may wait for."""

    AT_ONCE = "nothing"
    LONG = "the CPU"
    BATCH = "its time slice, and its client"
    AUTHENTICATED = "one query to the accounts database"
    ACCOUNTS = "the accounts database, and password hashing"


def lane_of(request: Request, size: int) -> Lane:
    """Return the lane of a request, from its path, its headers and its body size in bytes."""
    path = request.path
    if "%" in path:
        path = unquote_to_wsgi_str(path)
    if is_account_path(path) or path == _READY:
        return Lane.ACCOUNTS
    if is_batch_path(path):
        return Lane.BATCH
    is_api = is_api_path(path)
    for name, value in request.headers:
        if _needs_database(name, value) if is_api else name == "COOKIE" and _has_session(value):
            return Lane.AUTHENTICATED
    is_form = request.method == "POST" and not is_api
    is_long = is_form or is_analysis_path(path) or size > _SHORT_BODY
    return Lane.LONG if is_long else Lane.AT_ONCE


def _needs_database(name: str, value: str) -> bool:
    return name in _TOKENS and bool(value) and not has_immediate_reads()


def _has_session(cookies: str) -> bool:
    return settings.SESSION_COOKIE_NAME in cookies
