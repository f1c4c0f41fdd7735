"""What the textile templates draw: a form, and its simulation when it has no error."""

from typing import Any

from scoring.engine.method import Method
from scoring.web.cautions import by_field
from scoring.web.controls import Control, Option
from scoring.web.labels import label, labels
from scoring.web.textile import words
from scoring.web.textile.fields import Fields
from scoring.web.textile.form import EXPLORATORY, Form
from scoring.web.textile.results import textile_results
from scoring.web.textile.stages import Cards
from scoring.web.weighing import Outcome


def draw(
    method: Method, form: Form, errors: dict[str, str], outcome: Outcome | None
) -> dict[str, Any]:
    """The controls of a form, and the figures of its garment."""
    simulation = None if outcome is None else outcome.computed.simulation
    warnings = {} if outcome is None else by_field(outcome.computed.cautions({}))
    fields = Fields(method, form, errors, simulation, warnings)
    cards = Cards(method, form, fields, outcome)
    stages = cards.stages()
    durability = [fields.price(), fields.references(), fields.business()]
    if form.mode == EXPLORATORY:
        durability.append(fields.physical_durability())
    product, mass = _product(method, form, errors), fields.number("mass", "kg")
    controls = [product, mass, *durability]
    for line in cards.materials:
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
        "cards": cards,
        "stages": stages,
        "simulation": simulation,
        "product_control": product,
        "mass_control": mass,
        "upcycled_control": fields.check("upcycled"),
        "durability_controls": durability,
        "controls": controls,
        "asks": [words.FIELDS[name] for name in form.advanced_values] if form.asks else [],
    }
    if outcome is not None:
        context["results"] = textile_results(outcome)
    return context


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
    products = method.dataset.products
    return [
        Option(identifier, name)
        for identifier, name in zip(products, labels(products.values()), strict=True)
    ]


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
