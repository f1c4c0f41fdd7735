"""The normalised request: what responses echo and what shared links contain (api.md 4.4).

Keys are in alphabetical order at every level, so that equal requests have equal URLs.
"""

from typing import Any

from scoring.engine.items import echo_item
from scoring.engine.numbers import plain
from scoring.engine.textile.query import MaterialShare, Query
from scoring.engine.vocabulary import textile as vocabulary


def echo(query: Query) -> dict[str, Any]:
    """Echo the request, without the fields it omits and without unknown countries."""
    printing = query.printing
    fields: dict[str, Any] = {
        "airTransportRatio": _number(query.air_transport_ratio),
        "business": query.business,
        "countryDyeing": query.country_dyeing and query.country_dyeing.code,
        "countryFabric": query.country_fabric and query.country_fabric.code,
        "countryMaking": query.country_making and query.country_making.code,
        "countrySpinning": query.country_spinning and query.country_spinning.code,
        "disabledSteps": list(query.steps_left_out) or None,
        "dyeingProcessType": query.dyeing_process_type,
        "fabricProcess": query.fabric_process,
        "fading": query.fading,
        "makingComplexity": complexity_code(query.complexity_asked),
        "makingDeadStock": _number(query.making_dead_stock),
        "makingWaste": _number(query.making_waste),
        "mass": plain(query.mass),
        "materials": [_material(item) for item in query.materials],
        "numberOfReferences": query.number_of_references,
        "physicalDurability": _number(query.physical_durability),
        "price": _number(query.price),
        "printing": printing and {"kind": printing.kind, "ratio": plain(printing.ratio)},
        "product": query.product.id,
        "surfaceMass": query.surface_mass,
        "trims": None if query.trims is None else [echo_item(item) for item in query.trims],
        "upcycled": query.upcycled,
        "yarnSize": _number(query.yarn_size),
    }
    return {name: value for name, value in fields.items() if value is not None}


def complexity_code(complexity: str | None) -> str | None:
    """The reference writes ``not-applicable`` differently from how it reads it; so do we."""
    return "non-applicable" if complexity == "not-applicable" else complexity


def _material(item: MaterialShare) -> dict[str, Any]:
    line: dict[str, Any] = {}
    if item.country is not None and item.country.code != vocabulary.UNKNOWN_COUNTRY:
        line["country"] = item.country.code
    line["id"] = item.material.id
    line["share"] = plain(item.share)
    if item.spinning is not None:
        line["spinning"] = item.spinning
    return line


def _number(value: float | None) -> int | float | None:
    return None if value is None else plain(value)
