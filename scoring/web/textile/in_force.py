"""Values in force: those of the request, else of its category."""

from scoring.engine.textile.query import Query


def yarn_size(query: Query) -> float:
    """Yarn size in Nm."""
    return query.product.yarn_size if query.yarn_size is None else query.yarn_size


def surface_mass(query: Query) -> float:
    """Surface mass of the fabric in g/m²."""
    return query.product.surface_mass if query.surface_mass is None else query.surface_mass


def fabric_area(query: Query, mass_kg: float) -> float:
    """Area in m² of ``mass_kg`` kg of fabric."""
    return mass_kg * 1000 / surface_mass(query)
