"""Processes, their roles, and the impact categories."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from scoring.engine import records
from scoring.engine.files.columns import process_columns
from scoring.engine.impacts import DETAILS, TRIGRAMS
from scoring.engine.reading import DataRow, Faults, in_rank_order, read_csv, read_toml, toml_rows
from scoring.engine.records import ImpactDefinition, Process
from scoring.engine.roles import roles_of
from scoring.engine.scopes import SCOPES


def read_impacts(
    directory: Path, scores: Sequence[str], faults: Faults
) -> dict[str, ImpactDefinition]:
    """Read the 19 detailed categories and the version's scores, which have no weights."""
    definitions = {}
    for row in toml_rows(directory, "impacts.toml", faults):
        definitions[row.key] = ImpactDefinition(
            row.key,
            row.text("label_fr"),
            row.text("label_en"),
            row.text("unit_fr"),
            row.text("unit_en"),
            row.text("short_unit"),
            row.integer("decimals"),
            *_weights(row, "ecs"),
            *_weights(row, "pef"),
        )
    for trigram in sorted({*DETAILS, *scores} ^ definitions.keys()):
        faults.add(f"impacts.toml, {trigram}", "cette catégorie manque ou est inconnue")
    return {trigram: definitions[trigram] for trigram in TRIGRAMS if trigram in definitions}


def _weights(row: DataRow, score: str) -> tuple[float | None, float | None]:
    """Normalisation and weighting of a category in a score: both or neither.

    A normalisation must be above zero, since impacts are divided by it.
    """
    normalization, weighting = f"{score}_normalization", f"{score}_weighting"
    if row.has(normalization) != row.has(weighting):
        missing = weighting if row.has(normalization) else normalization
        row.fault(missing, "une normalisation et une pondération vont ensemble")
    return (
        row.positive(normalization) if row.has(normalization) else None,
        row.optional_number(weighting, 0),
    )


def read_processes(
    directory: Path, scores: Sequence[str], faults: Faults
) -> tuple[dict[str, Process], tuple[tuple[float, ...], ...]]:
    """Read the processes and their score columns."""
    rows: list[tuple[int, str, tuple[DataRow, tuple[float, ...]]]] = []
    for row in read_csv(directory, "processes.csv", "id", process_columns(scores), faults):
        figures = tuple([row.number(f"{score}_pts") for score in scores])
        rows.append((row.integer("rank"), row.key, (row, figures)))
    processes = {}
    columns: list[list[float]] = [[] for _ in scores]
    ordered = in_rank_order(rows, "processes.csv", faults)
    for index, (row, figures) in enumerate(ordered.values()):
        for column, score in zip(columns, figures, strict=True):
            column.append(score)
        waste = row.number("waste", 0)
        if waste >= 1:
            row.fault("waste", "un taux de perte doit être inférieur à 1")
        processes[row.key] = Process(
            index=index,
            id=row.key,
            rank=row.integer("rank"),
            name=row.text("name"),
            unit=row.choice("unit", records.UNITS),
            elec_mj=row.number("elec_mj", 0),
            heat_mj=row.number("heat_mj", 0),
            waste=waste,
            density=row.number("density_kg_per_unit", 0),
            source=row.text("source"),
            source_name=row.optional_text("source_name") or "",
            categories=row.texts("categories"),
            scopes=row.texts("scopes", SCOPES),
            location=row.optional_text("location"),
        )
    return processes, tuple(tuple(column) for column in columns)


def read_roles(
    directory: Path, processes: Mapping[str, Process], sectors: Collection[str], faults: Faults
) -> dict[str, Process]:
    """Read which process has which role in the version's sectors.

    Every role must be present, with the right unit.
    """
    row = DataRow("roles.toml", "roles", read_toml(directory, "roles.toml", faults), faults)
    roles = {}
    for role, unit in roles_of(sectors).items():
        process = process_in_unit(row, role, processes, unit)
        if process is not None:
            roles[role] = process
    return roles


def process_in_unit(
    row: DataRow, column: str, processes: Mapping[str, Process], unit: str
) -> Process | None:
    """The process named by a cell, if its unit is ``unit``."""
    process = row.reference(column, processes)
    if process is not None and process.unit != unit:
        row.fault(column, f"{process.name} se compte en {process.unit}, pas en {unit}")
        return None
    return process
