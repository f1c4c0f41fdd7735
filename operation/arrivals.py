"""A request as its bytes come, from whatever socket: when it is whole, and what it then is.

Gunicorn reads the head and the body, from memory: this only tells how far the bytes have come.
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
# What begins with less is another protocol, TLS most often.
_FIRST_PRINTED = 0x20
# More than any browser sends: the limits of a line and of a field are in gunicorn's settings.
_LARGEST_HEAD = 65_536
# What chunks may take beside the body: of an ordinary one, as much as those of a byte each do.
_CHUNKS_BYTES = 5
_CHUNKS_SHARE = 4
# Gunicorn's reader of chunks copies what is left of a piece for each of them.
_PIECE = 8192


class Arrival:
    """The bytes of one connection until they make a request.

    ``error`` is what is wrong with a head that cannot be served. A body over the limit of its route
    is not waited for: the application refuses it by its announced length or by what has come of it.
    """

    def __init__(self, cfg: Config, peer: Any) -> None:
        self.cfg = cfg
        self.peer = peer
        self.limit = self.usual_limit = int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
        self.received = bytearray()
        self.request: Any = None
        self.error: Exception | None = None
        # Of the body, as it was announced or as it came.
        self.size = 0
        # Whether no byte has come or is to come after those of the request.
        self.exact = False
        self._looked_at_line = False
        self._searched = 0
        self._start = self._end = 0
        self._chunks: ChunkScanner | None = None

    def is_awaited(self) -> bool:
        """Whether the client waits for a word before it sends the body; it is so once."""
        if self.request is None or not self.request._expected_100_continue:
            return False
        self.request._expected_100_continue = False
        return True

    def is_large(self) -> bool:
        """Whether a body is awaited that may be larger than those of most routes."""
        if self.request is None or self.limit == self.usual_limit:
            return False
        return self._chunks is not None or self.size > self.usual_limit

    def add(self, data: bytes) -> bool:
        """Take what has come, nothing being the end; whether there is something to answer."""
        self.received += data
        if self.request is None:
            self._read_head(ended=not data)
            if self.request is None:
                return self.error is not None
        if self._is_whole() or not data:
            self._give_body(self.request)
            return True
        return False

    def forget(self) -> None:
        """Keep nothing of a request that was answered, however slowly its client reads."""
        self.request = None

    def _read_head(self, *, ended: bool) -> None:
        """Read the head when it is there; see at its first line whether this is HTTP at all."""
        received = self.received
        end = received.find(_END_OF_HEAD, max(0, self._searched - len(_END_OF_HEAD)))
        self._searched = len(received)
        if end >= 0:
            self._parse()
        elif len(received) > _LARGEST_HEAD:
            self._parse()
            self.error = self.error or LimitRequestHeaders("head")
        elif received and not self._looked_at_line and (ended or self._line_has_come()):
            self._looked_at_line = True
            self._parse()
            if received[0] < _FIRST_PRINTED and received[:1] not in _END_OF_LINE:
                self.error = self.error or InvalidRequestLine("no text")

    def _line_has_come(self) -> bool:
        """Whether the first line is there, or is none: too long, or no text."""
        received = self.received
        return (
            _END_OF_LINE in received
            or len(received) > self.cfg.limit_request_line
            or received[0] < _FIRST_PRINTED
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
        # What is left is the body, as far as it has come.
        start = len(self.received) - len(unreader.take_buffered())
        headers = dict(request.headers)
        if "TRANSFER-ENCODING" in headers:
            self._chunks = ChunkScanner(start)
        else:
            self.size = int(headers.get("CONTENT-LENGTH", 0))
            self._end = start + self.size
        self._start = start

    def _is_whole(self) -> bool:
        received = len(self.received)
        if self._chunks is None:
            self.exact = received == self._end
            return received >= self._end or self.size > self.limit
        self._chunks.scan(self.received)
        self.exact = self._chunks.ended and received == self._chunks.position
        size = self._chunks.size(self.received)
        beside = received - self._start - size
        return (
            self._chunks.ended
            or size > self.limit
            or beside > _CHUNKS_BYTES * self.usual_limit + size // _CHUNKS_SHARE
        )

    def _give_body(self, request: Request) -> None:
        """Have the application read what has come of the body, without copying it once more."""
        request.unreader.take_buffered()
        end = self._end if self._chunks is None else len(self.received)
        with memoryview(self.received) as received:
            body = bytes(received[self._start : end])
        # Larger than memory needs to be kept for.
        self.received = bytearray()
        self.size = max(self.size, len(body))
        if self._chunks is None:
            request.body = io.BytesIO(body)
        else:
            request.unreader.iter = _pieces(body)


def _pieces(body: bytes) -> Iterator[bytes]:
    for start in range(0, len(body), _PIECE):
        yield body[start : start + _PIECE]
