"""The object and light-vehicle simulators: what they bring to the views of all simulators."""

from typing import Any

from django.http import HttpRequest

from scoring.engine.method import Method
from scoring.engine.objects.description import describe
from scoring.engine.objects.product import compute_results, simulate
from scoring.engine.objects.query import OBJECT, VELI, echo, parse
from scoring.web.controls import Option
from scoring.web.labels import label
from scoring.web.objects.actions import Actions
from scoring.web.objects.cards import Calculation, Cards
from scoring.web.objects.form import Form, form_of, posted_form
from scoring.web.objects.reading import read_form
from scoring.web.objects.results import components_results
from scoring.web.simulators import Outcome, Simulator, Templates
from scoring.web.weighing import shown_to

TEMPLATES = Templates("objects/simulator.html", "objects/_simulator.html", "objects/_update.html")
# v7.0.0 has no example of either: the page opens empty.
DEFAULT: dict[str, Any] = {"components": []}


def components_simulator(scope: str, address: str) -> Simulator:
    """The simulator of a scope."""

    def normalise(method: Method, body: object) -> dict[str, Any]:
        """Read a request and give it back normalised."""
        return echo(parse(method.dataset, scope, body))

    def draw(
        request: HttpRequest, method: Method, form: Form
    ) -> tuple[dict[str, Any], Outcome | None]:
        """Compute a form."""
        query, errors = read_form(method, scope, form)
        catalogue = any(one.elements for one in method.dataset.components_of(scope))
        context: dict[str, Any] = {"errors": errors, "has_catalogue": catalogue}
        if query is None:
            return context | {"cards": Cards(method, scope, form, errors)}, None
        product = simulate(method.dataset.roles, query)
        shown = shown_to(request, method, form.impact, product.counted_flows())
        results = compute_results(product, shown.table)
        context |= {
            "cards": Cards(method, scope, form, {}, Calculation(product, results, shown)),
            "results": components_results(method, product, results, shown),
        }
        return context, Outcome(echo(query), describe(query), shown)

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
        scope,
        TEMPLATES,
        address,
        DEFAULT,
        normalise,
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


OBJECTS = components_simulator(OBJECT, "objet")
VEHICLES = components_simulator(VELI, "veli")
