"""The object and light-vehicle simulators: what they bring to the views of all simulators."""

from typing import Any

from scoring.answers.components import OBJECT, VELI
from scoring.answers.sector import Sector
from scoring.engine.method import Method
from scoring.engine.objects.product import Product, Results
from scoring.engine.objects.query import Query
from scoring.web.controls import Option
from scoring.web.labels import label
from scoring.web.objects.actions import Actions
from scoring.web.objects.cards import Cards
from scoring.web.objects.form import Form, form_of, posted_form
from scoring.web.objects.naming import name_of
from scoring.web.objects.reading import read_form
from scoring.web.objects.results import components_results
from scoring.web.simulators import Simulator, Templates
from scoring.web.weighing import Outcome

TEMPLATES = Templates("objects/simulator.html", "objects/_simulator.html", "objects/_update.html")
# v7.0.0 has no example of either: the page opens empty.
DEFAULT: dict[str, Any] = {"components": []}


def components_simulator(sector: Sector[Query, Product, Results]) -> Simulator:
    """The simulator of a sector."""
    scope = sector.name

    def read(method: Method, form: Form) -> tuple[Query | None, dict[str, str]]:
        """The query of a form, or an error by control."""
        return read_form(method, scope, form)

    def draw(
        method: Method, form: Form, errors: dict[str, str], outcome: Outcome | None
    ) -> dict[str, Any]:
        """The controls of a form, and the figures of its product."""
        context: dict[str, Any] = {
            "cards": Cards(method, scope, form, errors, outcome),
            "has_catalogue": any(one.elements for one in method.dataset.components_of(scope)),
        }
        if outcome is not None:
            context["results"] = components_results(outcome)
        return context

    def pickers(method: Method) -> dict[str, Any]:
        """The choices of the dialogs."""
        dataset = method.dataset
        return {
            "component_options": [
                Option(one.id, label(one)) for one in dataset.components_of(scope) if one.elements
            ],
            "material_options": [
                Option(one.id, label(one)) for one in dataset.processes_of(scope, "material")
            ],
        }

    return Simulator(
        sector,
        TEMPLATES,
        DEFAULT,
        form_of,
        posted_form,
        Actions(scope).act,
        read,
        draw,
        pickers,
        redraws,
        name_of,
    )


def redraws(changed: str) -> bool:
    """Whether a change of this control changes which controls there are."""
    return changed == "impact" or changed.endswith(("-material", "-more"))


OBJECTS = components_simulator(OBJECT)
VEHICLES = components_simulator(VELI)
