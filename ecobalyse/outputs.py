"""Writes result files atomically, or resumes an interrupted one (catalogue.md 5)."""

import contextlib
import csv
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from scoring.answers.json_text import InvalidJson, loads
from scoring.catalogue import forms
from scoring.catalogue.faults import UnusableInput

try:
    import fcntl
except ImportError:  # pragma: no cover - systems without it have no locks of this kind
    fcntl = None  # type: ignore[assignment]

PART: Final = ".part"
# Line-oriented formats, to which an interrupted run can append.
RESUMABLE: Final = (forms.CSV, forms.SPREADSHEET_CSV, forms.JSON_LINES, forms.PORTAL_RESULT)


class Shape(NamedTuple):
    """The format of the rows of a result file, and which column is the score."""

    form: str
    separator: str = ","
    score: int = 1


class Done(NamedTuple):
    """What an earlier run wrote: number of complete and rejected rows, and the last row."""

    rows: int = 0
    refused: int = 0
    last: bytes = b""


class Output:
    """A file written beside its final name, and renamed once complete."""

    def __init__(self, path: Path, *, resume: bool = False) -> None:
        self.path = path
        self.part = path.with_name(path.name + PART)
        self._resume = resume
        self.stream = self._opened()

    def _opened(self) -> BinaryIO:
        try:
            # Not in append mode: writing a zip file seeks backwards.
            stream = os.fdopen(os.open(self.part, os.O_RDWR | os.O_CREAT, 0o666), "r+b")
        except OSError as error:
            raise UnusableInput(
                f"Impossible d'écrire {self.part} : {error.strerror or error}."
            ) from None
        if fcntl is not None:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                stream.close()
                raise UnusableInput(
                    f"Une autre commande écrit déjà {self.part} : attendez qu'elle finisse."
                ) from None
        if not self._resume:
            stream.truncate(0)
        return stream

    def done(self, shape: "Shape", header: bytes, limit: int | None = None) -> Done:
        """Find the complete rows of an earlier run, drop what follows, and append after them.

        ``limit`` is the maximum number of rows to keep. Raises ``UnusableInput`` if the file does
        not start with ``header``.
        """
        self.stream.seek(0)
        start = self.stream.read(len(header))
        if start != header:
            if header.startswith(start):
                # Not even the header had been written.
                self._cut(0)
                return Done()
            raise UnusableInput(
                f"{self.part} vient d'un autre fichier ou d'autres options : supprimez-le, ou "
                "relancez sans --resume."
            )
        end = len(header)
        rows = refused = 0
        last = b""
        for record in _records(self.stream, shape):
            if limit is not None and rows == limit:
                break
            rows += 1
            refused += _is_refused(record, shape)
            end += len(record)
            last = record
        self._cut(end if rows else len(header))
        return Done(rows, refused, last)

    def _cut(self, size: int) -> None:
        self.stream.truncate(size)
        self.stream.seek(size)

    def finish(self) -> None:
        """Sync the file to disk, then give it its final name."""
        self.stream.flush()
        os.fsync(self.stream.fileno())
        self.part.replace(self.path)
        self.stream.close()

    def abandon(self, *, keep: bool) -> None:
        """Keep the partial file for a later run, or remove it."""
        with contextlib.suppress(OSError):
            self.stream.close()
        if not keep:
            self.part.unlink(missing_ok=True)


def _records(stream: BinaryIO, shape: Shape) -> Iterator[bytes]:
    """The complete records that follow: one or several lines, since cells may hold line breaks."""
    record = b""
    for line in stream:
        record += line
        if not line.endswith(b"\n"):
            return
        if shape.form == forms.JSON_LINES or record.count(b'"') % 2 == 0:
            yield record
            record = b""


def _is_refused(record: bytes, shape: Shape) -> bool:
    if shape.form == forms.JSON_LINES:
        try:
            return bool(loads(record)["status"] != 200)
        except (InvalidJson, KeyError, TypeError):
            raise UnusableInput(
                "Le fichier à reprendre est abîmé : relancez sans --resume."
            ) from None
    text = record.decode("utf-8", "replace")
    for cells in csv.reader(io.StringIO(text, newline=""), delimiter=shape.separator):
        return shape.score < len(cells) and not cells[shape.score]
    return False
