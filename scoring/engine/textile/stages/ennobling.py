"""Pre-treating, dyeing, printing and finishing the fabric (textile.md 7.4)."""

from scoring.engine.impacts import Flow
from scoring.engine.records import Country
from scoring.engine.textile.query import Query
from scoring.engine.textile.stages.work import MJ_PER_KWH, PreTreatments, Work
from scoring.engine.textile.tables import TextileTables

DEFAULT_DYEING = "average"


def ennobling_work(query: Query, tables: TextileTables, country: Country, mass: float) -> Work:
    """Work on ``mass`` kg of fabric, which ennobling neither adds to nor takes from."""
    pre_treatments = pre_treat(query, tables, country, mass)
    roles = tables.roles
    dyeing = tables.dyeings[query.dyeing_process_type or DEFAULT_DYEING]
    finishing = roles["finishing"]
    polluting = country.aquatic_pollution_ratio
    electricity = country.electricity.index
    # Dyeing, printing and finishing take the heat mix of the zone, the rest the country's own.
    heat = roles["heat_europe" if country.zone == "Europe" else "heat_world"].index

    dyeing_kwh = mass * dyeing.elec_mj / MJ_PER_KWH
    dyeing_heat = mass * dyeing.heat_mj
    flows: list[Flow] = [
        *pre_treatments.energy,
        *pre_treatments.toxicity,
        (dyeing.index, mass),
        (electricity, dyeing_kwh),
        (heat, dyeing_heat),
    ]
    for item in query.materials:
        synthetic = item.material.origin == "Synthetic"
        releases = roles["dyeing_releases_synthetic" if synthetic else "dyeing_releases_cellulosic"]
        flows.append((releases.index, mass * item.share * polluting))

    printing_kwh = printing_heat = 0.0
    if query.printing is not None:
        surface_mass = (
            query.product.surface_mass if query.surface_mass is None else query.surface_mass
        )
        process, paste = tables.printings[query.printing.kind]
        surface = mass * 1000 / surface_mass * query.printing.ratio
        printing_kwh = surface * process.elec_mj / MJ_PER_KWH
        printing_heat = surface * process.heat_mj
        flows += (
            (process.index, surface),
            (electricity, printing_kwh),
            (heat, printing_heat),
            (paste.index, surface * polluting),
        )

    finishing_kwh = mass * finishing.elec_mj / MJ_PER_KWH
    finishing_heat = mass * finishing.heat_mj
    flows += (
        (finishing.index, mass),
        (electricity, finishing_kwh),
        (heat, finishing_heat),
    )
    return Work(
        tuple(flows),
        pre_treatments.elec_kwh + dyeing_kwh + printing_kwh + finishing_kwh,
        pre_treatments.heat_mj + dyeing_heat + printing_heat + finishing_heat,
        pre_treatments=pre_treatments,
    )


def pre_treat(
    query: Query, tables: TextileTables, country: Country, input_mass: float
) -> PreTreatments:
    """Bleach, degrease or wash each fibre according to its origin."""
    electricity = country.electricity.index
    heat = country.heat.index
    polluting = country.aquatic_pollution_ratio
    kwh = heat_mj = 0.0
    energy: list[Flow] = []
    toxicity: list[Flow] = []
    operations: dict[str, None] = {}
    for item in query.materials:
        mass = input_mass * item.share
        for process in tables.pre_treatments[item.material.origin]:
            process_kwh = mass * process.elec_mj / MJ_PER_KWH
            process_heat = mass * process.heat_mj
            kwh += process_kwh
            heat_mj += process_heat
            energy += ((electricity, process_kwh), (heat, process_heat))
            toxicity.append((process.index, mass * polluting))
            operations[process.name] = None
    return PreTreatments(kwh, heat_mj, tuple(energy), tuple(toxicity), tuple(operations))
