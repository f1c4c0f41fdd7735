"""Where each effective value comes from: request, category or method (textile.md 4).

Computed from a resolved ``Garment``, for traces, pages and other explanations of a figure.
"""

from typing import NamedTuple

from scoring.engine.records import Country
from scoring.engine.textile.query import Query
from scoring.engine.textile.resolve import (
    FABRIC_COMPLEXITY,
    FABRIC_WASTE,
    Fibre,
    Garment,
)
from scoring.engine.textile.trims import Trim
from scoring.engine.trace.lines import Origin, Quantity, Sourced


class _Field(NamedTuple):
    """A request field that has a default.

    ``attribute`` is its name in the query and in the garment. ``path`` is the location of the
    default in the category's record; a default of the method has a ``section`` instead.
    """

    name: str
    attribute: str
    path: str = ""
    section: str = ""
    unit: str = ""


_FIELDS = (
    _Field("countrySpinning", "country_spinning", section="2.1"),
    _Field("countryFabric", "country_fabric", section="2.1"),
    _Field("countryDyeing", "country_dyeing", section="2.1"),
    _Field("countryMaking", "country_making", section="2.1"),
    _Field("business", "business", path="economics.business"),
    _Field("numberOfReferences", "number_of_references", path="economics.numberOfReferences"),
    _Field("price", "price", path="economics.price", unit="€"),
    _Field("physicalDurability", "physical_durability", section="6.2"),
    _Field("yarnSize", "yarn_size", path="yarnSize", unit="Nm"),
    _Field("fabricProcess", "fabric_process", path="fabric"),
    _Field("surfaceMass", "surface_mass", path="surfaceMass", unit="g/m²"),
    _Field("dyeingProcessType", "dyeing_process_type", section="2.1"),
    _Field("fading", "fading", section="2.1"),
    _Field("makingDeadStock", "making_dead_stock", section="5.2"),
)


def values_in_force(garment: Garment) -> dict[str, Sourced]:
    """Every effective value by its request field, such as ``materials.0.country``.

    The share sent by plane is excluded: it depends on the durability (textile.md 8.4).
    """
    query = garment.query
    found = {
        "mass": _asked("mass", garment.mass, "kg"),
        "product": _asked("product", query.product.id),
    }
    for position, fibre in enumerate(garment.fibres):
        found |= _of_fibre(query, position, fibre)
    for field in _FIELDS:
        value = getattr(garment, field.attribute)
        if isinstance(value, Country):
            value = value.code
        if getattr(query, field.attribute) is not None:
            found[field.name] = _asked(field.name, value, field.unit)
        elif field.path:
            found[field.name] = _of_category(query, field.path, value, field.unit)
        else:
            found[field.name] = _of_method(field.name, value, field.section)
    found["makingComplexity"] = _complexity(garment)
    found["makingWaste"] = _waste(garment)
    if garment.printing is not None:
        found["printing.kind"] = _asked("printing.kind", garment.printing.kind)
        ratio = garment.printing.ratio
        found["printing.ratio"] = (
            _of_method("printing.ratio", ratio, "2.1")
            if garment.printing.ratio_asked is None
            else _asked("printing.ratio", ratio)
        )
    if garment.listed:
        found["disabledSteps"] = _asked("disabledSteps", garment.listed)
    if query.upcycled:
        found["upcycled"] = _asked("upcycled", True)
    for position, trim in enumerate(garment.trims):
        found |= _of_trim(query, position, trim)
    return found


def _of_fibre(query: Query, position: int, fibre: Fibre) -> dict[str, Sourced]:
    item = query.materials[position]
    path = f"materials.{position}"
    material = fibre.material
    return {
        f"{path}.id": _asked(f"{path}.id", material.id),
        f"{path}.share": _asked(f"{path}.share", fibre.share),
        f"{path}.country": Sourced(
            value=fibre.country.code,
            origin=Origin.DEFAULT,
            key=f"materials.{material.id}.defaultCountry",
        )
        if item.country is None
        else _asked(f"{path}.country", fibre.country.code),
        f"{path}.spinning": _of_method(f"{path}.spinning", fibre.spinning, "7.2")
        if item.spinning is None
        else _asked(f"{path}.spinning", fibre.spinning),
    }


def _of_trim(query: Query, position: int, trim: Trim) -> dict[str, Sourced]:
    path = f"trims.{position}"
    if query.trims is None:
        return {
            f"{path}.{name}": _of_category(query, f"{path}.{name}", value)
            for name, value in (("id", trim.component.id), ("quantity", trim.quantity))
        }
    return {
        f"{path}.id": _asked(f"{path}.id", trim.component.id),
        f"{path}.quantity": _asked(f"{path}.quantity", trim.quantity),
    }


def _complexity(garment: Garment) -> Sourced:
    query, value = garment.query, garment.making_complexity
    name = "makingComplexity"
    if query.making_complexity is not None:
        return _asked(name, value)
    if query.upcycled:
        return _of_method(name, value, "4")
    if query.fabric_process in FABRIC_COMPLEXITY:
        return _of_method(name, value, "7.5")
    return _of_category(query, "making.complexity", value)


def _waste(garment: Garment) -> Sourced:
    query, value = garment.query, garment.making_waste
    if query.making_waste is not None:
        return _asked("makingWaste", value)
    if query.fabric_process in FABRIC_WASTE:
        return _of_method("makingWaste", value, "5.1")
    return _of_category(query, "making.pcrWaste", value)


def _asked(field: str, value: Quantity, unit: str = "") -> Sourced:
    return Sourced(value=value, origin=Origin.REQUEST, key=field, unit=unit)


def _of_category(query: Query, path: str, value: Quantity, unit: str = "") -> Sourced:
    key = f"products.{query.product.id}.{path}"
    return Sourced(value=value, origin=Origin.DEFAULT, key=key, unit=unit)


def _of_method(field: str, value: Quantity, section: str) -> Sourced:
    return Sourced(value=value, origin=Origin.DEFAULT, key=f"method.{field}", section=section)
