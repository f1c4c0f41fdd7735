"""Reading upstream's JSON files: each record checked, each reference followed.

Every fault is noted with the file, the record and the field it is in, and reading goes on, so
that one run shows them all.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scoring.engine import records
from scoring.engine.errors import InvalidData
from scoring.engine.impacts import SCORES, TRIGRAMS
from scoring.engine.reading import DataRow, Faults, unreadable
from scoring.engine.roles import ROLE_UNITS
from scoring.engine.scopes import OBJECT, SCOPES, TEXTILE, VELI
from scoring.engine.textile.vocabulary import BUSINESSES, COMPLEXITIES, FABRICS
from scoring.installation.profile import Profile

Record = Mapping[str, Any]
_NOT_REFERRED_TO = {"textile-examples.json", "food-examples.json"}
SCOPED_COMPONENTS = (TEXTILE, OBJECT, VELI)


class Upstream:
    """The JSON files of a directory, and the faults found in them."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.faults = Faults()
        # Names of the files that gave nothing.
        self.unreadable: set[str] = set()

    def load(self, name: str, kind: type, optional: bool = False) -> Any:
        """Read a JSON file; an unreadable one is a fault and an empty value."""
        path = self.directory / name
        if optional and not path.exists():
            return kind()
        try:
            value = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError) as error:
            self.unreadable.add(name)
            self.faults.add(name, unreadable(error))
            return kind()
        if not isinstance(value, kind):
            self.unreadable.add(name)
            self.faults.add(name, "une liste est attendue" if kind is list else "objet attendu")
            return kind()
        return value

    def rows(self, name: str, key: str = "id", optional: bool = False) -> list[DataRow]:
        """Read a list of records that ``key`` tells apart."""
        rows = []
        seen = set()
        for position, cells in enumerate(self.load(name, list, optional)):
            identifier = cells.get(key) if isinstance(cells, dict) else None
            if not isinstance(identifier, str) or not identifier:
                self.faults.add(f"{name}, enregistrement {position}", f"le champ {key} manque")
            elif identifier in seen:
                self.faults.add(f"{name}, {identifier}", "cet identifiant est en double")
            else:
                seen.add(identifier)
                rows.append(DataRow(name, identifier, cells, self.faults))
        return rows

    def part(self, row: DataRow, field: str) -> DataRow:
        """A nested object of a record."""
        cells = row.cells.get(field)
        if not isinstance(cells, dict):
            row.fault(field, "un objet est attendu")
            cells = {}
        return DataRow(row.file, f"{row.key}, {field}", cells, self.faults)

    def parts(self, row: DataRow, field: str) -> list[DataRow]:
        """A nested list of objects of a record."""
        cells = row.cells.get(field, [])
        if not isinstance(cells, list) or not all(isinstance(item, dict) for item in cells):
            row.fault(field, "une liste d'objets est attendue")
            return []
        return [
            DataRow(row.file, f"{row.key}, {field}[{position}]", item, self.faults)
            for position, item in enumerate(cells)
        ]


def alias(row: DataRow, *names: str) -> str:
    """The first of several names of a field that the record has: names change over versions."""
    return next((name for name in names if row.has(name)), names[0])


def check(upstream: Upstream, profile: Profile) -> dict[str, list[DataRow]]:
    """Check the whole source against itself and the profile, and give its lists of records."""
    found = {
        "processes": upstream.rows("processes.json"),
        "countries": upstream.rows("countries.json", "code"),
        "materials": upstream.rows("materials.json"),
        "products": upstream.rows("products.json"),
        "ingredients": upstream.rows("ingredients.json"),
        "examples_textile": upstream.rows("textile-examples.json"),
        "examples_food": upstream.rows("food-examples.json"),
    }
    for scope in SCOPED_COMPONENTS:
        found[f"components_{scope}"] = upstream.rows(
            f"{scope}-components.json", optional=scope == VELI
        )
    upstream.load("transports.json", dict)
    if upstream.unreadable - _NOT_REFERRED_TO:
        # That nothing of it exists says nothing more.
        raise InvalidData(str(upstream.directory), dict.fromkeys(upstream.faults.lines))
    by_id = {name: {row.key: row for row in rows} for name, rows in found.items()}
    processes = by_id["processes"]
    countries = by_id["countries"]
    _check_processes(upstream, found["processes"])
    _check_roles(upstream.faults, profile, processes)
    for row in found["countries"]:
        row.text("name")
        row.choice("zone", records.ZONES)
        row.texts("scopes", SCOPES)
        row.choice("aquaticPollutionScenario", records.AQUATIC_POLLUTION_RATIOS)
        _uses(row, alias(row, "electricityProcessUuid", "electricityProcessId"), processes, "kWh")
        _uses(row, alias(row, "heatProcessUuid", "heatProcessId"), processes, "MJ")
    _check_distances(upstream, countries)
    for row in found["materials"]:
        _check_material(upstream, row, processes, countries, by_id["materials"])
    for scope in SCOPED_COMPONENTS:
        for row in found[f"components_{scope}"]:
            _check_component(upstream, row, processes)
    for row in found["products"]:
        _check_product(upstream, row, processes, by_id["components_textile"])
    for row in found["ingredients"]:
        _check_ingredient(upstream, row, processes)
    for row in found["examples_textile"]:
        query = _check_example(upstream, row)
        query.reference("product", by_id["products"])
        for line in upstream.parts(query, "materials"):
            line.reference("id", by_id["materials"])
    for row in found["examples_food"]:
        query = _check_example(upstream, row)
        for line in upstream.parts(query, "ingredients"):
            line.reference("id", by_id["ingredients"])
    return found


