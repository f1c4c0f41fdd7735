"""Objects and light vehicles: their sectors, and the response of their simulators (api.md 6.1)."""

from typing import Any

from scoring.answers import breakdown
from scoring.answers.levels import Writer
from scoring.answers.sector import Computed, Sector
from scoring.engine import scopes
from scoring.engine.numbers import plain
from scoring.engine.objects.cautions import cautions_of
from scoring.engine.objects.description import describe
from scoring.engine.objects.explain import explain
from scoring.engine.objects.fields import QUERY
from scoring.engine.objects.product import (
    ElementFigures,
    ItemFigures,
    Product,
    Results,
    StepFigures,
    compute_results,
    simulate,
)
from scoring.engine.objects.query import Query, echo, parse

ComponentsProduct = Computed[Query, Product, Results]


def _sector(scope: str, pages: str, setting: str) -> Sector[Query, Product, Results]:
    return Sector(
        name=scope,
        scope=scope,
        pages=pages,
        setting=setting,
        simulator=f"{scope}/simulator",
        fragment=f"{scope}/simulator",
        request=QUERY,
        parse=lambda method, body: parse(method.dataset, scope, body),
        simulate=lambda method, query: simulate(method.dataset.roles, query),
        flows=Product.counted_flows,
        bonus=lambda product: 0.0,
        weigh=compute_results,
        total=lambda product, table: compute_results(product, table).impacts,
        mass=lambda product, results: results.mass_kg,
        repeat=echo,
        reopen=echo,
        describe=lambda product: describe(product.query),
        families=lambda product, results, table: {
            breakdown.MATERIALS: results.material,
            breakdown.TRANSFORM: results.transformation,
        },
        undivided=lambda results: results.impacts,
        complements=lambda product: {},
        explain=lambda method, query, table, impact: explain(method.dataset, query, table, impact),
        cautions=lambda product, impacts: cautions_of(product.query, product.results),
    )


OBJECT = _sector(scopes.OBJECT, "objet", "ENABLE_OBJECTS_SECTION")
VELI = _sector(scopes.VELI, "veli", "ENABLE_VELI_SECTION")


def answer(product: ComponentsProduct, origin: str) -> dict[str, Any]:
    """The figures of a product; ``origin`` is the site's address."""
    query = echo(product.query)
    results = components_results(product.results, product.served.writer())
    return {
        "webUrl": product.link(origin, query),
        **results,
        "description": product.description,
        "query": query,
        "meta": product.meta(results["impacts"]),
    }


def components_results(results: Results, write: Writer) -> dict[str, Any]:
    """The whole breakdown of a product."""
    return {
        "impacts": write(results.impacts),
        "mass": results.mass_kg,
        "stages": {
            "material": write(results.material),
            "transformation": write(results.transformation),
        },
        "items": [_item(item, write) for item in results.items],
    }


def _item(figures: ItemFigures, write: Writer) -> dict[str, Any]:
    item = figures.item
    return {
        "id": item.component.id if item.component else None,
        "name": item.name,
        "quantity": plain(float(item.quantity)),
        "mass": figures.mass_kg,
        "impacts": write(figures.impacts),
        "elements": [_element(element, write) for element in figures.elements],
    }


def _element(figures: ElementFigures, write: Writer) -> dict[str, Any]:
    return {
        "amount": plain(figures.element.amount),
        "mass": figures.mass_kg,
        "impacts": write(figures.impacts),
        "material": _step(figures.material, write),
        "transforms": [_step(transform, write) for transform in figures.transforms],
    }


def _step(figures: StepFigures, write: Writer) -> dict[str, Any]:
    return {
        "id": figures.process.id,
        "name": figures.process.name,
        "mass": figures.mass_kg,
        "impacts": write(figures.impacts),
    }
