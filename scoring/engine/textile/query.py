"""A textile request: the immutable, validated object that the calculation takes (textile.md 2).

``parse`` turns a JSON object into a ``Query`` or reports everything that is wrong with it.
"""

from dataclasses import dataclass
from typing import Any, NamedTuple

from scoring.engine import scopes
from scoring.engine.aliases import by_former_id
from scoring.engine.dataset import Dataset
from scoring.engine.decoding import DecodingError
from scoring.engine.errors import InvalidQuery
from scoring.engine.items import Item, read_items
from scoring.engine.records import Country, Material, Product
from scoring.engine.refusals import MASS_REFUSAL, country_refusal
from scoring.engine.textile.fields import DEFAULT_PRINTING_RATIO, QUERY
from scoring.engine.vocabulary import textile as vocabulary

SCOPE = scopes.TEXTILE
_BOUNDS = tuple((field.name, field.bounds) for field in QUERY.fields if field.bounds)


class MaterialShare(NamedTuple):
    """A fibre and its share (0 to 1) of the composition; None means the fibre's own default."""

    material: Material
    share: float
    country: Country | None = None
    spinning: str | None = None


class Printing(NamedTuple):
    """A print: its kind, and the share (0 to 0.8) of the surface it covers, if given."""

    kind: str
    ratio_asked: float | None = None

    @property
    def ratio(self) -> float:
        """The effective share."""
        return DEFAULT_PRINTING_RATIO if self.ratio_asked is None else self.ratio_asked


# Not frozen, for speed: one is made for every request, and making a frozen one takes four times
# as long.
@dataclass(slots=True, kw_only=True)
class Query:
    """The request with references resolved; None means "not given", so the default rule applies.

    Treat as immutable. mass in kg, price in euros, yarn_size in Nm, surface_mass in g/m2, ratios
    from 0 to 1.
    """

    mass: float
    product: Product
    materials: tuple[MaterialShare, ...]
    country_spinning: Country | None = None
    country_fabric: Country | None = None
    country_dyeing: Country | None = None
    country_making: Country | None = None
    air_transport_ratio: float | None = None
    business: str | None = None
    number_of_references: int | None = None
    price: float | None = None
    physical_durability: float | None = None
    disabled_steps: tuple[str, ...] = ()
    upcycled: bool = False
    trims: tuple[Item, ...] | None = None
    yarn_size: float | None = None
    fabric_process: str | None = None
    surface_mass: int | None = None
    dyeing_process_type: str | None = None
    printing: Printing | None = None
    fading: bool | None = None
    making_complexity: str | None = None
    making_waste: float | None = None
    making_dead_stock: float | None = None

    @property
    def steps_left_out(self) -> tuple[str, ...]:
        """Codes of the disabled steps, those of upcycling first."""
        if not self.upcycled:
            return self.disabled_steps
        steps = vocabulary.UPCYCLED_STEPS + self.disabled_steps
        return tuple(dict.fromkeys(steps))

    @property
    def complexity_asked(self) -> str | None:
        """The complexity that the request sets, including through upcycling (textile.md 4, point
        1).
        """
        if self.making_complexity is None and self.upcycled:
            return "high"
        return self.making_complexity


def parse(dataset: Dataset, body: object) -> Query:
    """Parse and validate a request.

    Raises ``InvalidQuery``: under ``decoding`` alone the first value of the wrong shape, else one
    message for every field that the data or the ranges reject (api.md 7).

    >>> from pathlib import Path
    >>> from scoring.engine.method import load_method
    >>> method = load_method(Path("scoring/data/v7.0.0"))
    >>> garment = {"mass": 0.17, "product": "tshirt", "materials": [{"id": "ei-coton", "share": 1}]}
    >>> query = parse(method.dataset, garment)
    >>> query.mass, query.product.id, query.price
    (0.17, 'tshirt', None)
    """
    try:
        decoded = QUERY.decode(body)
    except DecodingError as error:
        raise InvalidQuery({"decoding": error.sentence()}) from None
    return resolved(dataset, decoded)


