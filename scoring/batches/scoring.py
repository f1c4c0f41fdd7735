"""Scores a catalogue row by row, and streams the result (api.md 6.3)."""

import io
import time
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, NamedTuple, cast

from django.conf import settings
from django.http import HttpRequest

from foundation.faults import log_fault, told_of
from foundation.json_answers import too_long
from foundation.turns import turns
from scoring.answers.levels import Served
from scoring.answers.sectors import TEXTILE
from scoring.batches.pace import SECONDS, SLICE_SECONDS, TOO_LATE
from scoring.catalogue import forms
from scoring.catalogue.figures import STAGES, SUMMARY
from scoring.catalogue.reading.opening import open_rows
from scoring.catalogue.results import Result
from scoring.catalogue.rows import Group, Row, Rows
from scoring.catalogue.scoring import Scorer
from scoring.catalogue.writing.opening import Sink, renderer_of, sink_of
from scoring.catalogue.writing.rendering import Renderer
from scoring.engine.method import Method

# Maximum ratio of the uncompressed size of a spreadsheet or Parquet file to the body limit.
_UNPACKED = 5
# Maximum length of a list in a cell, in formats whose cells may be lists.
_LONGEST_LIST = 5000
# Rows rendered together; more for Parquet, whose row groups each have overhead.
_ROWS_AT_ONCE, _ROWS_OF_A_PART = 50, 1000
_BLOCK_BYTES = 32_768

MakeSink = Callable[[BinaryIO], Sink]


class Asked(NamedTuple):
    """The options of a request about a catalogue."""

    written: str
    stages: bool = False
    strict: bool = False
    portal: bool = False
    link_root: str | None = None

    @property
    def detail(self) -> str:
        """The library's name for the level of detail."""
        return STAGES if self.stages else SUMMARY


def rows_of(body: bytes, form: str | None) -> Rows:
    """The rows of a body. Raises ``UnusableInput`` if it cannot be read."""
    largest = _UNPACKED * settings.BATCH_MAX_BYTES
    return open_rows(io.BytesIO(body), form, sector=TEXTILE, largest_unpacked=largest)


class CatalogueScoring:
    """Scores one catalogue, and streams the result."""

    def __init__(
        self, method: Method, served: Served, asked: Asked, request: HttpRequest | None
    ) -> None:
        self._method = method
        self._served = served
        self._asked = asked
        self._request = request
        self._group: Group | None = None
        self._is_large_group = False

    def file(
        self,
        rows: Rows,
        spent: float,
        chosen: Callable[[Renderer], Renderer] | None = None,
    ) -> Iterator[bytes]:
        """The requested file, in blocks; ``spent`` is the time already spent on reading.

        ``chosen`` wraps the renderer in one that writes only some of the rows.
        """
        asked = self._asked
        has_pef = "pef" in self._method.scores.trigrams
        renderer = renderer_of(
            asked.written,
            rows.layout,
            sector=TEXTILE,
            detail=asked.detail,
            level=self._served.level,
            links=asked.link_root is not None,
            portal=asked.portal,
            has_pef=has_pef,
            separator=rows.separator,
        )
        if chosen is not None:
            renderer = chosen(renderer)

        def make_sink(stream: BinaryIO) -> Sink:
            return sink_of(
                asked.written,
                stream,
                renderer,
                sector=TEXTILE,
                detail=asked.detail,
                level=self._served.level,
                has_pef=has_pef,
            )

        return self.written(rows, renderer, make_sink, spent)

    def written(
        self, rows: Rows, renderer: Renderer, make_sink: MakeSink, spent: float
    ) -> Iterator[bytes]:
        """The output of a renderer and a sink, in blocks."""
        asked = self._asked
        scorer = Scorer(
            rows.layout,
            sector=TEXTILE,
            method=self._method,
            served=self._served,
            detail=asked.detail,
            strict=asked.strict,
            portal=asked.portal,
            link_root=asked.link_root,
        )
        outlet = _Outlet()
        sink = make_sink(cast(BinaryIO, outlet))
        at_once = _ROWS_OF_A_PART if asked.written == forms.PARQUET else _ROWS_AT_ONCE
        numbered = enumerate(rows)
        results: list[Result] = []
        ended = False
        while not ended:
            # Not what is waited for: its turn, the machine, the client.
            resumed = time.thread_time()
            while not ended and len(outlet.block) < _BLOCK_BYTES:
                with turns.slice():
                    end = time.perf_counter() + SLICE_SECONDS
                    while time.perf_counter() < end:
                        index, row = next(numbered, (0, None))
                        ended = row is None
                        if row is None:
                            break
                        is_late = spent + time.thread_time() - resumed > SECONDS
                        results.append(self._score(scorer, index, row, is_late=is_late))
                    if results and (ended or len(results) >= at_once):
                        sink.write(renderer.render(results), len(results))
                        results = []
            spent += time.thread_time() - resumed
            if ended:
                sink.close()
            yield outlet.take()

    def _score(self, scorer: Scorer, index: int, row: Row, *, is_late: bool) -> Result:
        """Score a row; a failure only affects that row."""
        if is_late:
            return _refused(scorer, index, row, 503, TOO_LATE)
        if self._is_large(row):
            return _refused(scorer, index, row, 413, too_long(settings.DATA_UPLOAD_MAX_MEMORY_SIZE))
        try:
            return scorer.score(index, row)
        except Exception as error:
            log_fault(self._request, error)
            return _refused(scorer, index, row, 500, told_of(self._request, error))

    def _is_large(self, row: Row) -> bool:
        """Whether a row, or another one of its group, exceeds the limits of a single request."""
        group = row.group
        if group is None:
            return _is_large(row)
        if group is not self._group:
            # The other rows of the group come next.
            self._group = group
            self._is_large_group = any(map(_is_large, group.rows))
        return self._is_large_group


def _refused(scorer: Scorer, index: int, row: Row, status: int, message: str) -> Result:
    result = scorer.score(index, row._replace(fault=message))
    result.status = status
    return result


def _is_large(row: Row) -> bool:
    """Whether a row exceeds the limits of a single request."""
    size = len(row.text)
    for cell in row.cells:
        if isinstance(cell, str):
            size += len(cell)
        elif isinstance(cell, list) and len(cell) > _LONGEST_LIST:
            return True
    return size > settings.DATA_UPLOAD_MAX_MEMORY_SIZE


class _Outlet(io.RawIOBase):
    """An output stream whose content is taken block by block."""

    def __init__(self) -> None:
        super().__init__()
        self.block = bytearray()
        self._taken = 0

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, data: Any) -> int:
        """Buffer bytes until they are taken."""
        size = len(memoryview(data).cast("B"))
        self.block += data
        return size

    def tell(self) -> int:
        """Return the number of bytes written."""
        return self._taken + len(self.block)

    def take(self) -> bytes:
        """Return what was written since the last call."""
        block = bytes(self.block)
        self._taken += len(block)
        self.block.clear()
        return block
