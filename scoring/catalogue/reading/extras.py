"""Libraries that only some formats need."""

import importlib
from typing import Any

from scoring.catalogue.faults import UnusableInput


def needed(module: str, extra: str, what: str) -> Any:
    """A library of an extra of the package. Raises ``UnusableInput`` where it is not installed."""
    try:
        return importlib.import_module(module)
    except ImportError:
        raise UnusableInput(
            f"Il manque une bibliothèque pour {what} : installez l'option « {extra} » du paquet "
            f"(pip install 'cout-environnemental[{extra}]')."
        ) from None
