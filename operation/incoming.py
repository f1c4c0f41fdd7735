"""Incremental reception of a request: detects when all its bytes have been received.

Gunicorn parses the headers and the body, from memory; this only tracks what has been received.
"""

import io
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from gunicorn.config import Config
from gunicorn.http.errors import InvalidRequestLine, LimitRequestHeaders, NoMoreData
from gunicorn.http.message import Request
from gunicorn.http.unreader import IterUnreader
from gunicorn.util import unquote_to_wsgi_str

from foundation.limits import body_limit
from operation.chunks import ChunkScanner

_END_OF_LINE = b"\r\n"
_END_OF_HEAD = b"\r\n\r\n"
# A connection whose first byte is below this is another protocol, usually TLS.
_FIRST_PRINTABLE = 0x20
# Larger than any browser sends; the limits per line and per header are in gunicorn's settings.
_MAX_HEAD = 65_536
# Maximum overhead of chunked encoding: 5 bytes for each byte of the largest ordinary body, which
# allows one-byte chunks, plus this fraction (1/4) of the actual body.
_CHUNK_OVERHEAD = 5
_CHUNK_OVERHEAD_SHARE = 4
# The body is passed on in small pieces: for each chunk, gunicorn copies the rest of its piece.
_PIECE = 8192


class IncomingRequest:
    """The bytes received on a connection, until they form a complete request.

    ``error`` is set if the headers are invalid. The request also counts as complete if its body
    exceeds the limit of its route: the application rejects it by its ``Content-Length`` or by what
    has been received.
    """

    def __init__(self, cfg: Config, peer: Any) -> None:
        self.cfg = cfg
        self.peer = peer
        self.limit = self.usual_limit = int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
        self.received = bytearray()
        self.request: Any = None
        self.error: Exception | None = None
        # Of the body in bytes: its Content-Length, or as received.
        self.size = 0
        # Whether nothing was received beyond the end of the request.
        self.exact = False
        self._first_line_checked = False
        self._searched = 0
        self._start = self._end = 0
        self._chunks: ChunkScanner | None = None

    def needs_continue(self) -> bool:
        """Return whether a ``100 Continue`` must be sent; true at most once per request."""
        if self.request is None or not self.request._expected_100_continue:
            return False
        self.request._expected_100_continue = False
        return True

    def is_large(self) -> bool:
        """Return whether the body may exceed the ordinary limit."""
        if self.request is None or self.limit == self.usual_limit:
            return False
        return self._chunks is not None or self.size > self.usual_limit

    def add(self, data: bytes) -> bool:
        """Add received bytes, empty at end of stream; return whether a response is due."""
        self.received += data
        if self.request is None:
            self._read_head(ended=not data)
            if self.request is None:
                return self.error is not None
        if self._is_complete() or not data:
            self._attach_body(self.request)
            return True
        return False

    def release(self) -> None:
        """Free the request once it was answered, since a slow client may take time to read."""
        self.request = None

    def _read_head(self, *, ended: bool) -> None:
        """Parse the headers once complete, but reject a first line that is not HTTP at once."""
        received = self.received
        end = received.find(_END_OF_HEAD, max(0, self._searched - len(_END_OF_HEAD)))
        self._searched = len(received)
        if end >= 0:
            self._parse()
        elif len(received) > _MAX_HEAD:
            self._parse()
            self.error = self.error or LimitRequestHeaders("head")
        elif received and not self._first_line_checked and (ended or self._has_first_line()):
            self._first_line_checked = True
            self._parse()
            if received[0] < _FIRST_PRINTABLE and received[:1] not in _END_OF_LINE:
                self.error = self.error or InvalidRequestLine("no text")

    def _has_first_line(self) -> bool:
        """Return whether the first line is complete, or already invalid: too long or binary."""
        received = self.received
        return (
            _END_OF_LINE in received
            or len(received) > self.cfg.limit_request_line
            or received[0] < _FIRST_PRINTABLE
        )

    def _parse(self) -> None:
        unreader = IterUnreader([bytes(self.received)])
        try:
            request = Request(self.cfg, unreader, self.peer)
        except (NoMoreData, StopIteration):
            return
        except Exception as error:
            self.error = error
            return
        self.request = request
        path = request.path
        self.limit = body_limit(request.method, unquote_to_wsgi_str(path) if "%" in path else path)
        # What the parser did not consume is the start of the body.
        start = len(self.received) - len(unreader.take_buffered())
        headers = dict(request.headers)
        if "TRANSFER-ENCODING" in headers:
            self._chunks = ChunkScanner(start)
        else:
            self.size = int(headers.get("CONTENT-LENGTH", 0))
            self._end = start + self.size
        self._start = start

    def _is_complete(self) -> bool:
        received = len(self.received)
        if self._chunks is None:
            self.exact = received == self._end
            return received >= self._end or self.size > self.limit
        self._chunks.scan(self.received)
        self.exact = self._chunks.ended and received == self._chunks.position
        size = self._chunks.size(self.received)
        overhead = received - self._start - size
        return (
            self._chunks.ended
            or size > self.limit
            or overhead > _CHUNK_OVERHEAD * self.usual_limit + size // _CHUNK_OVERHEAD_SHARE
        )

    def _attach_body(self, request: Request) -> None:
        """Make the received body readable by the application, without another copy."""
        request.unreader.take_buffered()
        end = self._end if self._chunks is None else len(self.received)
        with memoryview(self.received) as received:
            body = bytes(received[self._start : end])
        # Free the buffer, since a body can be large.
        self.received = bytearray()
        self.size = max(self.size, len(body))
        if self._chunks is None:
            request.body = io.BytesIO(body)
        else:
            request.unreader.iter = _pieces(body)


def _pieces(body: bytes) -> Iterator[bytes]:
    for start in range(0, len(body), _PIECE):
        yield body[start : start + _PIECE]
