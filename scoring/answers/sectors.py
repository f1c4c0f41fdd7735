"""All the sectors, in display order."""

from collections.abc import Mapping
from typing import Any

from scoring.answers.components import OBJECT, VELI
from scoring.answers.food import FOOD
from scoring.answers.sector import Sector
from scoring.answers.textile.sector import TEXTILE

__all__ = ["FOOD", "OBJECT", "SECTORS", "TEXTILE", "VELI"]

SECTORS: Mapping[str, Sector[Any, Any, Any]] = {
    sector.name: sector for sector in (TEXTILE, FOOD, OBJECT, VELI)
}
