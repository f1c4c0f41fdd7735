"""Distribution of a set's price over its garments (catalogue.md 6)."""

from dataclasses import replace

from scoring.engine.textile.composites.fields import LEAST_PRICE, MOST_PRICE
from scoring.engine.textile.composites.query import SetQuery
from scoring.engine.textile.query import Query


def priced(query: SetQuery) -> tuple[Query, ...]:
    """The request of one unit of each item, with its share of the price and the references."""
    prices = shared_prices(query)
    return tuple(
        [
            replace(item.query, price=price, number_of_references=query.number_of_references)
            for item, price in zip(query.items, prices, strict=True)
        ]
    )


def shared_prices(query: SetQuery) -> tuple[float | None, ...]:
    """The price in euros of one unit of each item; None if the set has no price.

    Each is clamped to the range from 1 to 1000.
    """
    if query.price is None:
        return (None,) * len(query.items)
    return tuple([clamped(part) for part in parts_of_the_price(query, query.price)])


def parts_of_the_price(query: SetQuery, price: float) -> list[float]:
    """Each unit's part of a price, in proportion to the default price of its category."""
    usual = usual_price(query)
    return [price * item.query.product.price / usual for item in query.items]


def usual_price(query: SetQuery) -> float:
    """The sum of the default prices of all the units of a set."""
    total = 0.0
    for item in query.items:
        total += item.number * item.query.product.price
    return total


def clamped(price: float) -> float:
    """Clamp a price to the accepted range.

    >>> clamped(0.25), clamped(30.0), clamped(5000.0)
    (1.0, 30.0, 1000.0)
    """
    return max(LEAST_PRICE, min(MOST_PRICE, price))
