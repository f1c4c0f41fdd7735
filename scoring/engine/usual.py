"""The ranges of values seen in a version's own data, to detect likely typing errors (api.md 5.5).

A garment's mass typed in grams is a thousand times its kilograms, far outside everything published
for its category. Nothing here affects a result.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from scoring.engine.numbers import running_sum
from scoring.engine.records import Example, Product

# A value this many times above the largest or below the smallest known figure is suspicious.
FAR_MASS = 10
FAR_PRICE = 25
# Larger, because a recipe may be for one portion or for a canteen.
FAR_RECIPE = 100


class Range(NamedTuple):
    """The smallest and the largest known figure."""

    low: float
    high: float

    def is_far(self, value: float, times: float) -> bool:
        """Whether a value is more than ``times`` times above or below the range.

        >>> Range(0.1, 0.5).is_far(170, 10), Range(0.1, 0.5).is_far(1, 10)
        (True, False)
        """
        return value > self.high * times or value * times < self.low


class UsualGarment(NamedTuple):
    """Known ranges of a category: masses in kg (None without an example) and prices in euros."""

    mass: Range | None
    price: Range


def usual_garments(
    products: Mapping[str, Product], examples: Iterable[Example]
) -> dict[str, UsualGarment]:
    """The masses and prices in each category's examples; the prices include its default."""
    queries = [example.query for example in examples if example.scope == "textile"]
    found = {}
    for identifier, product in products.items():
        own = [query for query in queries if query.get("product") == identifier]
        prices = [product.price, *_numbers(query.get("price") for query in own)]
        found[identifier] = UsualGarment(
            _range(_numbers(query.get("mass") for query in own)),
            Range(min(prices), max(prices)),
        )
    return found


def usual_recipe(examples: Iterable[Example]) -> Range | None:
    """The raw masses of the recipe examples, in kg; None without an example."""
    masses = []
    for example in examples:
        items = example.query.get("ingredients") if example.scope == "food" else None
        if isinstance(items, list):
            masses.append(
                running_sum(_numbers(item.get("mass") for item in items if isinstance(item, dict)))
                / 1000
            )
    return _range([mass for mass in masses if mass > 0])


def _numbers(values: Iterable[object]) -> list[float]:
    return [float(value) for value in values if isinstance(value, int | float)]


def _range(values: list[float]) -> Range | None:
    return Range(min(values), max(values)) if values else None
