"""Decodes text files line by line: UTF-8, else Windows-1252 (catalogue.md 2.1)."""

import codecs
import io
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final

from scoring.catalogue.faults import Remark
from scoring.catalogue.reading.streams import lines_of, with_start

_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MARK: Final = "\ufeff"
_ENCODING: Final = "encoding"


class TextLines:
    """The lines of a text, with their endings; each is decoded as UTF-8, else as Windows-1252.

    ``whole`` says whether the last line returned has a line ending. ``take_remark`` returns the
    warning about the encoding, once.
    """

    def __init__(self, stream: BinaryIO, note: Callable[[str], None]) -> None:
        start, whole = with_start(stream)
        self.whole = True
        self._note = note
        self._remark: Remark | None = None
        self._lines = self._lines_of(start, whole)

    def __iter__(self) -> Iterator[str]:
        return self._lines

    def __next__(self) -> str:
        return next(self._lines)

    def take_remark(self) -> tuple[Remark, ...]:
        """The warning about the encoding, attached to the first row that is not UTF-8."""
        if self._remark is None:
            return ()
        remark, self._remark = self._remark, None
        return (remark,)

    def _lines_of(self, start: bytes, stream: io.BufferedReader) -> Iterator[str]:
        if start.startswith(_UTF_16):
            yield from self._wrapped(stream, "utf-16")
        elif b"\n" not in start and b"\r" in start:
            # Line endings of old Mac spreadsheets.
            coding = "utf-8" if _is_utf_8(start) else "cp1252"
            if coding == "cp1252":
                self._say(1)
            yield from self._wrapped(stream, coding)
        else:
            yield from self._by_line(stream)

    def _wrapped(self, stream: io.BufferedReader, coding: str) -> Iterator[str]:
        text = io.TextIOWrapper(stream, coding, errors="replace", newline="")
        for number, line in enumerate(text):
            self.whole = line.endswith(("\n", "\r"))
            yield line.removeprefix(_MARK) if number == 0 else line

    def _by_line(self, stream: io.BufferedReader) -> Iterator[str]:
        said = False
        for number, line in enumerate(lines_of(stream), start=1):
            self.whole = line.endswith(b"\n")
            try:
                text = line.decode("utf-8")
            except UnicodeDecodeError:
                text = line.decode("cp1252", errors="replace")
                if not said:
                    self._say(number)
                    said = True
            yield text.removeprefix(_MARK) if number == 1 else text

    def _say(self, number: int) -> None:
        message = (
            f"à partir de la ligne {number}, le fichier n'est pas en UTF-8 : il est lu en "
            "Windows-1252 ; vérifiez les accents"
        )
        self._remark = Remark(_ENCODING, message, "")
        self._note(f"{message[0].upper()}{message[1:]}.")


def _is_utf_8(start: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return False
    return True
