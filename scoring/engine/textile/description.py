"""One French sentence that lists the parameters of a garment (api.md 5.1)."""

from scoring.engine.french import NBSP, decimal, lower_first, pair, percentage
from scoring.engine.records import Country
from scoring.engine.textile import vocabulary
from scoring.engine.textile.query import MaterialShare, Query
from scoring.engine.textile.simulate import Simulation


def describe(simulation: Simulation) -> str:
    """Describe the request, steps that are left out excepted."""
    query = simulation.query
    parts = [_product(query)]
    for step in simulation.steps:
        if step.enabled:
            parts += _step(query, step.code, step.country)
    return ", ".join(parts)


def _product(query: Query) -> str:
    name = query.product.name
    if query.upcycled:
        name += " remanufacturé"
    if query.physical_durability is not None:
        name += f" (durabilité physique {decimal(query.physical_durability, 2)})"
    return pair(name, f"{decimal(query.mass, 3)}{NBSP}kg")


def _step(query: Query, code: str, country: Country) -> list[str]:
    match code:
        case vocabulary.MATERIAL:
            label = "matière" if len(query.materials) == 1 else "matières"
            return [pair(label, " + ".join(_material(item) for item in query.materials))]
        case vocabulary.SPINNING:
            parts = [pair("filature", country.name)]
            if query.yarn_size is not None:
                parts.append(pair("titrage", f"{decimal(query.yarn_size, 2)}{NBSP}Nm"))
            return parts
        case vocabulary.FABRIC:
            fabric = query.fabric_process or query.product.fabric
            return [pair(lower_first(vocabulary.FABRIC_LABELS[fabric]), country.name)]
        case vocabulary.ENNOBLING:
            return [pair("ennoblissement", _ennobling(query, country)), _printing(query)]
        case vocabulary.MAKING:
            return [pair("confection", country.name + _making_options(query))]
    return [pair(lower_first(vocabulary.STEP_LABELS[code]), country.name)]


def _material(item: MaterialShare) -> str:
    country = item.country or item.material.default_country
    return f"{percentage(item.share)} {item.material.name} provenance {country.name}"


def _ennobling(query: Query, country: Country) -> str:
    if query.dyeing_process_type is None:
        return country.name
    return f"{country.name} (teinture {vocabulary.DYEING_LABELS[query.dyeing_process_type]})"


def _printing(query: Query) -> str:
    if query.printing is None:
        return pair("impression", "non")
    kind = vocabulary.PRINTING_LABELS[query.printing.kind]
    return pair("impression", f"{kind} sur {percentage(query.printing.ratio)} de la surface")


def _making_options(query: Query) -> str:
    options = []
    if query.making_waste is not None:
        options.append(f"{percentage(query.making_waste)} de perte")
    if query.making_dead_stock is not None:
        options.append(f"{percentage(query.making_dead_stock)} de stocks dormants")
    if query.complexity_asked is not None:
        options.append(f"complexité {vocabulary.COMPLEXITY_LABELS[query.complexity_asked]}")
    if query.air_transport_ratio is not None:
        options.append(f"{percentage(query.air_transport_ratio)} de transport aérien")
    if query.fading is not None:
        options.append("avec délavage" if query.fading else "sans délavage")
    return f" ({', '.join(options)})" if options else ""
