"""Spreadsheets: the products' sheet, with the cached values of formulas (catalogue.md 2.1)."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from scoring.answers.sector import Sector
from scoring.catalogue.cells import Cell, is_blank, text_of
from scoring.catalogue.faults import UnusableInput
from scoring.catalogue.forms import XLSX
from scoring.catalogue.reading.extent import Extent, largest_extent
from scoring.catalogue.reading.extras import needed
from scoring.catalogue.reading.headers import layout_for
from scoring.catalogue.rows import Row, Rows
from scoring.catalogue.vocabulary.folding import folded

SHEET: Final = "Produits"
_WORKBOOK: Final = re.compile(r"(?:^|[/\\])workbook[^/\\]*\.xml$")
_OF_OTHERS: Final = frozenset({"xl/workbook.bin", "content.xml"})
# A small file may unpack into one that fills the memory.
LARGEST_UNPACKED: Final = 2 << 30

_MOST_MERGED: Final = 1_000_000

_Merged = dict[tuple[int, int], tuple[int, int] | None]


def open_workbook(
    stream: BinaryIO, sector: Sector[Any, Any, Any], *, largest: int = LARGEST_UNPACKED
) -> Rows:
    """The rows of the sheet ``Produits``, else of the first one.

    Raises ``UnusableInput`` for a file that is no spreadsheet, or unpacks to more than
    ``largest`` bytes, in its parts or in the memory that its cells take.
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
    except UnusableInput:
        raise
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


def _numbered(sheet: Any) -> Iterator[tuple[int, list[Cell]]]:
    """All rows of a sheet from its first column, with the numbers that a spreadsheet shows."""
    before = [""] * (sheet.start[1] if sheet.start else 0)
    return enumerate(([*before, *cells] for cells in sheet.iter_rows()), start=1)


def _rows(
    numbered: Iterator[tuple[int, list[Cell]]], width: int, merged: _Merged, header: int
) -> Iterator[Row]:
    anchors: dict[tuple[int, int], Cell] = {}
    for line, cells in numbered:
        found = len(cells)
        # Most rows of a sheet that was made larger than its content.
        if cells.count("") == found and not merged:
            continue
        row = cells[:width]
        row += [""] * (width - found)
        fault = ""
        if found > width and not all(map(is_blank, cells[width:])):
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
    count = 0
    # A range may go on where nothing is written.
    last_row, last_column = sheet.end or (-1, -1)
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        rows = range(top + 1, min(bottom, last_row) + 2)
        columns = range(left, min(right, last_column) + 1)
        # Ranges may overlap.
        count += len(rows) * len(columns)
        if count > _MOST_MERGED:
            raise UnusableInput(
                f"La feuille a plus de {_MOST_MERGED} cellules fusionnées : séparez-les."
            )
        for line in rows:
            for place in columns:
                found[line, place] = (top + 1, left) if left == right else None
    return found


def _refuse_large(content: BinaryIO, largest: int) -> None:
    extent = Extent(0, 0)
    try:
        with zipfile.ZipFile(content) as parts:
            names = {part.filename.lower() for part in parts.infolist()}
            size = sum(part.file_size for part in parts.infolist())
            # Other formats of the library's have other ways to say where a cell is.
            is_xlsx = any(map(_WORKBOOK.search, names)) and names.isdisjoint(_OF_OTHERS)
            if is_xlsx and size <= largest:
                extent = largest_extent(parts, largest)
    except Exception:
        # A bad zip has many ways to be one, each with its own class of errors.
        is_xlsx = False
    content.seek(0)
    if not is_xlsx:
        raise UnusableInput("Le fichier n'est pas un fichier XLSX.")
    if size > largest:
        raise UnusableInput(
            f"Ce fichier XLSX fait {size >> 20} Mo une fois ouvert, plus que les {largest >> 20} "
            "acceptés : donnez-le en CSV."
        )
    if extent.memory > largest:
        raise UnusableInput(
            f"Une feuille de ce fichier XLSX va jusqu'à la ligne {extent.rows} et à la colonne "
            f"{extent.columns} : ouverte, elle prendrait {extent.memory >> 20} Mo, plus que les "
            f"{largest >> 20} acceptés. Supprimez ce qui est écrit loin du tableau, ou donnez-le "
            "en CSV."
        )
