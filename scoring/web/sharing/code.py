"""A link as a QR code, drawn here: nothing of it leaves the answer to the posted simulation."""

from typing import NamedTuple

import segno
from segno import DataOverflowError

# Modules around the symbol, which readers need to find it.
_BORDER = 4
# Modules a side: more would be smaller than 0.35 mm on paper, where css/record.css gives 38 mm.
_LARGEST = 109


class Code(NamedTuple):
    """A symbol of ``size`` modules a side, border included; ``path`` draws the dark ones."""

    size: int
    path: str


def code_of(address: str) -> Code | None:
    """The QR code of an address; None if it is too long for one that a phone reads from paper."""
    try:
        symbol = segno.make(address, error="l", micro=False)
    except DataOverflowError:
        return None
    size = len(symbol.matrix) + 2 * _BORDER
    if size > _LARGEST:
        return None
    runs = []
    for y, line in enumerate(symbol.matrix, start=_BORDER):
        x = 0
        while x < len(line):
            start = x
            while x < len(line) and line[x]:
                x += 1
            if x > start:
                runs.append(f"M{start + _BORDER} {y}h{x - start}v1h{start - x}z")
            x += 1
    return Code(size, "".join(runs))
