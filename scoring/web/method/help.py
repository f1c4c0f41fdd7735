"""Where the "?" of each field of a simulator leads: one table from fields to sections.

A target is a section of the method page of the field's sector, named by its anchor, or a table of
the explorer, where that says more. Fields of rows are named without their position, and those of
the items of a set without their item: ``item-0-material-1-share`` is ``material-share``.
"""

import re
from collections.abc import Mapping

from scoring.engine import scopes

_POSITION = re.compile(r"^(?:item-\d+-)|-\d+(?=-|$)")
# A table of the explorer rather than a section.
_TABLE = "explorer:"

_TEXTILE: Mapping[str, str] = {
    "product": f"{_TABLE}categories/",
    "mass": "score",
    "upcycled": "upcycled",
    "price": "durability",
    "numberOfReferences": "durability",
    "business": "durability",
    "physicalDurability": "durability",
    "material-id": "material",
    "material-share": "material",
    "material-country": "material",
    "material-spinning": "spinning",
    "countrySpinning": "spinning",
    "yarnSize": "spinning",
    "countryFabric": "fabric",
    "fabricProcess": "fabric",
    "surfaceMass": "fabric",
    "countryDyeing": "ennobling",
    "dyeingProcessType": "ennobling",
    "printing-kind": "ennobling",
    "printing-ratio": "ennobling",
    "countryMaking": "making",
    "makingComplexity": "making",
    "makingWaste": "making",
    "makingDeadStock": "making",
    "fading": "making",
    "airTransportRatio": "transport",
    "trim-quantity": "trims",
    "numberOfItem": "composites",
    "simplification": "composites",
}
# Columns of a catalogue by the first part of their key, where that is no field's name.
_COLUMNS: Mapping[str, str] = {
    "materials": "material",
    "trims": "trim-quantity",
    "quantity": "trim-quantity",
    "set": "numberOfItem",
    "part of": "numberOfItem",
    "mainComponent": "numberOfItem",
}
_FOOD: Mapping[str, str] = {
    "ingredient-id": "material",
    "ingredient-mass": "material",
    "ingredient-country": "material",
    "ingredient-plane": "material",
    "transform": "transform",
    "transform-mass": "transform",
    "packaging-id": "packaging",
    "packaging-mass": "packaging",
    "distribution": "distribution",
    "preparation": "use",
}
_OBJECTS: Mapping[str, str] = {
    "component-name": "total",
    "component-quantity": "total",
    "component-element-material": "material",
    "component-element-amount": "material",
    "component-element-more": "transformation",
}
# By the scope of a sector: the end of the address of its method page, and its fields.
_FIELDS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    scopes.TEXTILE: ("textile", _TEXTILE),
    scopes.FOOD: ("alimentaire", _FOOD),
    scopes.OBJECT: ("objets", _OBJECTS),
    scopes.VELI: ("objets", _OBJECTS),
}


def field_of(name: str) -> str:
    """A control's name without the positions of its row and of its item.

    >>> field_of("item-0-material-1-share"), field_of("preparation-1"), field_of("mass")
    ('material-share', 'preparation', 'mass')
    """
    return _POSITION.sub("", name)


def field_of_column(key: str) -> str:
    """The field of a column of a catalogue, by the key of its vocabulary.

    >>> field_of_column("materials.2.share"), field_of_column("quantity.longZip")
    ('material-share', 'trim-quantity')
    """
    first, *rest = key.split(".")
    if first in _COLUMNS and first != "materials":
        return _COLUMNS[first]
    parts = [part for part in rest if not part.isdigit()]
    return "-".join([_COLUMNS.get(first, first), *parts])


def method_address(scope: str, section: str, root: str) -> str:
    """The address of a section of a sector's method page; ``root`` is that of the version."""
    slug, _fields = _FIELDS[scope]
    return f"{root}pages/methode-{slug}/#{section}"


def help_address(scope: str, name: str, root: str, explorer: str) -> str:
    """Where the help of a control leads, "" for one that has none.

    ``explorer`` is the address of the sector's explorer.
    """
    _slug, fields = _FIELDS.get(scope, ("", {}))
    target = fields.get(field_of(name), "")
    if target.startswith(_TABLE):
        return f"{explorer}{target.removeprefix(_TABLE)}"
    return method_address(scope, target, root) if target else ""
