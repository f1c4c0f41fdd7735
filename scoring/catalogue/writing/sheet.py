"""Results as a spreadsheet, written row by row (catalogue.md 3.2).

The XML is written directly to the file: spreadsheet libraries keep all rows in memory, or in
temporary files of their own, and catalogues must not be written to disk.
"""

import contextlib
import io
import math
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from html import escape
from typing import Any, BinaryIO, Final

from foundation.spreadsheets import guarded
from scoring.catalogue.cells import text_of
from scoring.catalogue.faults import UnusableInput
from scoring.catalogue.results import Result
from scoring.catalogue.writing.columns import ResultColumns

MOST_ROWS: Final = 1_048_576
_LONGEST_TEXT: Final = 32_767
# Characters that XML cannot represent, and text that a spreadsheet would take for their escapes.
_ODD: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)"
)
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS: Final = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        "</Types>"
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>"
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        '<sheets><sheet name="Produits" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        "</Relationships>"
    ),
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_MAIN}">'
        '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        "</cellStyleXfs>"
        '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
        '<xf numFmtId="10" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
        "</cellStyles></styleSheet>"
    ),
}
_START: Final = (
    f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    "</sheetView></sheetViews><sheetData>"
)
_END: Final = "</sheetData></worksheet>"
_PLAIN, _BOLD, _PERCENT = range(3)


class _Lines:
    """Rows of a sheet as the file's XML; ``ratios`` are the percentage columns."""

    def __init__(self, width: int, ratios: Collection[int] = ()) -> None:
        self._letters = [_letters(place) for place in range(width)]
        self._ratios = ratios

    def row(self, number: int, values: Sequence[Any], style: int) -> bytes:
        """One row, from the first column."""
        cells = "".join(
            [
                self._cell(f"{letters}{number}", value, style, place)
                for place, (letters, value) in enumerate(zip(self._letters, values, strict=True))
                if value is not None and value != ""
            ]
        )
        return f'<row r="{number}">{cells}</row>'.encode("utf-8", "replace")

    def _cell(self, place: str, value: Any, style: int, column: int) -> str:
        if type(value) in (int, float) and math.isfinite(value):
            if column in self._ratios:
                style = _PERCENT
            said = f' s="{style}"' if style else ""
            return f'<c r="{place}"{said}><v>{value!r}</v></c>'
        said = f' s="{style}"' if style else ""
        if type(value) is bool:
            return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
        text = value if isinstance(value, str) else text_of(value)
        return (
            f'<c r="{place}" t="inlineStr"{said}><is><t xml:space="preserve">'
            f"{_xml_text(guarded(text))}</t></is></c>"
        )


class SheetRenderer:
    """One row of the sheet per result."""

    def __init__(self, columns: ResultColumns) -> None:
        self._columns = columns
        self._lines = _Lines(len(columns.header), columns.ratios)

    def head(self) -> bytes:
        """The row of titles."""
        return self._lines.row(1, self._columns.header, _BOLD)

    def render(self, results: Iterable[Result]) -> bytes:
        """The rows after the titles."""
        columns = self._columns
        return b"".join(
            [
                self._lines.row(
                    result.index + 2,
                    [*columns.input(result), *columns.values(result)],
                    _PLAIN,
                )
                for result in results
            ]
        )


class _Parts(zipfile.ZipFile):
    """An archive that is closed, or else is not wanted: an interrupted one is left as it is."""

    def __del__(self) -> None:
        pass


class SheetSink:
    """Writes rows to the file as they come."""

    def __init__(self, stream: BinaryIO) -> None:
        self._parts = _Parts(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        for name, text in _PARTS.items():
            self._parts.writestr(_part(name), _XML + text)
        sheet = _part("xl/worksheets/sheet1.xml")
        self._sheet = self._parts.open(sheet, "w", force_zip64=True)
        self._sheet.write((_XML + _START).encode())
        self._rows = 0

    def __del__(self) -> None:
        """Close the part of an interrupted file: it would print that it cannot be."""
        with contextlib.suppress(AttributeError, OSError, ValueError):
            self._sheet.close()

    def write(self, rows: bytes, count: int) -> None:
        """Write rows. Raises ``UnusableInput`` over the maximum number of rows of a sheet."""
        self._rows += count
        if self._rows > MOST_ROWS:
            raise UnusableInput(
                f"Une feuille de tableur a {MOST_ROWS} lignes au plus : demandez du CSV."
            )
        self._sheet.write(rows)

    def close(self) -> None:
        """Finish the file."""
        self._sheet.write(_END.encode())
        self._sheet.close()
        self._parts.close()


def plain_sheet(rows: Sequence[Sequence[Any]]) -> bytes:
    """A complete spreadsheet with a few rows, starting with the titles."""
    content = io.BytesIO()
    lines = _Lines(len(rows[0]))
    sink = SheetSink(content)
    for number, row in enumerate(rows, start=1):
        sink.write(lines.row(number, row, _BOLD if number == 1 else _PLAIN), 1)
    sink.close()
    return content.getvalue()


def _part(name: str) -> zipfile.ZipInfo:
    """An entry of the zip file, without a date, so that equal results give equal bytes."""
    part = zipfile.ZipInfo(name)
    part.compress_type = zipfile.ZIP_DEFLATED
    return part


def _xml_text(text: str) -> str:
    return escape(_ODD.sub(_code, text[:_LONGEST_TEXT]), quote=False)


def _code(odd: re.Match[str]) -> str:
    return f"_x{ord(odd[0]):04X}_"


def _letters(place: int) -> str:
    """The letters of a column.

    >>> _letters(0), _letters(25), _letters(26), _letters(701), _letters(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    return "".join(_backwards(place))[::-1]


def _backwards(place: int) -> Iterator[str]:
    while place >= 0:
        place, letter = divmod(place, 26)
        yield chr(ord("A") + letter)
        place -= 1
