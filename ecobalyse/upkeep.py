"""What a process that does nothing but score does to be quick."""

import gc
from typing import Final

# Results hold no cycles: looking for some after every few hundred objects is in vain.
_OBJECTS_BETWEEN_LOOKS: Final = 50_000


def settle() -> None:
    """Look for garbage less often."""
    gc.set_threshold(_OBJECTS_BETWEEN_LOOKS, 20, 100)
