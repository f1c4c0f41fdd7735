"""How far the sheets of a spreadsheet reach, before anything makes room for them.

The library holds every cell of the rectangle around those that are written: two cells at opposite
corners of a small file take half a terabyte, and a process that asks for so much is ended. The
places are read from the parts of the file as they stand, whatever the sheets are called.
"""

import re
import zipfile
from collections.abc import Iterator
from typing import Final, NamedTuple

# What the library takes for a cell, written or not.
BYTES_OF_A_CELL: Final = 32
_BLOCK: Final = 1 << 20
_LONGEST_TAG: Final = 4 << 20
_COLUMNS: Final = re.compile(rb"[ \t\r\n]r\s*=\s*[\"']([A-Za-z]+)[0-9]")
_ROWS: Final = re.compile(rb"[ \t\r\n]r\s*=\s*[\"'][A-Za-z]*([0-9]{1,9})")
_START: Final = b"<c"
_PLACED: Final = b'<c r="'
_PREFIXED: Final = b":c"
_PLACED_COLUMNS: Final = re.compile(rb'<c r="([A-Za-z]+)[0-9]')
_PLACED_ROWS: Final = re.compile(rb'<c r="[A-Za-z]+([0-9]{1,9})')
# A place that has three letters or five digits, or is none.
_FAR: Final = re.compile(rb'<c r="(?![A-Za-z]{1,2}[0-9]{1,4}")')
_NEAR_ROWS: Final = 9_999
_NEAR_COLUMNS: Final = 702
_CELL: Final = re.compile(rb"[<:]c[ \t\r\n/>]")
_ROW: Final = re.compile(rb"[<:]row[ \t\r\n/>]")
# How XML in two-byte characters starts, in either order.
_TWO_BYTES: Final = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")


class Extent(NamedTuple):
    """The last row and the last column that a sheet writes in, both from 1."""

    rows: int
    columns: int

    @property
    def memory(self) -> int:
        """The bytes that the sheet takes once it is open."""
        return self.rows * self.columns * BYTES_OF_A_CELL


def largest_extent(file: zipfile.ZipFile, enough: int) -> Extent:
    """The extent of the largest sheet of a spreadsheet, or a larger one.

    It is not looked for further once it is known to take at most ``enough`` bytes. Raises
    ``ValueError`` for a part of which the cells would not be seen.
    """
    found = Extent(0, 0)
    for part in file.infolist():
        extent = _extent(_blocks(file, part), exact=False)
        if extent.memory > enough:
            extent = _extent(_blocks(file, part), exact=True)
        found = max(found, extent, key=lambda extent: extent.memory)
    return found


def _extent(blocks: Iterator[bytes], *, exact: bool) -> Extent:
    rows = columns = lines = longest = run = 0
    unplaced = False
    known: set[bytes] = set()
    for block in blocks:
        # Nearly all programs write the place of a cell first, and in the same way.
        cells = block.count(_START)
        if not unplaced and cells == block.count(_PLACED) and _PREFIXED not in block:
            if not cells:
                continue
            if not (exact or _FAR.search(block)):
                rows, columns = max(rows, _NEAR_ROWS), max(columns, _NEAR_COLUMNS)
                continue
            named = _PLACED_COLUMNS.findall(block)
            numbers = _PLACED_ROWS.findall(block)
        else:
            named = _COLUMNS.findall(block)
            numbers = _ROWS.findall(block)
        new = set(named) - known
        if new:
            known |= new
            columns = max(columns, *map(_number_of, new))
        rows = max(rows, max(map(int, set(numbers)), default=0))
        # Cells that do not say where they are follow one another, and so do rows.
        unplaced = unplaced or len(_CELL.findall(block)) > len(named)
        if unplaced:
            counts = [len(_CELL.findall(piece)) for piece in _ROW.split(block)]
            lines += len(counts)
            counts[0] += run
            run = counts[-1]
            longest = max(longest, *counts)
    return Extent(rows + lines, columns + longest)


def _blocks(file: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of a part, no tag of which is cut."""
    with file.open(part) as stream:
        rest = b""
        started = False
        while block := stream.read(_BLOCK):
            if not started and block.startswith(_TWO_BYTES):
                raise ValueError("two-byte characters")
            started = True
            whole = rest + block
            cut = whole.rfind(b"<")
            rest = whole[cut:] if cut > 0 else whole
            if len(rest) > _LONGEST_TAG:
                # A picture, a long text: no tag ends here.
                if b"<" in rest and b">" not in rest:
                    raise ValueError("endless tag")
                rest, cut = b"", len(whole)
            if cut > 0:
                yield whole[:cut]
        yield rest


def _number_of(letters: bytes) -> int:
    """The number of a column, from 1.

    >>> _number_of(b"A"), _number_of(b"aa"), _number_of(b"XFD")
    (1, 27, 16384)
    """
    number = 0
    for letter in letters.upper()[:8]:
        number = number * 26 + letter - 64
    return number
