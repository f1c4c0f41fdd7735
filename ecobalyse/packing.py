"""Compact form of rows for other processes: pickling a few long strings is faster than many."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from scoring.catalogue.rows import Row

# Separates cells; rows that contain it are not packed.
_BETWEEN: Final = "\x1f"


class Packed(NamedTuple):
    """Rows without errors: their line numbers, and their cells or their texts."""

    lines: list[int]
    cells: list[str]
    texts: list[bytes]


def packed(rows: Sequence[Row]) -> Packed | Sequence[Row]:
    """Pack rows; returned unchanged if they do not fit, such as a spreadsheet's numbers or a set.

    >>> packed([Row(2, ["Pull", "0,55"]), Row(3, ["Jean", ""])])
    Packed(lines=[2, 3], cells=['Pull\\x1f0,55', 'Jean\\x1f'], texts=[])
    """
    found = Packed([], [], [])
    for row in rows:
        alone = not (row.fault or row.remarks or row.group or row.misplaced)
        if not alone or bool(row.cells) == bool(row.text):
            return rows
        found.lines.append(row.line)
        if row.text:
            found.texts.append(row.text)
            continue
        try:
            joined = _BETWEEN.join(row.cells)
        except TypeError:
            return rows
        if joined.count(_BETWEEN) >= len(row.cells):
            return rows
        found.cells.append(joined)
    return rows if found.cells and found.texts else found


def unpacked(rows: Packed | Sequence[Row]) -> Sequence[Row]:
    """Restore packed rows.

    >>> unpacked(packed([Row(2, ["Pull", "0,55"])])) == [Row(2, ["Pull", "0,55"])]
    True
    """
    if not isinstance(rows, Packed):
        return rows
    if rows.texts:
        return [Row(line, text=text) for line, text in zip(rows.lines, rows.texts, strict=True)]
    return [
        Row(line, cells.split(_BETWEEN)) for line, cells in zip(rows.lines, rows.cells, strict=True)
    ]
