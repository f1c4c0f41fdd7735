"""Spreadsheets: the products' sheet, with the cached values of formulas (catalogue.md 2.1)."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, Final

from scoring.answers.sector import Sector
from scoring.catalogue.cells import Cell, is_blank, text_of
from scoring.catalogue.faults import UnusableInput
from scoring.catalogue.forms import XLSX
from scoring.catalogue.reading.extras import needed
from scoring.catalogue.reading.headers import layout_for
from scoring.catalogue.rows import Row, Rows
from scoring.catalogue.vocabulary.folding import folded

SHEET: Final = "Produits"
# A small file may unpack into one that fills the memory.
LARGEST_UNPACKED: Final = 2 << 30

_Merged = dict[tuple[int, int], tuple[int, int] | None]


def open_workbook(
    stream: BinaryIO, sector: Sector[Any, Any, Any], *, largest: int = LARGEST_UNPACKED
) -> Rows:
    """The rows of the sheet ``Produits``, else of the first one.

    Raises ``UnusableInput`` for a file that is no spreadsheet, or unpacks to more than
    ``largest`` bytes.
    """
    calamine = needed("python_calamine", "xlsx", "les fichiers XLSX")
    content = io.BytesIO(stream.read())
    _refuse_large(content, largest)
    try:
        book = calamine.load_workbook(content)
        names = book.sheet_names
        wanted = [name for name in names if folded(name) == folded(SHEET)] or names
        sheet = book.get_sheet_by_name(wanted[0])
        merged = _merged(sheet)
    except Exception as error:
        # The library's exceptions have no common base class; their messages are in English.
        raise UnusableInput(
            f"Le fichier XLSX est illisible ({type(error).__name__}) : est-il protégé par un mot "
            "de passe, ou endommagé ?"
        ) from None
    rows = Rows(XLSX, None, ())
    numbered = _numbered(sheet)
    for line, cells in numbered:
        if not all(map(is_blank, cells)):
            header = [text_of(cell) for cell in cells]
            while header and not header[-1]:
                header.pop()
            rows.layout = layout_for(header, sector, rows.notes)
            return rows.follow(_rows(numbered, len(header), merged, line))
    raise UnusableInput("La feuille est vide : elle n'a pas de ligne de titres.")


def _numbered(sheet: Any) -> Iterator[tuple[int, Sequence[Cell]]]:
    """All rows of a sheet from its first column, with the numbers that a spreadsheet shows."""
    before = [""] * (sheet.start[1] if sheet.start else 0)
    return enumerate(([*before, *cells] for cells in sheet.iter_rows()), start=1)


def _rows(
    numbered: Iterator[tuple[int, Sequence[Cell]]], width: int, merged: _Merged, header: int
) -> Iterator[Row]:
    anchors: dict[tuple[int, int], Cell] = {}
    for line, cells in numbered:
        row = list(cells[:width])
        row += [""] * (width - len(row))
        fault = ""
        if not all(map(is_blank, cells[width:])):
            fault = f"cette ligne a des cellules au-delà des {width} titres"
        if merged:
            fault = _fill(row, line, merged, anchors, header) or fault
        if fault or not all(map(is_blank, row)):
            yield Row(line, row, fault=fault)


def _fill(
    row: list[Cell],
    line: int,
    merged: _Merged,
    anchors: dict[tuple[int, int], Cell],
    header: int,
) -> str:
    """Copy the value of vertically merged cells into each row; return an error for others."""
    for place, cell in enumerate(row):
        position = (line, place)
        if position not in merged:
            continue
        anchor = merged[position]
        if anchor is None or anchor[0] <= header:
            return "des cellules sont fusionnées sur plusieurs colonnes : séparez-les"
        if anchor == position:
            anchors[position] = cell
        else:
            row[place] = anchors.get(anchor, "")
    return ""


def _merged(sheet: Any) -> _Merged:
    """The merged cells and the first cell of each merge; None for a merge across columns."""
    found: _Merged = {}
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for line in range(top + 1, bottom + 2):
            for place in range(left, right + 1):
                found[line, place] = (top + 1, left) if left == right else None
    return found


def _refuse_large(content: BinaryIO, largest: int) -> None:
    try:
        with zipfile.ZipFile(content) as parts:
            size = sum(part.file_size for part in parts.infolist())
    except zipfile.BadZipFile:
        raise UnusableInput("Le fichier n'est pas un fichier XLSX.") from None
    content.seek(0)
    if size > largest:
        raise UnusableInput(
            f"Ce fichier XLSX fait {size >> 20} Mo une fois ouvert, plus que les {largest >> 20} "
            "acceptés : donnez-le en CSV."
        )