def _uses(row: DataRow, field: str, processes: Mapping[str, DataRow], unit: str) -> None:
    process = row.reference(field, processes)
    if process is not None and process.cells.get("unit") != unit:
        row.fault(field, f"le procédé {process.key} n'est pas compté en {unit}")


def _check_processes(upstream: Upstream, rows: list[DataRow]) -> None:
    for row in rows:
        for field in ("displayName", "source", "sourceId"):
            row.text(field)
        row.choice("unit", records.UNITS)
        row.texts("scopes", SCOPES)
        row.texts("categories")
        for field in ("elecMJ", "heatMJ", "density"):
            row.number(field, 0)
        if row.number("waste", 0) >= 1:
            row.fault("waste", "un taux de perte doit être inférieur à 1")
        impacts = upstream.part(row, "impacts")
        for trigram in TRIGRAMS:
            if trigram in SCORES or trigram in impacts.cells:
                impacts.number(trigram)


def _check_roles(faults: Faults, profile: Profile, processes: Mapping[str, DataRow]) -> None:
    row = DataRow("profil", "roles", profile.roles, faults)
    for role, unit in ROLE_UNITS.items():
        _uses(row, role, processes, unit)


def _check_distances(upstream: Upstream, countries: Mapping[str, DataRow]) -> None:
    table = {
        first: destinations if isinstance(destinations, dict) else {}
        for first, destinations in upstream.load("transports.json", dict).items()
    }
    for first, destinations in table.items():
        for second, cells in destinations.items():
            row = DataRow("transports.json", f"{first} vers {second}", cells, upstream.faults)
            for code in {first, second} - countries.keys():
                row.fault("pays", f"« {code} » n'existe pas")
            for mode in ("road", "sea", "air"):
                row.optional_number(mode, 0)
            back = table.get(second, {}).get(first)
            if back is not None and back != cells:
                row.fault("distance", "l'aller et le retour diffèrent")
    for first in sorted(countries):
        for second in sorted(countries):
            known = second in table.get(first, {}) or first in table.get(second, {})
            if first <= second and not known:
                upstream.faults.add(
                    "transports.json", f"la distance entre {first} et {second} manque"
                )


def _check_material(
    upstream: Upstream,
    row: DataRow,
    processes: Mapping[str, DataRow],
    countries: Mapping[str, DataRow],
    materials: Mapping[str, DataRow],
) -> None:
    for field in ("name", "shortName", "geographicOrigin"):
        row.text(field)
    row.boolean("primary")
    row.choice("origin", records.FIBRE_ORIGINS)
    _uses(row, alias(row, "processId", "materialProcessUuid"), processes, "kg")
    country = row.reference("defaultCountry", countries)
    if country is not None and "textile" not in country.cells.get("scopes", ()):
        row.fault("defaultCountry", f"{country.key} n'est pas un pays du textile")
    if row.has("recycledFrom"):
        row.reference("recycledFrom", materials)
    if row.has("cff"):
        cff = upstream.part(row, "cff")
        cff.number("manufacturerAllocation", 0)
        cff.number("recycledQualityRatio", 0)


def _check_component(upstream: Upstream, row: DataRow, processes: Mapping[str, DataRow]) -> None:
    row.text("name")
    if not row.texts("scopes", SCOPES):
        row.fault("scopes", "un composant doit avoir un domaine")
    for element in upstream.parts(row, "elements"):
        element.number("amount", 0)
        material = element.reference("material", processes)
        for identifier in element.texts("transforms"):
            transform = processes.get(identifier)
            if transform is None:
                element.fault("transforms", f"« {identifier} » n'existe pas")
            elif material and transform.cells.get("unit") != material.cells.get("unit"):
                element.fault("transforms", f"{identifier} n'a pas l'unité de la matière")


def _check_product(
    upstream: Upstream, row: DataRow, processes: Mapping[str, DataRow], trims: Mapping[str, DataRow]
) -> None:
    row.text("name")
    row.choice("fabric", FABRICS)
    row.positive("yarnSize")
    row.positive("surfaceMass")
    making = upstream.part(row, "making")
    making.choice("complexity", COMPLEXITIES)
    making.number("pcrWaste", 0, 0.99)
    economics = upstream.part(row, "economics")
    economics.choice("business", BUSINESSES)
    economics.integer("numberOfReferences", 1)
    economics.positive("price")
    economics.positive("repairCost")
    use = upstream.part(row, "use")
    for field in (
        "daysOfWear",
        "wearsPerCycle",
        "defaultNbCycles",
        "ratioDryer",
        "ratioIroning",
        "timeIroning",
        "ironingElecInMJ",
    ):
        use.number(field, 0)
    _uses(use, alias(use, "nonIroningProcessUuid", "nonIroningProcessId"), processes, "kg")
    upstream.part(row, "endOfLife").number("volume", 0)
    upstream.part(row, "dyeing").text("defaultMedium")
    for line in upstream.parts(row, "trims"):
        line.reference("id", trims)
        line.integer("quantity", 1)


def _check_ingredient(upstream: Upstream, row: DataRow, processes: Mapping[str, DataRow]) -> None:
    row.text("name")
    row.texts("categories")
    row.reference("processId", processes)
    row.choice("defaultOrigin", records.DEFAULT_ORIGINS)
    row.choice("transportCooling", records.TRANSPORT_COOLINGS)
    row.number("inediblePart", 0, 1)
    row.positive("rawToCookedRatio")
    row.number("density", 0)
    row.number("landOccupation", 0)
    row.boolean("visible")
    if row.has("ecosystemicServices"):
        services = upstream.part(row, "ecosystemicServices")
        for field in services.cells:
            services.number(field)


def _check_example(upstream: Upstream, row: DataRow) -> DataRow:
    row.text("name")
    return upstream.part(row, "query")
