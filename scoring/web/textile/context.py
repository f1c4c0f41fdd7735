"""The context of the textile templates: a form, and its simulation if it has no error."""

from collections.abc import Mapping
from typing import Any

from scoring.answers.textile.sector import TEXTILE
from scoring.engine.method import Method
from scoring.web.controls import options_of
from scoring.web.textile.fields import Fields, material_options
from scoring.web.textile.form import EXPLORATORY, Form
from scoring.web.textile.scale import scale_of
from scoring.web.textile.stages import Cards, is_told
from scoring.web.weighing import ShownProduct
from scoring.web.words import textile as words

# First in the form, with the category, the mass and the materials (web.md 3.3).
MANDATORY_COUNTRIES = ("countryFabric", "countryDyeing", "countryMaking")


def draw(
    method: Method,
    form: Form,
    errors: Mapping[str, str],
    product: ShownProduct | None,
    warnings: Mapping[str, str],
) -> dict[str, Any]:
    """The controls of a form, and the figures of its garment."""
    simulation = None if product is None else product.computed.simulation
    fields = Fields(method, form, errors, simulation, warnings)
    cards = Cards(method, form, fields, product)
    stages = cards.stages()
    durability = fields.named("price", "numberOfReferences", "business")
    if form.mode == EXPLORATORY:
        durability.append(fields.number("physicalDurability"))
    products = options_of(method.dataset.products.values())
    category = fields.of_form("product", "picker", options=products, dialog="products")
    mass = fields.number("mass")
    countries = fields.named(*MANDATORY_COUNTRIES)
    air = fields.air_ratio()
    controls = [category, mass, *countries, *durability, air]
    for line in cards.materials:
        controls += [line.picker, line.share, line.origin]
        if form.mode == EXPLORATORY:
            controls.append(line.spinning)
    trims = [line.control for line in cards.trims if line.control]
    controls += trims
    for stage in stages:
        controls += [*stage.controls, *stage.more_controls]
    return {
        "durable": True,
        "mode": form.mode,
        "cards": cards,
        "stages": stages,
        "simulation": simulation,
        "scale": scale_of(product),
        "product_control": category,
        "mass_control": mass,
        "upcycled_control": fields.of_form("upcycled", "check"),
        "country_controls": countries,
        "durability_controls": durability,
        "air_control": air,
        "held": cards.held,
        # Errors, cautions and pending confirmations open the folded part they are in.
        "opened": {
            "durability": is_told(durability),
            "trims": form.opens == "trims" or is_told(trims),
            "transports": is_told([air]),
        },
        "controls": controls,
        "asks": [words.FIELDS[name] for name in form.advanced_values] if form.asks else [],
    }


def pickers(method: Method) -> dict[str, Any]:
    """The options of the dialogs."""
    dataset = method.dataset
    materials = material_options(method)
    origins = list(words.ORIGINS.values())
    return {
        "product_options": options_of(dataset.products.values()),
        "material_options": sorted(materials, key=lambda option: origins.index(option.group)),
        "trim_options": options_of(
            one for one in dataset.components_of(TEXTILE.name) if one.elements
        ),
    }
