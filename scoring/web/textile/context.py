"""What the textile templates draw: a form, and its simulation when it has no error."""

from typing import Any

from django.http import HttpRequest

from scoring.answers.textile.sector import TEXTILE
from scoring.engine.method import Method
from scoring.web.cautions import by_field
from scoring.web.controls import Control, Option
from scoring.web.labels import label
from scoring.web.simulators import Outcome
from scoring.web.textile import words
from scoring.web.textile.fields import Fields
from scoring.web.textile.form import EXPLORATORY, Form
from scoring.web.textile.reading import read_form
from scoring.web.textile.results import textile_results
from scoring.web.textile.stages import Cards
from scoring.web.weighing import compute_shown


def draw(request: HttpRequest, method: Method, form: Form) -> tuple[dict[str, Any], Outcome | None]:
    """Compute a form."""
    query, errors = read_form(method, form)
    computed = simulation = results = shown = None
    if query is not None:
        computed, shown = compute_shown(request, TEXTILE, method, query, form.impact)
        simulation, results = computed.simulation, computed.results
    warnings = {} if computed is None else by_field(computed.cautions({}))
    fields = Fields(method, form, errors, simulation, warnings)
    cards = Cards(method, form, fields, simulation, results, shown)
    stages = cards.stages()
    durability = [fields.price(), fields.references(), fields.business()]
    if form.mode == EXPLORATORY:
        durability.append(fields.physical_durability())
    product, mass = _product(method, form, errors), fields.number("mass", "kg")
    controls = [product, mass, *durability]
    for line in cards.materials():
        controls += [line.picker, line.share, line.origin]
        if form.mode == EXPLORATORY:
            controls.append(line.spinning)
    controls += [line.control for line in cards.trims() if line.control]
    for stage in stages:
        controls += [*stage.controls, *stage.more_controls]
    context: dict[str, Any] = {
        "durable": True,
        "method_page": "/pages/methode-textile/",
        "mode": form.mode,
        "errors": errors,
        "cards": cards,
        "stages": stages,
        "shown": shown,
        "simulation": simulation,
        "product_control": product,
        "mass_control": mass,
        "upcycled_control": fields.check("upcycled"),
        "durability_controls": durability,
        "controls": controls,
        "asks": [words.FIELDS[name] for name in form.advanced_values] if form.asks else [],
    }
    if computed is None or shown is None:
        return context, None
    context["results"] = textile_results(computed, shown)
    return context, Outcome(computed, shown)


def pickers(method: Method) -> dict[str, Any]:
    """The choices of the dialogs."""
    dataset = method.dataset
    materials = [
        Option(material.id, label(material), words.ORIGINS[material.origin])
        for material in dataset.materials.values()
    ]
    origins = list(words.ORIGINS.values())
    return {
        "product_options": _products(method),
        "material_options": sorted(materials, key=lambda option: origins.index(option.group)),
        "trim_options": [
            Option(component.id, label(component))
            for component in dataset.components.values()
            if "textile" in component.scopes and component.elements
        ],
    }


def _products(method: Method) -> list[Option]:
    return [Option(product.id, label(product)) for product in method.dataset.products.values()]


def _product(method: Method, form: Form, errors: dict[str, str]) -> Control:
    return Control(
        "product",
        words.FIELDS["product"],
        "picker",
        form.get("product"),
        _products(method),
        dialog="products",
        help="categories/",
        error=errors.get("product", ""),
    )
