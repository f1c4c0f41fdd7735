"""One French sentence that lists the parameters of a garment (api.md 5.1)."""

from scoring.engine.french import NBSP, decimal, lower_first, pair, percentage
from scoring.engine.records import Country
from scoring.engine.textile.query import Query
from scoring.engine.textile.resolve import Fibre, Garment
from scoring.engine.textile.simulate import Simulation
from scoring.engine.vocabulary import textile as vocabulary


def describe(simulation: Simulation) -> str:
    """Describe the request, without the disabled steps."""
    garment = simulation.garment
    parts = [_product(garment.query)]
    for step in simulation.steps:
        if step.enabled:
            parts += _step(garment, step.code, step.country)
    return ", ".join(parts)


def _product(query: Query) -> str:
    name = query.product.name
    if query.upcycled:
        name += " remanufacturé"
    if query.physical_durability is not None:
        name += f" (durabilité physique {decimal(query.physical_durability, 2)})"
    return pair(name, f"{decimal(query.mass, 3)}{NBSP}kg")


def _step(garment: Garment, code: str, country: Country) -> list[str]:
    query = garment.query
    match code:
        case vocabulary.MATERIAL:
            label = "matière" if len(garment.fibres) == 1 else "matières"
            return [pair(label, " + ".join(_fibre(fibre) for fibre in garment.fibres))]
        case vocabulary.SPINNING:
            parts = [pair("filature", country.name)]
            if query.yarn_size is not None:
                parts.append(pair("titrage", f"{decimal(query.yarn_size, 2)}{NBSP}Nm"))
            return parts
        case vocabulary.FABRIC:
            fabric = vocabulary.FABRIC_LABELS[garment.fabric_process]
            return [pair(lower_first(fabric), country.name)]
        case vocabulary.ENNOBLING:
            return [pair("ennoblissement", _ennobling(query, country)), _printing(query)]
        case vocabulary.MAKING:
            return [pair("confection", country.name + _making_options(query))]
    return [pair(lower_first(vocabulary.STEP_LABELS[code]), country.name)]


def _fibre(fibre: Fibre) -> str:
    return f"{percentage(fibre.share)} {fibre.material.name} provenance {fibre.country.name}"


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
