"""The components and processes of a scope."""

from typing import Any, ClassVar, cast

from scoring.answers.components import OBJECT, VELI
from scoring.answers.sector import Sector
from scoring.api.description.operations import Operation
from scoring.api.lists import ListView, list_operation
from scoring.api.objects.shapes import ComponentElement, ComponentItem, ProcessItem
from scoring.engine.items import echo_element
from scoring.engine.method import Method
from scoring.engine.records import Element


class ComponentList(ListView):
    """Base of the lists of a scope's components, including empty ones."""

    scope: ClassVar[str]

    def items(self, method: Method) -> list[ComponentItem]:
        """List the components that a product can be made of."""
        return [
            {
                "id": component.id,
                "name": component.name,
                "elements": [_element(element) for element in component.elements],
            }
            for component in method.dataset.components_of(self.scope)
        ]


def _element(element: Element) -> ComponentElement:
    return cast(ComponentElement, echo_element(element))


class ProcessList(ListView):
    """Base of the lists of processes: materials, then transforms of a scope."""

    scope: ClassVar[str]

    def items(self, method: Method) -> list[ProcessItem]:
        """List the processes that the elements of a component can use."""
        dataset = method.dataset
        processes = (
            *dataset.processes_of(self.scope, "material"),
            *dataset.processes_of(self.scope, "transformation"),
        )
        return [
            {
                "id": process.id,
                "name": process.name,
                "unit": process.unit,
                "categories": list(process.categories),
            }
            for process in processes
        ]


def _components_of(sector: Sector[Any, Any, Any], summary: str) -> Operation:
    return list_operation(f"{sector.name}Components", sector.name, summary, ComponentItem)


def _processes_of(sector: Sector[Any, Any, Any], summary: str) -> Operation:
    return list_operation(f"{sector.name}Processes", sector.name, summary, ProcessItem)


class ObjectComponents(ComponentList):
    """Components of objects."""

    scope = OBJECT.name
    operation = _components_of(OBJECT, "Composants d'objets")


class ObjectProcesses(ProcessList):
    """Processes of objects."""

    scope = OBJECT.name
    operation = _processes_of(OBJECT, "Matières et transformations d'objets")


class VeliComponents(ComponentList):
    """Components of light vehicles."""

    scope = VELI.name
    operation = _components_of(VELI, "Composants de véhicules")


class VeliProcesses(ProcessList):
    """Processes of light vehicles."""

    scope = VELI.name
    operation = _processes_of(VELI, "Matières et transformations de véhicules")
