"""The simulators of objects and light vehicles (api.md 6.1)."""

from typing import Any

from scoring.answers.components import OBJECT, VELI, ComponentsProduct, answer
from scoring.answers.products import BOX, CHAIR
from scoring.answers.sector import Sector
from scoring.api.description.operations import Operation
from scoring.api.objects.shapes import ComponentsAnswer
from scoring.api.simulators import SimulatorView


def _operation(
    sector: Sector[Any, Any, Any], summary: str, example: tuple[str, dict[str, Any]]
) -> Operation:
    return Operation(
        name=f"{sector.name}Simulator",
        tag=sector.name,
        summary=summary,
        description="La production d'un produit fait de composants, eux-mêmes faits d'éléments : "
        "matières et transformations, pertes et énergie comprises. Ajout de ce serveur : "
        "le service public n'a pas cette route.",
        answer=ComponentsAnswer,
        body=(f"{sector.name.capitalize()}Query", sector.request),
        examples=(example,),
    )


class ComponentsSimulator(SimulatorView):
    """Base of the two simulators: all impacts of a product made of components."""

    def write(self, computed: ComponentsProduct, origin: str) -> dict[str, Any]:
        """The whole breakdown."""
        return answer(computed, origin)


class ObjectSimulator(ComponentsSimulator):
    """All impacts of an object."""

    sector = OBJECT
    operation = _operation(OBJECT, "Impacts d'un objet", ("Chaise à pieds d'acier", CHAIR))


class VeliSimulator(ComponentsSimulator):
    """All impacts of a light vehicle."""

    sector = VELI
    operation = _operation(VELI, "Impacts d'un véhicule léger", ("Bacs moulés", BOX))
