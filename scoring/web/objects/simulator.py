"""The object and light-vehicle simulators: what they bring to the views of all simulators."""

from typing import Any

from django.http import HttpRequest

from scoring.answers.components import OBJECT, VELI
from scoring.answers.sector import Sector
from scoring.engine.method import Method
from scoring.engine.objects.product import Product, Results
from scoring.engine.objects.query import Query
from scoring.web.controls import Option
from scoring.web.labels import label
from scoring.web.objects.actions import Actions
from scoring.web.objects.cards import Calculation, Cards
from scoring.web.objects.form import Form, form_of, posted_form
from scoring.web.objects.reading import read_form
from scoring.web.objects.results import components_results
from scoring.web.simulators import Outcome, Simulator, Templates
from scoring.web.weighing import compute_shown

TEMPLATES = Templates("objects/simulator.html", "objects/_simulator.html", "objects/_update.html")
# v7.0.0 has no example of either: the page opens empty.
DEFAULT: dict[str, Any] = {"components": []}


def components_simulator(sector: Sector[Query, Product, Results]) -> Simulator:
    """The simulator of a sector."""
    scope = sector.name

    def draw(
        request: HttpRequest, method: Method, form: Form
    ) -> tuple[dict[str, Any], Outcome | None]:
        """Compute a form."""
        query, errors = read_form(method, scope, form)
        catalogue = any(one.elements for one in method.dataset.components_of(scope))
        context: dict[str, Any] = {"errors": errors, "has_catalogue": catalogue}
        if query is None:
            return context | {"cards": Cards(method, scope, form, errors)}, None
        product, shown = compute_shown(request, sector, method, query, form.impact)
        calculation = Calculation(product.simulation, product.results, shown)
        context |= {
            "cards": Cards(method, scope, form, {}, calculation),
            "results": components_results(product, shown),
        }
        return context, Outcome(product, shown)

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
        draw,
        pickers,
        redraws,
    )


def redraws(changed: str) -> bool:
    """Whether a change of this control changes which controls there are."""
    return changed == "impact" or changed.endswith(("-material", "-more"))


OBJECTS = components_simulator(OBJECT)
VEHICLES = components_simulator(VELI)
