"""Every kind of number field, and what the same four texts mean in each."""

from collections.abc import Callable
from typing import Any, NamedTuple

TEXTS = ("0,25", "0.25", "1 250", "15 %")


class Field(NamedTuple):
    """A field, where its value is in the request, and what each text gives: None if rejected."""

    page: str
    control: str
    value_in: Callable[[Any], Any]
    given: tuple[float | None, ...]


def _element(query: Any) -> Any:
    return query["components"][0]["custom"]["elements"][0]


FIELDS = (
    Field("/textile/", "mass", lambda query: query["mass"], (0.25, 0.25, 1250, None)),
    Field(
        "/textile/",
        "material-0-share",
        lambda query: query["materials"][0]["share"],
        (0.0025, 0.0025, None, 0.15),
    ),
    # A new garment costs from 1 to 1000 €.
    Field("/textile/", "price", lambda query: query["price"], (None, None, None, None)),
    Field(
        "/textile/",
        "numberOfReferences",
        lambda query: query["numberOfReferences"],
        (None, None, 1250, None),
    ),
    Field(
        "/alimentaire/",
        "ingredient-0-mass",
        lambda query: query["ingredients"][0]["mass"],
        (0.25, 0.25, 1250, None),
    ),
    Field(
        "/objet/",
        "component-0-quantity",
        lambda query: query["components"][0]["quantity"],
        (None, None, 1250, None),
    ),
    Field(
        "/objet/",
        "component-0-element-0-amount",
        lambda query: _element(query)["amount"],
        (0.25, 0.25, 1250, None),
    ),
)


def on(address: str) -> list[Field]:
    """The fields of a page."""
    return [field for field in FIELDS if field.page == address]