def resolved(dataset: Dataset, decoded: dict[str, Any]) -> Query:
    """The second stage alone, of a request that has the right shape.

    Raises ``InvalidQuery`` with one message for every field that is rejected.
    """
    return _Resolution(dataset, decoded).query()


class _Resolution:
    """The second stage: resolves codes against the data and collects every error."""

    def __init__(self, dataset: Dataset, decoded: dict[str, Any]) -> None:
        self.dataset = dataset
        self.decoded = decoded
        self.faults: dict[str, str] = {}

    def query(self) -> Query:
        get = self.decoded.get
        for name, bounds in _BOUNDS:
            value = get(name)
            if value is not None:
                refusal = bounds.refusal(value)
                if refusal:
                    self.faults[name] = refusal
        mass = self.decoded["mass"]
        if not mass > 0:
            self.faults["mass"] = MASS_REFUSAL
        product = self.product()
        materials = self.materials()
        country_spinning = self.country("countrySpinning")
        country_fabric = self.country("countryFabric")
        country_dyeing = self.country("countryDyeing")
        country_making = self.country("countryMaking")
        trims = self.trims()
        printing = get("printing")
        if self.faults or product is None:
            raise InvalidQuery(self.faults)
        return Query(
            mass=mass,
            product=product,
            materials=materials,
            country_spinning=country_spinning,
            country_fabric=country_fabric,
            country_dyeing=country_dyeing,
            country_making=country_making,
            air_transport_ratio=get("airTransportRatio"),
            business=get("business"),
            number_of_references=get("numberOfReferences"),
            price=get("price"),
            physical_durability=get("physicalDurability"),
            disabled_steps=get("disabledSteps", ()),
            upcycled=get("upcycled", False),
            trims=trims,
            yarn_size=get("yarnSize"),
            fabric_process=get("fabricProcess"),
            surface_mass=get("surfaceMass"),
            dyeing_process_type=get("dyeingProcessType"),
            printing=printing and Printing(printing["kind"], printing.get("ratio")),
            fading=get("fading"),
            making_complexity=get("makingComplexity"),
            making_waste=get("makingWaste"),
            making_dead_stock=get("makingDeadStock"),
        )

    def product(self) -> Product | None:
        identifier = self.decoded["product"]
        product = self.dataset.products.get(identifier)
        if product is None:
            near = self.dataset.suggestion("products", identifier)
            self.faults["product"] = f"Produit non trouvé id={identifier}.{near}"
        return product

    def materials(self) -> tuple[MaterialShare, ...]:
        items = self.decoded["materials"]
        if not items:
            self.faults["materials"] = "La liste 'materials' doit contenir 1 élément(s) minimum."
        shares = []
        for item in items:
            code = item.get("country")
            country = None
            if code is not None:
                country = self.country_of_code("materials", code)
                if country is None:
                    break
            identifier = item["id"]
            material = self.dataset.materials.get(identifier) or by_former_id(
                self.dataset.materials, self.dataset.aliases, "materials", identifier
            )
            if material is None:
                near = self.dataset.suggestion("materials", identifier)
                self.faults["materials"] = f"Matière non trouvée id={identifier}.{near}"
                break
            shares.append(MaterialShare(material, item["share"], country, item.get("spinning")))
        return tuple(shares)

    def country(self, name: str) -> Country | None:
        """Resolve a country field; the unknown country is the same as no country."""
        code: str | None = self.decoded.get(name)
        if code is None or code == vocabulary.UNKNOWN_COUNTRY:
            return None
        return self.country_of_code(name, code)

    def country_of_code(self, name: str, code: str) -> Country | None:
        country = self.dataset.countries.get(code)
        if country is not None and SCOPE in country.scopes:
            return country
        self.faults[name] = country_refusal(country, code, SCOPE) or ""
        return None

    def trims(self) -> tuple[Item, ...] | None:
        items = self.decoded.get("trims")
        if items is None:
            return None
        read, refusal = read_items(self.dataset, SCOPE, items)
        if refusal:
            self.faults["trims"] = refusal
        return read
