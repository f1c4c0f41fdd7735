"""A sector of the method, and the single computation function that all callers use."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from scoring.answers.breakdown import Complements, Families, for_mass
from scoring.answers.levels import Impacts, Served
from scoring.answers.links import shared_link
from scoring.answers.meta import meta
from scoring.engine.aliases import renamed
from scoring.engine.cautions import Caution
from scoring.engine.decoding import Record
from scoring.engine.impacts import Flow, ImpactTable, Vector
from scoring.engine.method import Method
from scoring.engine.trace.lines import Trace
from scoring.engine.unknown_keys import unknown_keys

Query = TypeVar("Query")
Simulation = TypeVar("Simulation")
Results = TypeVar("Results")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector(Generic[Query, Simulation, Results]):
    """Everything that differs between sectors, in one place.

    ``name`` is its name in saved simulations, ``scope`` that of its sector in the data and in the
    API's documentation; ``pages`` is the URL prefix of its pages, ``setting`` the instance setting
    that shows them (empty if they are always shown); ``simulator`` is the path of its simulator
    under ``/api``, ``fragment`` its path in a shared link. ``request`` documents the fields of its
    request. ``repeat`` returns the normalised request included in responses, ``reopen`` the one
    that reproduces the product, used in the links of pages. ``families`` are the parts that add up
    to the total, ``undivided`` is the total before durability, and ``complements`` are the points
    included in it. ``mass`` is the mass of the product in use, in kg.
    """

    name: str
    scope: str
    pages: str
    setting: str
    simulator: str
    fragment: str
    request: Record
    parse: Callable[[Method, object], Query]
    simulate: Callable[[Method, Query], Simulation]
    flows: Callable[[Simulation], Iterable[Flow]]
    bonus: Callable[[Simulation], float]
    weigh: Callable[[Simulation, ImpactTable], Results]
    total: Callable[[Simulation, ImpactTable], Vector]
    mass: Callable[[Simulation, Results], float]
    repeat: Callable[[Query], dict[str, Any]]
    reopen: Callable[[Query], dict[str, Any]]
    describe: Callable[[Simulation], str]
    families: Callable[[Simulation, Results, ImpactTable], Families]
    undivided: Callable[[Results], Vector]
    complements: Callable[[Simulation], Complements]
    explain: Callable[[Method, Query, ImpactTable, str], Trace]
    cautions: Callable[["Computed[Query, Simulation, Results]", Impacts], list[Caution]]

    def page(self, impact: str = "ecs") -> str:
        """The path of a shared link's fragment."""
        return f"{self.fragment}/{impact}"

    def normalise(self, method: Method, body: object) -> dict[str, Any]:
        """The normalised request that reproduces the product. Raises ``InvalidQuery``."""
        method.require(self.scope)
        return self.reopen(self.parse(method, body))


# Not frozen, for speed: one is made for every request.
@dataclass(kw_only=True)
class Computed(Generic[Query, Simulation, Results]):
    """A computed request, at the level that its caller may see; treat as immutable.

    Parts of the response are computed lazily: a request for two scores computes no breakdown.
    ``notable`` has the cautions about the body itself: its unknown keys, its former ids.
    """

    sector: Sector[Query, Simulation, Results]
    method: Method
    query: Query
    simulation: Simulation
    served: Served
    notable: tuple[Caution, ...] = ()

    @cached_property
    def results(self) -> Results:
        """The whole breakdown, for the columns that the caller may see."""
        return self.sector.weigh(self.simulation, self.served.table)

    @cached_property
    def impacts(self) -> Impacts:
        """All 21 impacts of the product."""
        return self.served.writer()(self.total)

    @cached_property
    def total(self) -> Vector:
        """The product's total, for the columns that the caller may see."""
        return self.sector.total(self.simulation, self.served.table)

    @property
    def mass(self) -> float:
        """The mass of the product, in kg."""
        return self.sector.mass(self.simulation, self.results)

    def for_mass(self, mass_kg: float) -> Vector:
        """The figures of a mass of the product; all NaN if the product weighs nothing."""
        return for_mass(self.total, self.mass, mass_kg)

    @cached_property
    def families(self) -> Families:
        """The parts of the product by family of stages; they add up to its total."""
        return self.sector.families(self.simulation, self.results, self.served.table)

    @property
    def undivided(self) -> Vector:
        """The product before durability; its total where the sector has no durability."""
        return self.sector.undivided(self.results)

    @property
    def complements(self) -> Complements:
        """Points of the complements before durability."""
        return self.sector.complements(self.simulation)

    def cautions(self, impacts: Impacts) -> list[Caution]:
        """The cautions about the figures of a response, of which ``impacts`` are the totals."""
        return [
            *self.sector.cautions(self, impacts),
            *self.notable,
            *self.served.cautions(),
        ]

    def meta(self, impacts: Impacts) -> dict[str, Any]:
        """The ``meta`` of a response (api.md 5.5)."""
        return meta(self.method, self.sector.scope, self.served, self.cautions(impacts))

    @property
    def description(self) -> str:
        """The parameters in one French sentence."""
        return self.sector.describe(self.simulation)

    def link(self, origin: str, query: dict[str, Any], impact: str = "ecs") -> str:
        """A link to the product's page, in its version; ``origin`` is the site's address."""
        return shared_link(origin, self.method.version, self.sector.page(impact), query)


def compute(
    sector: Sector[Query, Simulation, Results], method: Method, body: object, served: Served
) -> Computed[Query, Simulation, Results]:
    """Parse a request and compute it.

    Raises ``InvalidQuery`` with a message a field, ``SectorLeftOut`` where the version has no such
    sector.

    >>> from pathlib import Path
    >>> from scoring.engine.method import load_method
    >>> method = load_method(Path("scoring/data/v7.0.0"))
    >>> from scoring.answers.levels import served_to
    >>> from scoring.answers.sectors import TEXTILE
    >>> garment = {"mass": 0.17, "product": "tshirt", "materials": [{"id": "ei-coton", "share": 1}]}
    >>> computed = compute(TEXTILE, method, garment, served_to(method, None))
    >>> round(computed.impacts["ecs"], 2), computed.impacts["cch"]
    (1776.91, 0.0)
    """
    if sector.scope not in method.dataset.manifest.sectors:
        method.require(sector.scope)
    query = sector.parse(method, body)
    return compute_query(sector, method, query, served, notable(sector, method, body))


def notable(sector: Sector[Any, Any, Any], method: Method, body: object) -> list[Caution]:
    """Cautions about a parsed request itself: its unknown keys, its former ids."""
    said = unknown_keys(sector.request, body)
    aliases = method.dataset.aliases
    if aliases:
        said += renamed(sector.request, body, aliases, method.dataset.catalogues)
    return said


def compute_query(
    sector: Sector[Query, Simulation, Results],
    method: Method,
    query: Query,
    served: Served,
    said: Iterable[Caution] = (),
) -> Computed[Query, Simulation, Results]:
    """Compute a parsed request, and check what its level can show.

    ``said`` has the cautions about the body that it was parsed from.
    """
    simulation = sector.simulate(method, query)
    if served.partial is not None:
        served = served.judged(sector.flows(simulation), sector.bonus(simulation))
    return Computed(
        sector=sector,
        method=method,
        query=query,
        simulation=simulation,
        served=served,
        notable=tuple(said),
    )
