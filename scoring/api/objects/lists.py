"""The components and processes of a scope."""

from typing import ClassVar

from django.http import HttpRequest

from scoring.api.base import ApiView
from scoring.api.lists import list_operation
from scoring.api.objects.shapes import ComponentItem, ProcessItem
from scoring.engine.items import echo_element
from scoring.engine.objects.query import OBJECT, VELI


class ComponentList(ApiView):
    """Base of the lists of components: those of a scope, empty ones included."""

    scope: ClassVar[str]

    def get(self, request: HttpRequest) -> list[ComponentItem]:
        """List the components that a product can be made of."""
        return [
            {
                "id": component.id,
                "name": component.name,
                "elements": [echo_element(element) for element in component.elements],
            }
            for component in self.method_version.dataset.components_of(self.scope)
        ]


class ProcessList(ApiView):
    """Base of the lists of processes: materials, then transformations of a scope."""

    scope: ClassVar[str]

    def get(self, request: HttpRequest) -> list[ProcessItem]:
        """List the processes that the elements of a component can call on."""
        dataset = self.method_version.dataset
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


class ObjectComponents(ComponentList):
    """Components of objects."""

    scope = OBJECT
    operation = list_operation("objectComponents", OBJECT, "Composants d'objets", ComponentItem)


class ObjectProcesses(ProcessList):
    """Processes of objects."""

    scope = OBJECT
    operation = list_operation(
        "objectProcesses", OBJECT, "Matières et transformations d'objets", ProcessItem
    )


class VeliComponents(ComponentList):
    """Components of light vehicles."""

    scope = VELI
    operation = list_operation("veliComponents", VELI, "Composants de véhicules", ComponentItem)


class VeliProcesses(ProcessList):
    """Processes of light vehicles."""

    scope = VELI
    operation = list_operation(
        "veliProcesses", VELI, "Matières et transformations de véhicules", ProcessItem
    )
