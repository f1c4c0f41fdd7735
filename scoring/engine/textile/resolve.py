"""Effective values: those of the request, else the defaults of its category or of the method.

textile.md 4, and the defaults of textile.md 2. The calculation takes its values from the
``Garment`` built here and never looks at what the request omitted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from scoring.engine.items import Item
from scoring.engine.records import Country, Material
from scoring.engine.textile.query import Printing, Query
from scoring.engine.textile.tables import TextileTables
from scoring.engine.textile.trims import Trim
from scoring.engine.units import DTEX_TIMES_NM, GRAMS_PER_KG
from scoring.engine.vocabulary import textile as vocabulary

DEFAULT_DEAD_STOCK = 0.15
DEFAULT_DYEING = "average"
# Lower and upper bounds of both durability coefficients (textile.md 6.1).
MINIMUM_DURABILITY = 0.67
MAXIMUM_DURABILITY = 1.45

# Loss and sewing complexity of a fabric that the request itself specifies (textile.md 5.1 and 7.5).
FABRIC_WASTE: Mapping[str | None, float] = {
    vocabulary.KNITTING_FULLY_FASHIONED: 0.02,
    vocabulary.KNITTING_INTEGRAL: 0.0,
}
FABRIC_COMPLEXITY: Mapping[str | None, str] = {
    vocabulary.KNITTING_FULLY_FASHIONED: "very-low",
    vocabulary.KNITTING_INTEGRAL: "not-applicable",
}


# Slots, and not frozen, for speed: every simulation creates these and reads them many times.
@dataclass(slots=True)
class Fibre:
    """A material of the composition, with its effective country and spinning method."""

    material: Material
    share: float
    country: Country
    spinning: str


@dataclass(slots=True)
class Garment:
    """A request with every effective value; treat as immutable.

    yarn_size in Nm, surface_mass in g/m2, price in euros, ratios from 0 to 1. The steps of
    ``listed`` are those that the request itself disables, ``left_out`` includes those disabled by
    upcycling.
    """

    query: Query
    mass: float
    fibres: tuple[Fibre, ...]
    country_spinning: Country
    country_fabric: Country
    country_dyeing: Country
    country_making: Country
    business: str
    number_of_references: int
    price: float
    physical_durability: float
    listed: tuple[str, ...]
    left_out: tuple[str, ...]
    trims: tuple[Trim, ...]
    yarn_size: float
    fabric_process: str
    surface_mass: float
    dyeing_process_type: str
    printing: Printing | None
    fading: bool
    making_complexity: str
    making_waste: float
    making_dead_stock: float

    @property
    def yarn_dtex(self) -> float:
        """Yarn size in Dtex."""
        return DTEX_TIMES_NM / self.yarn_size

    def area_of(self, fabric_kg: float) -> float:
        """Area in m2 of a given mass of fabric."""
        return fabric_kg * GRAMS_PER_KG / self.surface_mass


def resolve(tables: TextileTables, query: Query) -> Garment:
    """Determine every effective value except the share sent by plane (it needs durability)."""
    product = query.product
    unknown = tables.unknown_country
    return Garment(
        query=query,
        mass=query.mass,
        fibres=tuple(
            [
                Fibre(
                    item.material,
                    item.share,
                    item.country or item.material.default_country,
                    item.spinning or default_spinning(item.material),
                )
                for item in query.materials
            ]
        ),
        country_spinning=query.country_spinning or unknown,
        country_fabric=query.country_fabric or unknown,
        country_dyeing=query.country_dyeing or unknown,
        country_making=query.country_making or unknown,
        business=query.business or product.business,
        number_of_references=product.number_of_references
        if query.number_of_references is None
        else query.number_of_references,
        price=product.price if query.price is None else query.price,
        physical_durability=MAXIMUM_DURABILITY
        if query.physical_durability is None
        else query.physical_durability,
        listed=query.disabled_steps,
        left_out=query.steps_left_out,
        # The request's list, even if empty, else the category's (textile.md 4, point 3).
        trims=tables.default_trims[product.id] if query.trims is None else _trims(query.trims),
        yarn_size=product.yarn_size if query.yarn_size is None else query.yarn_size,
        fabric_process=query.fabric_process or product.fabric,
        surface_mass=product.surface_mass if query.surface_mass is None else query.surface_mass,
        dyeing_process_type=query.dyeing_process_type or DEFAULT_DYEING,
        printing=query.printing,
        fading=bool(query.fading),
        making_complexity=making_complexity(query),
        making_waste=making_waste(query),
        making_dead_stock=DEFAULT_DEAD_STOCK
        if query.making_dead_stock is None
        else query.making_dead_stock,
    )


def usual_values(tables: TextileTables, query: Query) -> Garment:
    """The value that each parameter would take if the request omitted it.

    The requested fabric determines the loss and the complexity; the default fabric is the
    category's. The query of the returned garment omits the share sent by plane too.
    """
    silent = replace(
        query,
        air_transport_ratio=None,
        business=None,
        number_of_references=None,
        price=None,
        physical_durability=None,
        yarn_size=None,
        surface_mass=None,
        dyeing_process_type=None,
        making_complexity=None,
        making_waste=None,
        making_dead_stock=None,
    )
    return replace(resolve(tables, silent), fabric_process=query.product.fabric)


def making_waste(query: Query) -> float:
    """Cutting loss as a ratio; the category's default fabric is ignored (textile.md 5.1)."""
    if query.making_waste is not None:
        return query.making_waste
    return FABRIC_WASTE.get(query.fabric_process, query.product.making_waste)


def making_complexity(query: Query) -> str:
    """Sewing complexity; the category's default fabric does not affect it (textile.md 7.5)."""
    asked = query.complexity_asked
    if asked is not None:
        return asked
    return FABRIC_COMPLEXITY.get(query.fabric_process, query.product.making_complexity)


def default_spinning(material: Material) -> str:
    """The default spinning method of a fibre, by its origin (textile.md 7.2)."""
    if material.origin == "Synthetic":
        return vocabulary.SYNTHETIC_SPINNING
    return vocabulary.CONVENTIONAL_SPINNING


def main_material(garment: Garment) -> Material:
    """The fibre with the highest share, the last one on ties (textile.md 4, point 2)."""
    main = garment.fibres[0]
    for fibre in garment.fibres:
        if fibre.share >= main.share:
            main = fibre
    return main.material


def _trims(items: tuple[Item, ...]) -> tuple[Trim, ...]:
    return tuple(
        [
            Trim(item.component, item.quantity, None if item.custom is None else item.elements)
            for item in items
            if item.component is not None
        ]
    )
