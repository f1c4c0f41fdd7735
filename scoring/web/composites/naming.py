"""The default names of a set and of a garment in parts."""

from typing import Any

from django.utils.translation import gettext as _

from scoring.answers.sector import Computed
from scoring.engine.textile.composites.parts import mass_of
from scoring.engine.textile.query import Query
from scoring.web import figures
from scoring.web.automatic_names import automatic_name
from scoring.web.labels import label


def name_of_set(computed: Computed[Any, Any, Any]) -> str:
    """Name a set by its items."""
    items = [
        f"{item.number} × {_piece(item.query)}" if item.number != 1 else _piece(item.query)
        for item in computed.query.items
    ]
    return automatic_name([_("Lot")], items, _price(computed.query.price))


def name_of_garment(computed: Computed[Any, Any, Any]) -> str:
    """Name a garment by its parts, the main one first."""
    query = computed.query
    parts = [query.main_part, *(part for part in query.parts if part is not query.main_part)]
    whole = figures.with_unit(figures.significant(mass_of(query)), "kg")
    settings = _price(query.main_part.price)
    if query.simplification is not None:
        settings.append(_("forme simplifiée {form}").format(form=query.simplification))
    return automatic_name(
        [label(query.main_part.product), whole], [_piece(part) for part in parts], settings
    )


def _piece(query: Query) -> str:
    materials = " + ".join(label(item.material) for item in query.materials)
    mass = figures.with_unit(figures.significant(query.mass), "kg")
    return f"{label(query.product)} {mass} {materials}"


def _price(price: float | None) -> list[str]:
    return [] if price is None else [figures.with_unit(figures.significant(price), "€")]
