"""Adding open detailed impacts to an installed version, measured against published totals."""

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scoring.engine.errors import InvalidData
from scoring.engine.files.columns import INDICATIVE_COLUMNS
from scoring.engine.files.indicative import MEASURED, QUALITIES, ROWS
from scoring.engine.gaps import Figures
from scoring.engine.impacts import DETAILS
from scoring.engine.indicative import FACTOR, Quality
from scoring.engine.manifest import digest
from scoring.engine.method import Method, load_method
from scoring.engine.numbers import running_sum
from scoring.engine.reading import Faults, read_toml, tables
from scoring.engine.weighting import deviates, weighed_terms
from scoring.installation.install import InstallationRefused
from scoring.installation.measurement import Reference, measure
from scoring.installation.replacing import replace_file
from scoring.installation.upstream import Upstream
from scoring.installation.writing import csv_file, toml_lines

_PUBLIC_FILE = 0o644
_SOURCE_NAME = "impacts.json"
_HEADER = (
    "# Open detailed impacts: where they come from, and how far from the official ones they are.",
    "# minimum and maximum are ratios of the totals computed with them to the published totals.",
    f"# A category is kept when every ratio is within a factor of {FACTOR:g}.",
)


def add_indicative(
    source: Path, profile: Path, reference: Reference, destination: Path
) -> tuple[Method, tuple[str, ...]]:
    """Convert the open rows in ``source``, measure them, and add them to an installed version.

    Returns the version read back, and the names of the rows left out because their recomputed score
    is too far from the published one. If anything is wrong, nothing is written and ``InvalidData``
    is raised listing every fault.
    """
    method = load_method(destination)
    sources, names = _read_profile(profile)
    upstream = Upstream(source)
    rows, left_out = _convert(upstream, method, names)
    if upstream.faults.lines:
        raise InvalidData(str(source), upstream.faults.lines)
    figures: dict[str, Figures] = {row["id"]: row for row in rows}
    quality, count = measure(method, figures, reference)
    content = csv_file(INDICATIVE_COLUMNS, rows)
    files = {ROWS: content, MEASURED: _measured(sources, quality, count, content)}
    with tempfile.TemporaryDirectory() as trial:
        copy = Path(shutil.copytree(destination, Path(trial) / destination.name))
        _write(copy, files)
        load_method(copy)
    _write(destination, files)
    return load_method(destination), left_out


def _read_profile(path: Path) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """The sources, and the source for each database name used in the rows."""
    faults = Faults()
    sources = []
    names: dict[str, str] = {}
    table = read_toml(path.parent, path.name, faults)
    for row, cells in tables(path.name, table, "sources", faults):
        for column in ("name", "licence", "date", "covers"):
            row.text(column)
        names |= dict.fromkeys(row.texts("rows"), row.text("name"))
        sources.append({key: value for key, value in cells.items() if key != "rows"})
    if faults.lines:
        raise InvalidData(str(path), faults.lines)
    return sources, names


def _convert(
    upstream: Upstream, method: Method, names: Mapping[str, str]
) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    rows: list[dict[str, Any]] = []
    left_out: list[str] = []
    processes = method.dataset.processes
    for row in upstream.rows(_SOURCE_NAME, "process_id"):
        process = row.reference("process_id", processes)
        if process is not None and row.text("unit") != process.unit:
            row.fault("unit", f"ce procédé se compte en {process.unit}")
        row.choice("quality", QUALITIES)
        row.choice("source", names)
        row.text("source_process")
        impacts = upstream.part(row, "impacts")
        figures = {trigram: impacts.optional_number(trigram) for trigram in DETAILS}
        if process is None or upstream.faults.lines:
            continue
        # Only a database that characterises every category can be checked this way.
        whole = {key: value for key, value in figures.items() if value is not None}
        if len(whole) == len(DETAILS):
            score = running_sum(weighed_terms(method.dataset.impacts, "ecs", whole))
            published = method.scores.columns[0][process.index]
            if deviates(score, published):
                left_out.append(process.name)
                continue
        rows.append(
            {
                "id": process.id,
                "quality": row.cells["quality"],
                "source": names[row.cells["source"]],
                "source_process": row.cells["source_process"],
            }
            | figures
        )
    return rows, tuple(left_out)


def _measured(
    sources: list[dict[str, Any]], quality: Mapping[str, Quality], count: int, content: bytes
) -> bytes:
    lines = [*_HEADER, *toml_lines({"requests": count, "sha256": digest(content)})]
    for source in sources:
        lines += ["", "[[sources]]", *toml_lines(source)]
    lines += ["", "[categories]"]
    lines += toml_lines(
        {
            trigram: {
                "minimum": quality[trigram].minimum,
                "maximum": quality[trigram].maximum,
                "kept": quality[trigram].kept,
            }
            for trigram in sorted(quality)
        }
    )
    return ("\n".join(lines) + "\n").encode()


def _write(destination: Path, files: Mapping[str, bytes]) -> None:
    """Replace both files; the checksum in one of them detects an incomplete pair."""
    try:
        for name, content in files.items():
            replace_file(destination / name, content, _PUBLIC_FILE, None)
    except OSError as error:
        raise InstallationRefused(f"Impossible d'écrire dans {destination} : {error}.") from None
