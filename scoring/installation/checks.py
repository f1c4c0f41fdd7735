"""Validation of upstream's records, one function per kind of record."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from scoring.engine import records
from scoring.engine.impacts import DETAILS
from scoring.engine.reading import DataRow, Faults
from scoring.engine.scopes import SCOPES
from scoring.engine.vocabulary.textile import BUSINESSES, COMPLEXITIES, FABRICS
from scoring.installation.upstream import Upstream, alias

Rows = Mapping[str, DataRow]


def uses(row: DataRow, field: str, processes: Rows, unit: str) -> None:
    """Check that a field names a process with the given unit."""
    process = row.reference(field, processes)
    if process is not None and process.cells.get("unit") != unit:
        row.fault(field, f"le procédé {process.key} n'est pas compté en {unit}")


def check_processes(upstream: Upstream, rows: Iterable[DataRow], scores: Sequence[str]) -> None:
    """Check the processes; detailed impacts that are not public may be missing."""
    for row in rows:
        for field in ("displayName", "source"):
            row.text(field)
        row.optional_text("sourceId")
        row.choice("unit", records.UNITS)
        row.texts("scopes", SCOPES)
        row.texts("categories")
        for field in ("elecMJ", "heatMJ", "density"):
            row.number(field, 0)
        if row.number("waste", 0) >= 1:
            row.fault("waste", "un taux de perte doit être inférieur à 1")
        impacts = upstream.part(row, "impacts")
        for trigram in (*DETAILS, *scores):
            if trigram in scores or trigram in impacts.cells:
                impacts.number(trigram)


def check_roles(
    players: Mapping[str, str], units: Mapping[str, str], processes: Rows, faults: Faults
) -> None:
    """Check the processes that have a role; ``units`` has the roles that are used."""
    row = DataRow("profil", "roles", players, faults)
    for role, unit in units.items():
        uses(row, role, processes, unit)


def check_countries(rows: Iterable[DataRow], processes: Rows) -> None:
    """Check the countries and their energy processes."""
    for row in rows:
        row.text("name")
        row.choice("zone", records.ZONES)
        row.texts("scopes", SCOPES)
        row.choice("aquaticPollutionScenario", records.AQUATIC_POLLUTION_RATIOS)
        uses(row, alias(row, "electricityProcessUuid", "electricityProcessId"), processes, "kWh")
        uses(row, alias(row, "heatProcessUuid", "heatProcessId"), processes, "MJ")


def check_distances(upstream: Upstream, countries: Rows) -> None:
    """Check that each pair of countries has its distances, equal in both directions."""
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


def check_material(
    upstream: Upstream, row: DataRow, processes: Rows, countries: Rows, materials: Rows
) -> None:
    """Check a fibre."""
    for field in ("name", "shortName", "geographicOrigin"):
        row.text(field)
    row.boolean("primary")
    row.choice("origin", records.FIBRE_ORIGINS)
    uses(row, "processId", processes, "kg")
    country = row.reference("defaultCountry", countries)
    if country is not None and "textile" not in country.cells.get("scopes", ()):
        row.fault("defaultCountry", f"{country.key} n'est pas un pays du textile")
    if row.has("alias"):
        row.text("alias")
    if row.has("recycledFrom"):
        row.reference("recycledFrom", materials)
    if row.has("cff"):
        cff = upstream.part(row, "cff")
        cff.number("manufacturerAllocation", 0)
        cff.number("recycledQualityRatio", 0)


def check_component(upstream: Upstream, row: DataRow, processes: Rows) -> None:
    """Check a component and its elements."""
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


def check_product(upstream: Upstream, row: DataRow, processes: Rows, trims: Rows) -> None:
    """Check a category of garments."""
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
    uses(use, alias(use, "nonIroningProcessUuid", "nonIroningProcessId"), processes, "kg")
    upstream.part(row, "endOfLife").number("volume", 0)
    upstream.part(row, "dyeing").text("defaultMedium")
    for line in upstream.parts(row, "trims"):
        line.reference("id", trims)
        line.integer("quantity", 1)


def check_ingredient(upstream: Upstream, row: DataRow, processes: Rows, limits: Faults) -> None:
    """Check an ingredient; ``limits`` collects what the food method does not support."""
    row.text("name")
    row.texts("categories")
    row.reference("processId", processes)
    rules = DataRow(row.file, row.key, row.cells, limits)
    rules.choice("defaultOrigin", records.DEFAULT_ORIGINS)
    rules.choice("transportCooling", records.TRANSPORT_COOLINGS)
    row.number("inediblePart", 0, 1)
    row.positive("rawToCookedRatio")
    row.number("density", 0)
    row.number("landOccupation", 0)
    row.boolean("visible")
    if row.has("ecosystemicServices"):
        services = upstream.part(row, "ecosystemicServices")
        for field in services.cells:
            services.number(field)


def check_example(upstream: Upstream, row: DataRow, lists: Mapping[str, Collection[str]]) -> None:
    """Check a published request; ``lists`` has the ids of its fields, including former ones."""
    row.text("name")
    query = upstream.part(row, "query")
    if "product" in lists and query.text("product") not in ("", *lists["product"]):
        query.fault("product", f"« {query.cells['product']} » n'existe pas")
    for field, known in lists.items():
        value = query.cells.get(field)
        if field == "product" or value is None:
            continue
        lines = (
            upstream.parts(query, field)
            if isinstance(value, list)
            else [upstream.part(query, field)]
        )
        for line in lines:
            identifier = line.text("id")
            if identifier and identifier not in known:
                line.fault("id", f"« {identifier} » n'existe pas")
