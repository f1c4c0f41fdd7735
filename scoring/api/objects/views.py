"""The simulators of objects and light vehicles: read, call the engine once, write."""

from typing import Any, ClassVar

from django.http import HttpRequest

from scoring.api.addresses import shared_link
from scoring.api.body import read_json
from scoring.api.meta import meta
from scoring.api.objects.answer import components_results
from scoring.api.objects.shapes import ComponentsAnswer
from scoring.api.schema.operations import Operation
from scoring.api.simulators import SimulatorView
from scoring.engine.objects.description import describe, warnings_of
from scoring.engine.objects.fields import QUERY
from scoring.engine.objects.product import compute_results, simulate
from scoring.engine.objects.query import OBJECT, VELI, echo, parse

POLYPROPYLENE = "59b42284-3e45-5343-8a20-1d7d66137461"
INJECTION_MOULDING = "111539de-deea-588a-9581-6f6ceaa2dfa9"
STEEL = "39fd91f1-72b6-5fa3-89d4-ce25b352d107"
CHAIR = {
    "components": [
        {"id": "ad9d7f23-076b-49c5-93a4-ee1cd7b53973", "quantity": 1},
        {"id": "eda5dd7e-52e4-450f-8658-1876efc62bd6", "quantity": 1},
        {
            "quantity": 4,
            "custom": {"name": "Pied", "elements": [{"amount": 0.4, "material": STEEL}]},
        },
    ]
}
BOX = {
    "components": [
        {
            "quantity": 2,
            "custom": {
                "name": "Bac moulé",
                "elements": [
                    {
                        "amount": 0.6,
                        "material": POLYPROPYLENE,
                        "transforms": [INJECTION_MOULDING],
                    }
                ],
            },
        }
    ]
}


def _operation(name: str, scope: str, summary: str, example: tuple[str, Any]) -> Operation:
    return Operation(
        name,
        scope,
        summary,
        "La production d'un produit fait de composants, eux-mêmes faits d'éléments : matières et "
        "transformations, pertes et énergie comprises. Ajout de ce serveur : le service public "
        "n'a pas cette route.",
        ComponentsAnswer,
        (f"{scope.capitalize()}Query", QUERY),
        (example,),
    )


class ComponentsSimulator(SimulatorView):
    """Base of the two simulators: all impacts of a product made of components."""

    scope: ClassVar[str]

    def simulate(self, request: HttpRequest) -> dict[str, Any]:
        """Compute one product."""
        method = self.method_version
        query = parse(method.dataset, self.scope, read_json(request))
        product = simulate(method.dataset.roles, query)
        self.served = self.served.judged(product.counted_flows())
        results = compute_results(product, self.served.table)
        normalised = echo(query)
        return {
            "webUrl": shared_link(request, f"{self.scope}/simulator/ecs", normalised),
            **components_results(results, self.served.writer()),
            "description": describe(query),
            "query": normalised,
            "meta": meta(method, self.served, warnings_of(query, results)),
        }


class ObjectSimulator(ComponentsSimulator):
    """All impacts of an object."""

    scope = OBJECT
    operation = _operation(
        "objectSimulator", OBJECT, "Impacts d'un objet", ("Chaise à pieds d'acier", CHAIR)
    )


class VeliSimulator(ComponentsSimulator):
    """All impacts of a light vehicle."""

    scope = VELI
    operation = _operation(
        "veliSimulator", VELI, "Impacts d'un véhicule léger", ("Bacs moulés", BOX)
    )
