"""The lists of components, materials and transforms: sorted, with what one unit costs."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from foundation.searching import folded
from scoring.answers.sector import compute
from scoring.answers.sectors import SECTORS
from scoring.answers.unit_costs import points_of, transform_points
from scoring.engine.method import Method
from scoring.engine.records import Process
from scoring.instance import served_to
from scoring.web import figures
from scoring.web.controls import Option, options_of
from scoring.web.labels import label, unit_label
from scoring.web.words.data import PROCESS_CATEGORIES

MATERIAL_TYPE = "material_type:"


def component_options(method: Method, scope: str) -> list[Option]:
    """The components of the catalogue, with the mass and the points of a piece."""
    known = [one for one in method.dataset.components_of(scope) if one.elements]
    options = []
    for option in options_of(known):
        query = {"components": [{"id": option.value, "quantity": 1}]}
        piece = compute(SECTORS[scope], method, query, served_to(method, entitled=False))
        points = figures.quantity(piece.impacts["ecs"], "Pts")
        note = f"{figures.kilograms(piece.mass)}, {points}" if piece.mass else points
        options.append(Option(option.value, option.label, note=note))
    return _sorted(options)


def material_options(method: Method, materials: Iterable[Process]) -> list[Option]:
    """Materials by type, with the points of one unit."""
    options = [
        Option(
            value=one.id,
            label=label(one),
            group=_type_of(one),
            note=_per_unit(points_of(method, ((one.index, 1.0),)), one.unit),
        )
        for one in materials
    ]
    return _sorted(options)


def transform_options(
    method: Method, material: Process, transforms: Iterable[Process]
) -> list[Option]:
    """Transforms, with the points per unit of material entering them, energy included."""
    options = []
    for transform in transforms:
        name = str(label(transform))
        points = transform_points(method, material, transform)
        if points is not None:
            name += f" ({_per_unit(points, material.unit)})"
        options.append(Option(transform.id, name))
    return _sorted(options)


def _per_unit(points: float, unit: str) -> str:
    return figures.quantity(points, f"Pts/{unit_label(unit)}")


def _type_of(material: Process) -> str:
    types = [one for one in material.categories if one.startswith(MATERIAL_TYPE)]
    words = [PROCESS_CATEGORIES[one] for one in types if one in PROCESS_CATEGORIES]
    return str(words[0]) if words else ""


def _sorted(options: Iterable[Option]) -> list[Option]:
    """Options by group, then by name; those without a group at the end, under their own title."""
    found = list(options)
    if any(option.group for option in found):
        others = _("Autres")
        found = [replace(one, group=one.group or others) for one in found]
        return sorted(
            found, key=lambda one: (one.group == others, folded(one.group), folded(str(one.label)))
        )
    return sorted(found, key=lambda one: folded(str(one.label)))
