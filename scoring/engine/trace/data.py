"""Data figures as inputs of lines: their value and their path.

Paths start with a data set and the id of its record; field names are those of the API.
"""

from scoring.engine.impacts import ImpactTable
from scoring.engine.records import Country, Distance, Process
from scoring.engine.trace.lines import Origin, Quantity, Sourced


def datum(key: str, value: Quantity, unit: str = "") -> Sourced:
    """A figure of the data, by its path."""
    return Sourced(value=value, origin=Origin.DATA, key=key, unit=unit)


def constant(value: Quantity, section: str, key: str = "", unit: str = "") -> Sourced:
    """A constant of the method: its name, and the section of the method document it is in."""
    return Sourced(value=value, origin=Origin.CONSTANT, key=key, unit=unit, section=section)


def electricity_of(process: Process) -> Sourced:
    """Electricity used per unit of a process, in MJ."""
    return _of_process(process, "elecMJ", process.elec_mj, f"MJ/{process.unit}")


def heat_of(process: Process) -> Sourced:
    """Heat used per unit of a process, in MJ."""
    return _of_process(process, "heatMJ", process.heat_mj, f"MJ/{process.unit}")


def waste_of(process: Process) -> Sourced:
    """Share of a process's input that is lost."""
    return _of_process(process, "waste", process.waste, "")


def density_of(process: Process) -> Sourced:
    """kg per unit of a process."""
    return _of_process(process, "density", process.density, f"kg/{process.unit}")


def impact_of(process: Process, table: ImpactTable, unit: str) -> Sourced:
    """The impact per unit of a process, in the only category of ``table``."""
    (trigram,), (column,) = table
    return _of_process(
        process, f"impacts.{trigram}", column[process.index], f"{unit}/{process.unit}"
    )


def zone_of(country: Country) -> Sourced:
    """The zone of a country."""
    return datum(f"countries.{country.code}.zone", country.zone)


def kilometres(
    origin: Country, destination: Country, distance: Distance
) -> tuple[Sourced, Sourced, Sourced]:
    """Distances by road, sea and air between two countries; an unavailable mode is 0 km."""
    path = f"distances.{origin.code}/{destination.code}"
    return (
        datum(f"{path}.road", distance.road_km or 0.0, "km"),
        datum(f"{path}.sea", distance.sea_km or 0.0, "km"),
        datum(f"{path}.air", distance.air_km or 0.0, "km"),
    )


def _of_process(process: Process, field: str, value: float, unit: str) -> Sourced:
    source = f"{process.source}, {process.source_name}" if process.source_name else process.source
    return Sourced(
        value=value,
        origin=Origin.DATA,
        key=f"processes.{process.id}.{field}",
        unit=unit,
        process=process.name,
        source=source,
    )
