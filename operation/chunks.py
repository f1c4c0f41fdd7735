"""Where a body in chunks ends, found as its bytes come (RFC 9112, 7.1).

Nothing is checked here: gunicorn reads the chunks once they are all there, and refuses bad ones.
"""

_END_OF_LINE = b"\r\n"
# A size in hexadecimal digits with its extensions, or a line of a trailer: gunicorn refuses longer.
_LONGEST_LINE = 8190


class ChunkScanner:
    """Follows the chunks of a body, each byte once, however slowly they come."""

    def __init__(self, start: int) -> None:
        # Of the next line, which may be still to come.
        self.position = start
        self._size = 0
        self.ended = False
        self._in_trailers = False

    def scan(self, received: bytearray) -> None:
        """Go on to the end of what has come; whatever is no chunk ends the body too."""
        while not self.ended and self.position < len(received):
            end = received.find(_END_OF_LINE, self.position)
            if end < 0:
                self.ended = len(received) - self.position > _LONGEST_LINE
                return
            line = bytes(received[self.position : end])
            self.position = end + len(_END_OF_LINE)
            if self._in_trailers:
                self.ended = not line
            else:
                self._chunk(line)

    def size(self, received: bytearray) -> int:
        """How much of the body itself has come."""
        return self._size - max(0, self.position - len(received))

    def _chunk(self, line: bytes) -> None:
        try:
            size = int(line.partition(b";")[0], 16)
        except ValueError:
            size = -1
        if size > 0:
            self._size += size
            # The chunk and the end of its line, which may be still to come.
            self.position += size + len(_END_OF_LINE)
        elif size == 0:
            self._in_trailers = True
        else:
            self.ended = True
