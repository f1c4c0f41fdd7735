"""All the sectors, in display order."""

from collections.abc import Mapping
from typing import Any

from scoring.answers.components import OBJECT, VELI
from scoring.answers.food import FOOD
from scoring.answers.sector import Sector
from scoring.answers.textile.composites import COMPOSITES
from scoring.answers.textile.sector import TEXTILE

__all__ = ["FOOD", "KINDS", "OBJECT", "SECTORS", "TEXTILE", "VELI"]

SECTORS: Mapping[str, Sector[Any, Any, Any]] = {
    sector.name: sector for sector in (TEXTILE, FOOD, OBJECT, VELI)
}
# What one request may be: a product of a sector, a set, or a garment in several parts.
KINDS: Mapping[str, Sector[Any, Any, Any]] = {**SECTORS, **COMPOSITES}
