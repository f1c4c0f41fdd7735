"""How the price of a set is shared out between its garments (catalogue.md 6)."""

from dataclasses import replace

from scoring.engine.textile.composites.fields import LEAST_PRICE, MOST_PRICE
from scoring.engine.textile.composites.query import SetQuery
from scoring.engine.textile.query import Query


def priced(query: SetQuery) -> tuple[Query, ...]:
    """The request of each item, one unit of it, with its part of the price and the references."""
    prices = shared_prices(query)
    return tuple(
        [
            replace(item.query, price=price, number_of_references=query.number_of_references)
            for item, price in zip(query.items, prices, strict=True)
        ]
    )


def shared_prices(query: SetQuery) -> tuple[float | None, ...]:
    """The price in euros of one unit of each item; None where the set has no price.

    A part of the price below 1 counts as 1, one above 1000 as 1000.
    """
    if query.price is None:
        return (None,) * len(query.items)
    return tuple([clamped(part) for part in parts_of_the_price(query, query.price)])


def parts_of_the_price(query: SetQuery, price: float) -> list[float]:
    """What each unit has of a price, in proportion to the default price of its category."""
    usual = usual_price(query)
    return [price * item.query.product.price / usual for item in query.items]


def usual_price(query: SetQuery) -> float:
    """The sum of the default prices of all the units of a set."""
    total = 0.0
    for item in query.items:
        total += item.number * item.query.product.price
    return total


def clamped(price: float) -> float:
    """A price within what counts.

    >>> clamped(0.25), clamped(30.0), clamped(5000.0)
    (1.0, 30.0, 1000.0)
    """
    return max(LEAST_PRICE, min(MOST_PRICE, price))
