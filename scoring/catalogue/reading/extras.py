"""Imports of optional libraries, which only some formats need."""

import importlib
from typing import Any

from scoring.catalogue.faults import UnusableInput


def needed(module: str, extra: str, what: str) -> Any:
    """Import a library of one of the package's extras. Raises ``UnusableInput`` if missing."""
    try:
        return importlib.import_module(module)
    except ImportError:
        raise UnusableInput(
            f"Il manque une bibliothèque pour {what} : installez l'option « {extra} » du paquet "
            f"(pip install 'cout-environnemental[{extra}]')."
        ) from None
