"""The textile simulators (api.md 5.1 to 5.3): read, call the engine once, write."""

from typing import Any

from django.http import HttpRequest

from scoring.api.addresses import shared_link
from scoring.api.body import read_json
from scoring.api.errors import unknown_endpoint
from scoring.api.meta import meta
from scoring.api.schema.operations import Operation
from scoring.api.simulators import SimulatorView
from scoring.api.textile.detailed import detailed_answer
from scoring.api.textile.shapes import (
    TextileAnswer,
    TextileDetailedAnswer,
    TextileImpactAnswer,
)
from scoring.engine.impacts import TRIGRAMS
from scoring.engine.textile.description import describe
from scoring.engine.textile.echo import echo
from scoring.engine.textile.fields import QUERY
from scoring.engine.textile.query import parse
from scoring.engine.textile.results import compute_totals
from scoring.engine.textile.simulate import Simulation, simulate
from scoring.engine.textile.warnings import warnings_of
from scoring.levels import Impacts

TSHIRT = {
    "mass": 0.17,
    "product": "tshirt",
    "materials": [{"id": "ei-coton", "share": 1, "country": "FR"}],
    "countryFabric": "CN",
    "countryDyeing": "IN",
    "countryMaking": "MM",
}
JEANS = {
    "mass": 0.45,
    "product": "jean",
    "materials": [{"id": "ei-coton", "share": 0.9}, {"id": "elasthane", "share": 0.1}],
    "countrySpinning": "TR",
    "countryFabric": "TR",
    "countryDyeing": "TR",
    "countryMaking": "TN",
    "fading": True,
    "price": 80,
    "numberOfReferences": 1500,
    "business": "small-business",
}
EXAMPLES = (("T-shirt en coton", TSHIRT), ("Jean délavé", JEANS))


def _operation(name: str, summary: str, description: str, answer: Any) -> Operation:
    return Operation(
        name, "textile", summary, description, answer, ("TextileQuery", QUERY), EXAMPLES
    )


class TextileView(SimulatorView):
    """Base of the textile simulators."""

    def simulation(self, request: HttpRequest) -> Simulation:
        """Read the request, compute what it takes, and see what can be said of its impacts."""
        method = self.method_version
        simulation = simulate(method.textile, parse(method.dataset, read_json(request)))
        self.served = self.served.judged(simulation.counted_flows())
        return simulation

    def summary(
        self, request: HttpRequest, simulation: Simulation, impacts: Impacts, impact: str
    ) -> dict[str, Any]:
        """The answer of the two short simulators."""
        query = echo(simulation.query)
        return {
            "webUrl": shared_link(request, f"textile/simulator/{impact}", query),
            "impacts": impacts,
            "description": describe(simulation),
            "query": query,
            "meta": self.meta(simulation, impacts),
        }

    def meta(self, simulation: Simulation, impacts: Impacts) -> dict[str, Any]:
        """Where the figures come from, and what to know of them."""
        return meta(self.method_version, self.served, warnings_of(simulation, *impacts.values()))

    def totals(self, simulation: Simulation) -> Impacts:
        """All 21 impacts of the garment."""
        return self.served.writer()(compute_totals(simulation, self.served.table).impacts)


class TextileSimulator(TextileView):
    """All impacts of a garment."""

    operation = _operation(
        "textileSimulator",
        "Impacts d'un vêtement",
        "Les 21 impacts d'un vêtement, durabilité appliquée. Sans jeton, seuls les deux scores "
        "agrégés ont une valeur.",
        TextileAnswer,
    )

    def simulate(self, request: HttpRequest) -> dict[str, Any]:
        """Compute one garment."""
        simulation = self.simulation(request)
        return self.summary(request, simulation, self.totals(simulation), "ecs")


class TextileImpactSimulator(TextileView):
    """One impact of a garment."""

    operation = _operation(
        "textileImpact",
        "Un seul impact d'un vêtement",
        "L'impact demandé, durabilité appliquée. Sans jeton, un impact détaillé vaut 0.",
        TextileImpactAnswer,
    )

    def simulate(self, request: HttpRequest, impact: str) -> dict[str, Any]:
        """Compute one garment for one trigram; another word is an unknown route."""
        if impact not in TRIGRAMS:
            raise unknown_endpoint()
        simulation = self.simulation(request)
        one = {impact: self.totals(simulation)[impact]}
        return self.summary(request, simulation, one, impact)


class TextileDetailedSimulator(TextileView):
    """The life cycle of a garment, step by step."""

    operation = _operation(
        "textileDetailed",
        "Cycle de vie détaillé d'un vêtement",
        "Le total, avec et sans durabilité, et les huit étapes avec leurs masses, leurs énergies, "
        "leurs transports et leurs impacts. Une étape désactivée garde ses valeurs mais n'entre "
        "dans aucun total.",
        TextileDetailedAnswer,
    )

    def simulate(self, request: HttpRequest) -> dict[str, Any]:
        """Compute one garment with its whole breakdown."""
        simulation = self.simulation(request)
        answer = detailed_answer(self.method_version, simulation, self.served)
        answer["meta"] = self.meta(simulation, answer["impacts"])
        return answer
