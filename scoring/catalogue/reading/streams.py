"""Streams whose first bytes can be inspected, and lines of bounded length."""

import io
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from scoring.catalogue.faults import UnusableInput

START: Final = 1 << 16
LONGEST_LINE: Final = 4 << 20


class _Started(io.RawIOBase):
    """A stream that returns bytes already read, then the rest."""

    def __init__(self, start: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._start = memoryview(start)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Read from the bytes already read, then from the underlying stream."""
        found: Any = self._start[: len(buffer)]
        if found:
            self._start = self._start[len(found) :]
        else:
            found = self._rest.read(len(buffer))
        buffer[: len(found)] = found
        return len(found)


def with_start(stream: BinaryIO) -> tuple[bytes, io.BufferedReader]:
    """The first bytes of a stream, and an equivalent unread stream."""
    start = b""
    while len(start) < START:
        more = stream.read(START - len(start))
        if not more:
            break
        start += more
    return start, io.BufferedReader(_Started(start, stream), 1 << 18)


def lines_of(stream: BinaryIO) -> Iterator[bytes]:
    """The lines with their line endings. Raises ``UnusableInput`` for one that is too long."""
    number = 0
    while line := stream.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            raise UnusableInput(
                f"La ligne {number} dépasse {LONGEST_LINE >> 20} Mo : ce n'est pas un catalogue."
            )
        yield line
