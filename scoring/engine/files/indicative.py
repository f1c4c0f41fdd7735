"""The open detailed impacts of a version: optional files, which extend a version unchanged.

``indicative.toml`` says where the figures come from, how far from the official ones they were
measured to be, by category, and holds the checksum of ``indicative_impacts.csv``.
"""

from collections.abc import Collection, Mapping
from pathlib import Path

from scoring.engine.files.columns import INDICATIVE_COLUMNS
from scoring.engine.gaps import Figures
from scoring.engine.impacts import DETAILS, ImpactTable
from scoring.engine.indicative import Indicative, Quality, build_indicative
from scoring.engine.manifest import check_seal, read_sources
from scoring.engine.reading import DataRow, Faults, read_csv, read_toml
from scoring.engine.records import Process

MEASURED = "indicative.toml"
ROWS = "indicative_impacts.csv"
QUALITIES = ("exact", "proxy")


def read_indicative(
    directory: Path, processes: Mapping[str, Process], scores: ImpactTable, faults: Faults
) -> Indicative | None:
    """Read the open figures, if the version has any; both files or neither must be present."""
    if not any((directory / name).exists() for name in (MEASURED, ROWS)):
        return None
    known_faults = len(faults.lines)
    table = read_toml(directory, MEASURED, faults)
    check_seal(directory, MEASURED, ROWS, table.get("sha256"), faults)
    if len(faults.lines) > known_faults:
        return None
    sources = read_sources(MEASURED, table, faults)
    quality = _read_quality(DataRow(MEASURED, "categories", table.get("categories", {}), faults))
    rows = _read_rows(directory, processes, [source.name for source in sources], faults)
    requests = DataRow(MEASURED, "mesure", table, faults).integer("requests", 1)
    return build_indicative(processes, scores, rows, quality, sources, requests)


def _read_quality(row: DataRow) -> dict[str, Quality]:
    """Read the measured quality of each detailed category."""
    for trigram in sorted(row.cells.keys() - set(DETAILS)):
        row.fault(trigram, "cette catégorie est inconnue")
    quality = {}
    for trigram in DETAILS:
        cells = row.cells.get(trigram)
        if not isinstance(cells, Mapping):
            row.fault(trigram, "cette catégorie manque")
            continue
        part = DataRow(row.file, f"{row.key}, {trigram}", cells, row.faults)
        measured = Quality(part.optional_number("minimum", 0), part.optional_number("maximum", 0))
        if part.boolean("kept") != measured.kept:
            part.fault("kept", "les rapports mesurés disent le contraire")
        quality[trigram] = measured
    return quality


def _read_rows(
    directory: Path,
    processes: Mapping[str, Process],
    sources: Collection[str],
    faults: Faults,
) -> dict[str, Figures]:
    rows: dict[str, Figures] = {}
    for row in read_csv(directory, ROWS, "id", INDICATIVE_COLUMNS, faults):
        row.reference("id", processes)
        row.choice("quality", QUALITIES)
        row.choice("source", sources)
        row.text("source_process")
        rows[row.key] = {trigram: row.optional_number(trigram) for trigram in DETAILS}
    return rows
