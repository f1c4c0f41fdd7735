"""Components of all scopes, including textile trims."""

from collections.abc import Mapping
from pathlib import Path

from scoring.engine.reading import DataRow, Faults, in_rank_order, toml_rows
from scoring.engine.records import Component, Element, Process
from scoring.engine.scopes import SCOPES


def read_components(
    directory: Path, processes: Mapping[str, Process], faults: Faults
) -> dict[str, Component]:
    """Read the components of all scopes; transforms must use the unit of their material."""
    rows = []
    for row in toml_rows(directory, "components.toml", faults):
        elements = []
        for position, cells in enumerate(row.cells.get("elements", [])):
            part = DataRow(row.file, f"{row.key}, elements[{position}]", cells, faults)
            material = part.reference("material", processes)
            transforms = []
            for identifier in part.texts("transforms"):
                transform = processes.get(identifier)
                if transform is None:
                    part.fault("transforms", f"« {identifier} » n'existe pas")
                elif material is not None and transform.unit != material.unit:
                    part.fault(
                        "transforms",
                        f"{transform.name} se compte en {transform.unit}, "
                        f"la matière {material.name} en {material.unit}",
                    )
                else:
                    transforms.append(transform)
            amount = part.number("amount", 0)
            if material is not None:
                elements.append(Element(amount, material, tuple(transforms)))
        scopes = row.texts("scopes", SCOPES)
        if not scopes:
            row.fault("scopes", "un composant doit avoir un domaine")
        component = Component(
            id=row.key,
            rank=row.integer("rank"),
            name=row.text("name"),
            # Only the first scope counts (object.md 1).
            scopes=scopes[:1],
            elements=tuple(elements),
        )
        rows.append((component.rank, row.key, component))
    return in_rank_order(rows, "components.toml", faults)
