"""The assumptions of estimates: an optional file of a version (decisions.md 4)."""

import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from scoring.engine.assumptions import (
    COUNTRIES,
    FIBRE_ORIGIN,
    FIELDS,
    Assumption,
    Assumptions,
    Choices,
    Distribution,
    Held,
    Interval,
    Value,
)
from scoring.engine.manifest import Notice
from scoring.engine.numbers import running_sum
from scoring.engine.reading import DataRow, Faults, read_toml, tables
from scoring.engine.records import Country, Product
from scoring.engine.vocabulary.textile import BUSINESSES, UNKNOWN_COUNTRY

FILE = "estimate.toml"
_SCALES = ("linear", "ratio")
_WHOLE = frozenset({"numberOfReferences"})


def read_assumptions(
    directory: Path,
    countries: Mapping[str, Country],
    products: Mapping[str, Product],
    faults: Faults,
) -> Assumptions | None:
    """Read and check the assumptions; None for a version that has none."""
    if not (directory / FILE).exists():
        return None
    table = read_toml(directory, FILE, faults)
    textile = tuple(
        code
        for code, country in countries.items()
        if "textile" in country.scopes and code != UNKNOWN_COUNTRY
    )
    found: dict[str, Assumption] = {}
    for row, _cells in tables(FILE, table, "fields", faults):
        name = row.choice("name", FIELDS)
        if name in found:
            row.fault("name", f"« {name} » est en double")
        found[name] = _assumption(row, name, textile, products)
    lacking = [name for name in FIELDS if name not in found]
    if lacking:
        faults.add(FILE, f"hypothèses absentes : {', '.join(lacking)}")
    held = tuple(
        Held(
            fields=row.texts("fields"),
            note=_note(row),
        )
        for row, _cells in tables(FILE, table, "held", faults)
    )
    return Assumptions(fields={name: found[name] for name in FIELDS if name in found}, held=held)


def _assumption(
    row: DataRow, name: str, countries: Sequence[str], products: Mapping[str, Product]
) -> Assumption:
    distribution: Distribution | None = None
    by_category: dict[str, Distribution] = {}
    if name in (*COUNTRIES, FIBRE_ORIGIN):
        distribution = _choices(row, countries)
    elif row.has("values"):
        distribution = _choices(row, BUSINESSES if name == "business" else None)
    elif row.has("times_default"):
        ends = _ends(row, "times_default", row.cells["times_default"])
        for product in products.values():
            by_category[product.id] = _interval(row, name, [product.price * end for end in ends])
    elif row.has("by_category"):
        given = row.cells["by_category"]
        for category, ends in given.items() if isinstance(given, Mapping) else ():
            if category not in products:
                row.fault("by_category", f"« {category} » n'existe pas")
            by_category[category] = _interval(row, name, _ends(row, category, ends))
    else:
        distribution = _interval(row, name, _ends(row, "range", row.cells.get("range")))
    return Assumption(
        name=name, note=_note(row), distribution=distribution, by_category=by_category
    )


def _note(row: DataRow) -> Notice:
    return Notice(row.text("fr"), row.optional_text("en") or "")


def _choices(row: DataRow, accepted: Sequence[str] | None) -> Choices:
    """Values and weights; all the accepted ones, evenly, when the file names none."""
    values: Sequence[Value] = row.cells.get("values", accepted)
    if not isinstance(values, list | tuple) or not values:
        row.fault("values", "une liste de valeurs est attendue")
        values = ("",)
    for value in values:
        if accepted is not None and value not in accepted:
            row.fault("values", f"« {value} » n'est pas une valeur admise")
        elif accepted is None and not _is_share(value):
            row.fault("values", f"{value!r} n'est pas une part de 0 à 1")
    weights = row.cells.get("weights", [1] * len(values))
    sound = (
        isinstance(weights, list)
        and len(weights) == len(values)
        and all(_is_number(weight) and weight >= 0 for weight in weights)
        and 0 < running_sum(weights) < math.inf
    )
    if not sound:
        row.fault("weights", "un poids positif ou nul par valeur est attendu, un au moins positif")
        weights = [1] * len(values)
    total = running_sum(weights)
    return Choices(values=tuple(values), weights=tuple(weight / total for weight in weights))


def _ends(row: DataRow, column: str, value: Any) -> list[float]:
    if (
        isinstance(value, list)
        and len(value) == 2
        and all(_is_number(end) for end in value)
        and 0 < value[0] < value[1] < math.inf
    ):
        return [float(end) for end in value]
    row.fault(column, "deux nombres positifs, le plus petit d'abord, sont attendus")
    return [1.0, 2.0]


def _interval(row: DataRow, name: str, ends: Iterable[float]) -> Interval:
    least, most = ends
    scale = row.choice("scale", _SCALES)
    return Interval(least=least, most=most, ratio=scale == "ratio", whole=name in _WHOLE)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_share(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
