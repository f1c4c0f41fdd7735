"""The records of a method version: the contents of the data files as immutable objects.

References between files are resolved to the objects themselves, so any record that exists can be
used in the calculation.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from scoring.engine.units import MJ_PER_KWH

# Share of toxic releases that reaches water, by country scenario (textile.md 3.4).
AQUATIC_POLLUTION_RATIOS: Mapping[str, float] = {"Best": 0.05, "Average": 0.19, "Worst": 0.37}

ZONES = (
    "Europe",
    "Asia",
    "Africa",
    "Middle_East",
    "North_America",
    "South_America",
    "Oceania",
)
FIBRE_ORIGINS = (
    "ArtificialFromOrganic",
    "NaturalFromAnimal",
    "NaturalFromVegetal",
    "Synthetic",
)
DEFAULT_ORIGINS = (
    "France",
    "EuropeAndMaghreb",
    "OutOfEuropeAndMaghreb",
    "OutOfEuropeAndMaghrebByPlane",
)
TRANSPORT_COOLINGS = ("none", "always", "once_transformed")
UNITS = ("kg", "L", "m2", "m3", "MJ", "kWh", "t⋅km", "Item(s)")


@dataclass(frozen=True, slots=True)
class ImpactDefinition:
    """One of the 21 impact categories; a weight is None if the score excludes it."""

    trigram: str
    label_fr: str
    label_en: str
    unit_fr: str
    unit_en: str
    short_unit: str
    decimals: int
    ecs_normalization: float | None
    ecs_weighting: float | None
    pef_normalization: float | None
    pef_weighting: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """One process (textile.md 3.1). Energies are MJ per unit, ``waste`` is a ratio in [0, 1).

    ``index`` is its row in every ``ImpactTable`` of the method version. ``density`` is kg per unit
    (0 when unknown); ``location`` is where its inventory comes from, None if the data does not say.
    """

    index: int
    id: str
    rank: int
    name: str
    unit: str
    elec_mj: float
    heat_mj: float
    waste: float
    density: float
    source: str
    source_name: str
    categories: tuple[str, ...]
    scopes: tuple[str, ...]
    location: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country or region (textile.md 3.4)."""

    code: str
    rank: int
    name: str
    zone: str
    scopes: tuple[str, ...]
    electricity: Process
    heat: Process
    aquatic_pollution_scenario: str
    aquatic_pollution_ratio: float


@dataclass(frozen=True, slots=True)
class Distance:
    """Kilometres between two countries by mode, None if a mode is unavailable (textile.md 3.5)."""

    road_km: float | None
    sea_km: float | None
    air_km: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """A fibre (textile.md 3.3).

    ``recycled_from`` is the id of the virgin material; ``virgin_process`` is its process.
    """

    id: str
    rank: int
    name: str
    short_name: str
    origin: str
    primary: bool
    process: Process
    default_country: Country
    geographic_origin: str
    material_process_id: str
    recycled_process_id: str | None
    recycled_from: str | None
    virgin_process: Process | None
    manufacturer_allocation: float | None
    recycled_quality_ratio: float | None


@dataclass(frozen=True, slots=True)
class Element:
    """A part of a component: a final ``amount`` of a material, then its transforms in order."""

    amount: float
    material: Process
    transforms: tuple[Process, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A component of one scope; it may be empty (object.md 1)."""

    id: str
    rank: int
    name: str
    scopes: tuple[str, ...]
    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class DefaultTrim:
    """A trim that a category includes by default, and its quantity."""

    component: Component
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A category of garment with its defaults (textile.md 3.2).

    yarn_size in Nm, surface_mass in g/m2, prices in euros, ironing in MJ per garment and cycle,
    volume in m3.
    """

    id: str
    rank: int
    name: str
    fabric: str
    yarn_size: float
    surface_mass: float
    making_complexity: str
    making_waste: float
    business: str
    number_of_references: int
    price: float
    repair_cost: float
    days_of_wear: float
    wears_per_cycle: float
    default_cycles: float
    ratio_dryer: float
    ratio_ironing: float
    time_ironing: float
    ironing_elec_mj: float
    care_process: Process
    volume: float
    dyeing_medium: str
    trims: tuple[DefaultTrim, ...]

    @property
    def ironing_kwh(self) -> float:
        """Electricity used to iron one garment once, in kWh."""
        return self.ironing_elec_mj / MJ_PER_KWH


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingredient:
    """A food ingredient (food.md 2). Densities are kg/L, services are points per kg."""

    id: str
    rank: int
    name: str
    categories: tuple[str, ...]
    process: Process
    default_origin: str
    inedible_part: float
    raw_to_cooked_ratio: float
    density: float
    transport_cooling: str
    visible: bool
    crop_group: str | None
    scenario: str | None
    land_occupation: float
    crop_diversity: float
    hedges: float
    livestock_density: float
    permanent_pasture: float
    plot_size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A published example: a request in the HTTP API's format, with its name and category."""

    id: str
    rank: int
    name: str
    category: str
    scope: str
    query: Mapping[str, object]
