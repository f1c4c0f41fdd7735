"""Tuning of a process that does nothing but score."""

import gc
from typing import Final

# Results contain no reference cycles, so frequent garbage collection is wasted.
_OBJECTS_BETWEEN_LOOKS: Final = 50_000


def settle() -> None:
    """Collect garbage less often."""
    gc.set_threshold(_OBJECTS_BETWEEN_LOOKS, 20, 100)
