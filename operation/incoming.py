"""Incremental reception of a request: detects when all its bytes have been received.

Gunicorn parses the headers and the body, from memory; this only tracks what has been received, and
where the next request of the connection starts.
"""

import io
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from gunicorn.http.body import Body, ChunkedReader
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


class PlainRequest(Request):  # type: ignore[misc]
    """Gunicorn's request, without the check of the peer's address.

    Gunicorn makes it for each request, although no header that depends on it is configured: the
    application decides which proxies to trust (``TRUSTED_PROXIES``).
    """

    def _peer_trusted_for_forwarded(self) -> tuple[dict[str, str], list[str]]:
        if not self.cfg.secure_scheme_headers and not self.cfg.forwarder_headers:
            return {}, []
        found: tuple[dict[str, str], list[str]] = super()._peer_trusted_for_forwarded()
        return found


class IncomingRequest:
    """The bytes received on a connection, until they form a complete request.

    ``error`` is set if the headers are invalid. A response is also due if the body exceeds the
    limit of its route: the application rejects it by its ``Content-Length`` or by what has been
    received. ``received`` may start with what followed the previous request.
    """

    def __init__(self, cfg: Any, peer: Any, received: bytes = b"") -> None:
        self.cfg = cfg
        self.peer = peer
        self.limit = self.usual_limit = int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
        self.received = bytearray(received)
        self.request: Any = None
        self.error: Exception | None = None
        # Of the body in bytes: its Content-Length, or as received.
        self.size = 0
        # Whether the end of the request was received, hence where the next one starts.
        self.complete = False
        # What was received after it.
        self.rest = b""
        self._chunked_body: bytes | None = None
        self._first_line_checked = False
        self._searched = 0
        self._start = self._end = 0
        self._chunks: ChunkScanner | None = None

    @property
    def exact(self) -> bool:
        """Whether the whole request was received, and nothing else."""
        return self.complete and not self.rest

    @property
    def begun(self) -> bool:
        """Whether some of a request was received; an empty line before it is none of it."""
        return self.request is not None or bool(self.received.strip(_END_OF_LINE))

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

    def add(self, data: bytes, *, ended: bool = False) -> bool:
        """Add received bytes; return whether a response is due, at the latest when they end."""
        self.received += data
        if self.request is None:
            self._read_head(ended=ended)
            if self.request is None:
                return self.error is not None
        if self._is_complete() or ended:
            self._attach_body(self.request)
            return True
        return False

    def check_chunks(self) -> bool:
        """Decode a chunked body; return whether gunicorn finds its end where the scanner did.

        Otherwise where the next request starts is unknown, and the application still gets the body
        as received, to reject it. Called by the thread that serves the request.
        """
        encoded, self._chunked_body = self._chunked_body, None
        if encoded is None:
            return True
        request = self.request
        try:
            body = request.body.read()
            agreed = self.complete and not request.unreader.read()
        except Exception:
            # The application reads it again, and gets the same error.
            request.unreader = IterUnreader(_pieces(encoded))
            request.body = Body(ChunkedReader(request, request.unreader))
            return False
        request.body = io.BytesIO(body)
        return agreed

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
            request = PlainRequest(self.cfg, unreader, self.peer)
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
            self.complete = received >= self._end
            return self.complete or self.size > self.limit
        self._chunks.scan(self.received)
        self.complete = self._chunks.ended and not self._chunks.invalid
        self._end = self._chunks.position if self.complete else received
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
        with memoryview(self.received) as received:
            body = bytes(received[self._start : self._end])
            if self.complete:
                self.rest = bytes(received[self._end :])
        # Free the buffer, since a body can be large.
        self.received = bytearray()
        self.size = max(self.size, len(body))
        if self._chunks is None:
            request.body = io.BytesIO(body)
            return
        request.unreader.iter = _pieces(body)
        if self.complete and self._chunks.size_of_body <= self.limit:
            self._chunked_body = body


def _pieces(body: bytes) -> Iterator[bytes]:
    for start in range(0, len(body), _PIECE):
        yield body[start : start + _PIECE]
