"""A link as a QR code, generated here so that nothing is sent elsewhere."""

from typing import NamedTuple

import segno
from segno import DataOverflowError

# Quiet zone around the symbol, in modules, which readers need to find it.
_BORDER = 4
# Maximum modules per side: with more, they would be smaller than 0.35 mm in the 38 mm of
# css/record.css.
_LARGEST = 109


class Code(NamedTuple):
    """A symbol of ``size`` modules per side, quiet zone included; ``path`` draws the dark ones."""

    size: int
    path: str


def code_of(address: str) -> Code | None:
    """The QR code of a URL; None if it is too long to be scanned from paper."""
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
