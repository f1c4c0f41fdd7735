"""The figures of one item of a batch, with the field names of its sector's simulator (api.md 6.2).

They are the doubles that the simulator gives. The stages of a garment are before durability: with
its trims and transports, those that count add up to its total without durability.
"""

from collections.abc import Callable, Mapping
from typing import Any

from scoring.answers.cautions import warning
from scoring.answers.components import OBJECT, VELI, ComponentsProduct
from scoring.answers.food import FOOD, FoodRecipe, effects_of, total_of, unless_void
from scoring.answers.parts import complements
from scoring.answers.sector import Computed
from scoring.answers.textile.sector import TEXTILE
from scoring.answers.textile.stages import garment_figures


def item_of(computed: Computed[Any, Any, Any], *, stages: bool, echo: bool) -> dict[str, Any]:
    """Return the response for a computed item.

    >>> from pathlib import Path
    >>> from scoring.engine.method import load_method
    >>> method = load_method(Path("scoring/data/v7.0.0"))
    >>> from scoring.answers.levels import served_to
    >>> from scoring.answers.sector import compute
    >>> garment = {"mass": 0.17, "product": "tshirt", "materials": [{"id": "ei-coton", "share": 1}]}
    >>> computed = compute(TEXTILE, method, garment, served_to(method, None))
    >>> sorted(item_of(computed, stages=False, echo=False))
    ['durability', 'impacts', 'methodVersion', 'warnings']
    """
    figures: dict[str, Any] = _FIGURES[computed.sector.name](computed, stages)
    figures["warnings"] = [warning(caution) for caution in computed.cautions(figures["impacts"])]
    figures["methodVersion"] = computed.method.version
    if echo:
        figures["query"] = computed.sector.repeat(computed.query)
    return figures


def _recipe(recipe: FoodRecipe, stages: bool) -> dict[str, Any]:
    write = recipe.served.writer()
    results = recipe.results
    figures: dict[str, Any] = {"impacts": total_of(results, write)}
    if stages:
        figures["stages"] = {
            "ingredients": write(results.ingredients),
            "transform": write(results.transform),
            "packaging": write(results.packaging),
            "transports": write(results.transport),
            "distribution": unless_void(write(results.retail), results.void),
            "preparation": write(results.preparation),
        }
        figures["complementsImpacts"] = complements(**effects_of(recipe.simulation.services))
    return figures


def _product(product: ComponentsProduct, stages: bool) -> dict[str, Any]:
    write = product.served.writer()
    results = product.results
    figures: dict[str, Any] = {"impacts": write(results.impacts)}
    if stages:
        figures["stages"] = {
            "material": write(results.material),
            "transformation": write(results.transformation),
        }
    return figures


_FIGURES: Mapping[str, Callable[[Any, bool], dict[str, Any]]] = {
    TEXTILE.name: garment_figures,
    FOOD.name: _recipe,
    OBJECT.name: _product,
    VELI.name: _product,
}
