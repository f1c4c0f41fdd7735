"""Creates the writer of any output format (catalogue.md 3)."""

from typing import Any, BinaryIO, Protocol

from scoring.answers.levels import AGGREGATED
from scoring.answers.sector import Sector
from scoring.answers.sectors import TEXTILE
from scoring.catalogue import forms
from scoring.catalogue.faults import UnusableInput
from scoring.catalogue.vocabulary.layout import Layout
from scoring.catalogue.writing.columns import ResultColumns
from scoring.catalogue.writing.parquet import ParquetSink, RecordRenderer
from scoring.catalogue.writing.portal_file import PortalFileRenderer
from scoring.catalogue.writing.rendering import (
    CsvRenderer,
    JsonRenderer,
    PortalRenderer,
    Renderer,
)
from scoring.catalogue.writing.sheet import SheetRenderer, SheetSink


class Sink(Protocol):
    """Writes what a renderer produced to a file, incrementally."""

    def write(self, rendered: Any, count: int) -> None:
        """Write what was rendered for ``count`` results."""

    def close(self) -> None:
        """Finish the file; the stream stays open."""


def renderer_of(
    form: str,
    layout: Layout | None,
    *,
    sector: Sector[Any, Any, Any],
    detail: str,
    level: str = AGGREGATED,
    links: bool = False,
    portal: bool = False,
    has_pef: bool = True,
    compared: str | None = None,
    separator: str = ",",
) -> Renderer:
    """The renderer of a format of ``forms.WRITTEN``; ``layout`` is the input's.

    Without a PEF score in the version (``has_pef``), there is no column for it; ``compared`` is the
    version that the results are compared with. Raises ``UnusableInput`` for an unknown format.
    """
    if form in (forms.JSON_LINES, forms.JSON):
        return JsonRenderer(lines=form == forms.JSON_LINES)
    if form == forms.PORTAL_RESULT:
        return PortalRenderer()
    if form == forms.PORTAL_FILE:
        return PortalFileRenderer()
    if form == forms.PARQUET:
        return RecordRenderer()
    columns = ResultColumns(
        layout,
        sector=sector,
        detail=detail,
        level=level,
        links=links,
        portal=portal,
        has_pef=has_pef,
        compared=compared,
    )
    if form == forms.XLSX:
        return SheetRenderer(columns)
    if form == forms.SPREADSHEET_CSV:
        return CsvRenderer(columns, separator=";", spreadsheet=True)
    if form == forms.CSV:
        return CsvRenderer(columns, separator=separator, spreadsheet=False)
    raise UnusableInput(f"Le format « {form} » ne s'écrit pas ({', '.join(forms.WRITTEN)}).")


def sink_of(
    form: str,
    stream: BinaryIO,
    renderer: Renderer,
    *,
    sector: Sector[Any, Any, Any],
    detail: str,
    level: str = AGGREGATED,
    has_pef: bool = True,
    compared: str | None = None,
    resumed: bool = False,
) -> Sink:
    """The sink of a format; it writes the head of the file at once, unless resuming."""
    sink: Sink
    if form == forms.PARQUET:
        return ParquetSink(
            stream,
            detail=detail,
            textile=sector is TEXTILE,
            details=level != AGGREGATED,
            has_pef=has_pef,
            compared=compared is not None,
        )
    if form == forms.XLSX:
        sink = SheetSink(stream)
        sink.write(renderer.head(), 1)
        return sink
    if form == forms.JSON:
        sink = TextSink(stream, between=b",\n", end=b"\n]\n")
    else:
        sink = TextSink(stream)
    if not resumed:
        stream.write(renderer.head())
    return sink


class TextSink:
    """Writes rendered text one piece after the other."""

    def __init__(self, stream: BinaryIO, *, between: bytes = b"", end: bytes = b"") -> None:
        self._stream = stream
        self._between = between
        self._end = end
        self._started = False

    def write(self, rendered: bytes, count: int) -> None:
        """Write the text of ``count`` results."""
        if not count:
            return
        if self._started and self._between:
            self._stream.write(self._between)
        self._started = True
        self._stream.write(rendered)

    def close(self) -> None:
        """Write the end of the file."""
        self._stream.write(self._end)
