"""The routes of the textile endpoints (api.md 1)."""

from scoring.api.textile.lists import (
    TextileCountries,
    TextileMaterials,
    TextileProducts,
    TextileTrims,
)
from scoring.api.textile.views import (
    TextileDetailedSimulator,
    TextileImpactSimulator,
    TextileSimulator,
)

ROUTES = (
    ("textile/simulator", TextileSimulator, "textile-simulator"),
    ("textile/simulator/detailed", TextileDetailedSimulator, "textile-detailed"),
    ("textile/simulator/<impact>", TextileImpactSimulator, "textile-impact"),
    ("textile/countries", TextileCountries, "textile-countries"),
    ("textile/materials", TextileMaterials, "textile-materials"),
    ("textile/products", TextileProducts, "textile-products"),
    ("textile/trims", TextileTrims, "textile-trims"),
)
