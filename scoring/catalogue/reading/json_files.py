"""JSON lines, and JSON arrays parsed one element at a time."""

import codecs
import json
from collections.abc import Iterator
from typing import BinaryIO, Final

from scoring.answers.json_text import InvalidJson, loads
from scoring.catalogue.faults import UnusableInput
from scoring.catalogue.forms import JSON, JSON_LINES
from scoring.catalogue.reading.streams import LONGEST_LINE, lines_of
from scoring.catalogue.rows import Row, Rows

_BLOCK: Final = 1 << 18
_WHITE: Final = " \t\r\n"
_LONGEST: Final = LONGEST_LINE
_CUT: Final = "le fichier s'arrête au milieu de cette ligne : il est incomplet"


def open_json_lines(stream: BinaryIO) -> Rows:
    """One request per line; blank lines are skipped, and an invalid line is an error of its row."""
    rows = Rows(JSON_LINES, None, ())
    return rows.follow(_lines(stream, rows))


def _lines(stream: BinaryIO, rows: Rows) -> Iterator[Row]:
    for number, line in enumerate(lines_of(stream), start=1):
        text = line.strip()
        if number == 1:
            text = text.removeprefix(codecs.BOM_UTF8)
        if not text:
            continue
        if line[-1:] != b"\n" and not _is_json(text):
            rows.cut = number
            yield Row(number, fault=_CUT)
            return
        yield Row(number, text=text)


def open_json(stream: BinaryIO) -> Rows:
    """The elements of an array, or concatenated values.

    Iterating raises ``UnusableInput`` at the first invalid JSON.
    """
    return Rows(JSON, None, _elements(_Text(stream)))


class _Text:
    """A text read incrementally: only the part being parsed is in memory."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self.buffer = ""
        self.place = 0
        self.ended = False
        self._line = 1
        self._counted = 0

    def more(self) -> bool:
        """Read more text; return False at the end."""
        if self.ended:
            return False
        block = self._stream.read(_BLOCK)
        self.ended = not block
        try:
            found = self._decoder.decode(block, final=self.ended)
        except UnicodeDecodeError:
            raise UnusableInput("Le fichier JSON n'est pas en UTF-8.") from None
        self.here()
        self.buffer = self.buffer[self.place :] + found
        self.place = self._counted = 0
        return True

    def here(self) -> int:
        """The line number of the current position."""
        self._line += self.buffer.count("\n", self._counted, self.place)
        self._counted = self.place
        return self._line

    def next_mark(self) -> str:
        """Skip whitespace and return the next character without consuming it; "" at the end."""
        while True:
            while self.place < len(self.buffer) and self.buffer[self.place] in _WHITE:
                self.place += 1
            if self.place < len(self.buffer):
                return self.buffer[self.place]
            if not self.more():
                return ""


def _elements(text: _Text) -> Iterator[Row]:
    mark = text.next_mark()
    array = mark == "["
    if array:
        text.place += 1
        mark = text.next_mark()
    elif mark != "{":
        raise UnusableInput(
            "Le fichier n'est ni un tableau JSON ni une suite d'objets JSON. Rien n'a été calculé."
        )
    while mark and mark != "]":
        line = text.here()
        yield Row(line, text=_element(text).encode())
        mark = text.next_mark()
        if array:
            if mark == ",":
                text.place += 1
                mark = text.next_mark()
                if mark in ("]", ""):
                    raise _broken(text)
            elif mark != "]":
                raise _broken(text)
    if array:
        if not mark:
            raise _broken(text)
        text.place += 1
        if text.next_mark():
            raise _broken(text)


def _element(text: _Text) -> str:
    """The next value, as its JSON text."""
    decoder = json.JSONDecoder()
    unfinished = False
    while True:
        try:
            _, end = decoder.raw_decode(text.buffer, text.place)
        except RecursionError:
            raise UnusableInput(
                f"JSON trop imbriqué à la ligne {text.here()} du fichier."
            ) from None
        except json.JSONDecodeError as error:
            end = -1
            unfinished = error.pos >= len(text.buffer.rstrip()) or "Unterminated" in error.msg
        except ValueError:
            # Python refuses to parse integers of thousands of digits.
            end = -1
        # A number at the end of the buffer may be incomplete.
        if end != -1 and (end < len(text.buffer) or text.ended):
            found = text.buffer[text.place : end]
            text.place = end
            return found
        if (len(text.buffer) - text.place > _LONGEST or not text.more()) and end == -1:
            raise _broken(text, cut=unfinished)


def _broken(text: _Text, *, cut: bool = False) -> UnusableInput:
    if cut or (text.ended and text.place >= len(text.buffer.rstrip())):
        return UnusableInput(
            f"Le fichier JSON s'arrête avant la fin du tableau, à la ligne {text.here()} : il est "
            "incomplet."
        )
    return UnusableInput(f"JSON illisible à partir de la ligne {text.here()} du fichier.")


def _is_json(text: bytes) -> bool:
    try:
        loads(text)
    except InvalidJson:
        return False
    return True
