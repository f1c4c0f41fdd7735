"""Find the end of a chunked request body while it is being received (RFC 9112, 7.1).

Nothing is validated here: gunicorn parses the complete body and rejects invalid chunks.
"""

_END_OF_LINE = b"\r\n"
# Maximum length of a chunk-size line with its extensions, or of a trailer line: gunicorn rejects
# longer ones.
_LONGEST_LINE = 8190


class ChunkScanner:
    """Incremental scanner of a chunked body: each byte is scanned once, however slow.

    ``ended`` is set at the end of the body, where ``position`` is, or at a chunk that is no chunk;
    ``invalid`` then says that where the body ends is unknown.
    """

    def __init__(self, start: int) -> None:
        # Offset of the next line, which may not have been received yet.
        self.position = start
        self._size = 0
        self.ended = False
        self.invalid = False
        self._in_trailers = False

    def scan(self, received: bytearray) -> None:
        """Scan the bytes received so far; an invalid chunk also ends the body."""
        while not self.ended and self.position < len(received):
            end = received.find(_END_OF_LINE, self.position)
            if end < 0:
                self.ended = self.invalid = len(received) - self.position > _LONGEST_LINE
                return
            line = bytes(received[self.position : end])
            self.position = end + len(_END_OF_LINE)
            if self._in_trailers:
                self.ended = not line
            else:
                self._chunk(line)

    def size(self, received: bytearray) -> int:
        """Return how many bytes of the decoded body have been received."""
        return self._size - max(0, self.position - len(received))

    @property
    def size_of_body(self) -> int:
        """How many bytes the body has, decoded, once it ended."""
        return self._size

    def _chunk(self, line: bytes) -> None:
        try:
            size = int(line.partition(b";")[0], 16)
        except ValueError:
            size = -1
        if size > 0:
            self._size += size
            # Skip the chunk and its line ending, which may not have been received yet.
            self.position += size + len(_END_OF_LINE)
        elif size == 0:
            self._in_trailers = True
        else:
            self.ended = self.invalid = True
