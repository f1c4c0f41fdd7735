"""A sector of the method, and the one computation of a request that all callers use."""

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
    """What tells one sector from another, in one place.

    ``name`` is its scope in the data and its name in saved simulations and in the API's
    documentation; ``pages`` starts the addresses of its pages, ``setting`` is the instance's that
    shows them, empty where they are always shown; ``simulator`` is that of its
    simulator below ``/api``, ``fragment`` its place in a shared link. ``request`` documents the
    fields of its request. ``repeat`` is the normalised request that answers hold, ``reopen`` the
    one that gives the same product again, in links that pages make. ``families`` are the parts
    that add up to the total, ``undivided`` is the total before durability, and ``complements``
    are the points that are in it. ``mass`` is what the product weighs as it is used, in kg.
    """

    name: str
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
        """The request that gives the same product again. Raises ``InvalidQuery``."""
        method.require(self.name)
        return self.reopen(self.parse(method, body))


@dataclass(frozen=True, kw_only=True)
class Computed(Generic[Query, Simulation, Results]):
    """A request that was computed, at the level that its caller is served.

    What an answer asks for is made when it is asked for: two scores cost no breakdown.
    ``notable`` tells of the body itself: what it held beside the request, its former ids.
    """

    sector: Sector[Query, Simulation, Results]
    method: Method
    query: Query
    simulation: Simulation
    served: Served
    notable: tuple[Caution, ...] = ()

    @cached_property
    def results(self) -> Results:
        """The whole breakdown, in the columns that are served."""
        return self.sector.weigh(self.simulation, self.served.table)

    @cached_property
    def impacts(self) -> Impacts:
        """All 21 impacts of the product."""
        return self.served.writer()(self.total)

    @cached_property
    def total(self) -> Vector:
        """The product, in the columns that are served."""
        return self.sector.total(self.simulation, self.served.table)

    @property
    def mass(self) -> float:
        """What the product weighs, in kg."""
        return self.sector.mass(self.simulation, self.results)

    def for_mass(self, mass_kg: float) -> Vector:
        """The figures of a mass of the product; none is a number where it weighs nothing."""
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
        """What to know of the figures of an answer, of which ``impacts`` are the totals."""
        return [
            *self.sector.cautions(self, impacts),
            *self.notable,
            *self.served.cautions(),
        ]

    def meta(self, impacts: Impacts) -> dict[str, Any]:
        """The ``meta`` of an answer (api.md 5.5)."""
        return meta(self.method, self.sector.name, self.served, self.cautions(impacts))

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
    """Read a request and compute it.

    Raises ``InvalidQuery`` with a message a field. That the version has the sector is for whoever
    calls to see (``Method.require``).
    """
    query = sector.parse(method, body)
    return compute_query(sector, method, query, served, notable(sector, method, body))


def notable(sector: Sector[Any, Any, Any], method: Method, body: object) -> list[Caution]:
    """What to say of a request itself, once it was read: its unknown keys, its former ids."""
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
    """Compute a request that was read, and judge what its level can say of it.

    ``said`` tells of the body that it was read from.
    """
    simulation = sector.simulate(method, query)
    judged = served.judged(sector.flows(simulation), sector.bonus(simulation))
    return Computed(
        sector=sector,
        method=method,
        query=query,
        simulation=simulation,
        served=judged,
        notable=tuple(said),
    )
