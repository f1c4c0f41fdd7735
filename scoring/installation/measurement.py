"""How far open detailed impacts are from the official ones, by category.

The official figures of the processes are not public, but upstream published the results they give
for some requests. Computing the same requests with the open rows shows which categories are
accurate enough to be served as indicative.
"""

import math
from collections.abc import Mapping
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Context
from pathlib import Path
from typing import NamedTuple

from scoring.engine.dataset import Dataset
from scoring.engine.errors import InvalidData, InvalidQuery
from scoring.engine.gaps import Figures
from scoring.engine.impacts import DETAILS, SCORES, ImpactTable
from scoring.engine.indicative import Quality, build_indicative
from scoring.engine.method import Method
from scoring.engine.numbers import divide
from scoring.engine.reading import DataRow, Faults
from scoring.engine.records import Country
from scoring.engine.textile.query import parse
from scoring.engine.textile.results import compute_totals
from scoring.engine.textile.simulate import Simulation, simulate
from scoring.engine.textile.tables import TextileTables, build_tables
from scoring.installation.upstream import Upstream

# Published totals have six significant digits.
_PRECISION = 1e-5


class Reference(NamedTuple):
    """Published requests with their official totals, and the differences in their data."""

    requests: Path
    overrides: Path | None


def measure(
    method: Method, rows: Mapping[str, Figures], reference: Reference
) -> tuple[dict[str, Quality], int]:
    """Compare the totals of every request, and count the requests.

    Processes without a row are left out here whatever their weight, since their contribution is
    unknown. A category is not measurable if a row used here does not characterise it. Raises
    ``InvalidData`` when a request does not reproduce its published scores: the requests and the
    data then do not match, and a comparison would be meaningless.
    """
    faults = Faults()
    dataset = _overridden(method.dataset, reference.overrides, faults)
    tables = build_tables(dataset)
    published: list[Mapping[str, float]] = []
    simulations: list[Simulation] = []
    for row in _rows(reference.requests, "name", faults):
        simulation = _simulation(dataset, tables, row)
        impacts = _published(row)
        if simulation is None or impacts is None:
            continue
        _check_scores(row, simulation, dataset.scores, impacts)
        published.append(impacts)
        simulations.append(simulation)
    if not simulations and not faults.lines:
        faults.add(reference.requests.name, "aucune requête n'y figure")
    if faults.lines:
        raise InvalidData(str(reference.requests), faults.lines)
    quality = {
        trigram: _quality(dataset, rows, trigram, simulations, published) for trigram in DETAILS
    }
    return quality, len(simulations)


def _rows(path: Path, key: str, faults: Faults) -> list[DataRow]:
    upstream = Upstream(path.parent)
    upstream.faults = faults
    return upstream.rows(path.name, key)


def _overridden(dataset: Dataset, path: Path | None, faults: Faults) -> Dataset:
    """The data the requests were computed with: other scores, other electricity processes."""
    if path is None:
        return dataset
    upstream = Upstream(path.parent)
    upstream.faults = faults
    whole = DataRow(path.name, "remplacements", upstream.load(path.name, dict), faults)
    columns = [list(column) for column in dataset.scores.columns]
    for row in upstream.parts(whole, "processes"):
        process = row.reference("id", dataset.processes)
        for column, score in zip(columns, dataset.scores.trigrams, strict=True):
            value = row.number(score)
            if process is not None:
                column[process.index] = value
    countries: dict[str, Country] = dict(dataset.countries)
    for row in upstream.parts(whole, "countries"):
        country = row.reference("code", dataset.countries)
        electricity = row.reference("electricityProcessUuid", dataset.processes)
        if country is not None and electricity is not None:
            countries[country.code] = replace(country, electricity=electricity)
    return replace(
        dataset,
        countries=countries,
        scores=ImpactTable(dataset.scores.trigrams, tuple(map(tuple, columns))),
    )


def _simulation(dataset: Dataset, tables: TextileTables, row: DataRow) -> Simulation | None:
    try:
        return simulate(tables, parse(dataset, row.cells.get("query")))
    except InvalidQuery as error:
        row.fault("query", str(error.faults))
        return None


def _published(row: DataRow) -> dict[str, float] | None:
    """The official totals of a request, or None if any is missing."""
    cells = row.cells.get("impacts")
    part = DataRow(
        row.file, f"{row.key}, impacts", cells if isinstance(cells, dict) else {}, row.faults
    )
    known = len(row.faults.lines)
    totals = {trigram: part.number(trigram) for trigram in (*DETAILS, *SCORES)}
    return totals if len(row.faults.lines) == known else None


def _check_scores(
    row: DataRow, simulation: Simulation, scores: ImpactTable, published: Mapping[str, float]
) -> None:
    for score, found in scores.named(compute_totals(simulation, scores).impacts).items():
        if not math.isclose(found, published[score], rel_tol=_PRECISION):
            row.fault(score, f"{found:.6g} calculé, {published[score]:.6g} publié")


def _quality(
    dataset: Dataset,
    rows: Mapping[str, Figures],
    trigram: str,
    simulations: list[Simulation],
    published: list[Mapping[str, float]],
) -> Quality:
    """Smallest and largest ratio of one category."""
    indicative = build_indicative(
        dataset.processes, dataset.scores, rows, {trigram: Quality(1, 1)}, (), len(simulations)
    )
    ratios = []
    for simulation, impacts in zip(simulations, published, strict=True):
        lacking = indicative.lacking(tuple(simulation.counted_flows()))
        if any(process.id in rows for process in lacking.processes):
            return Quality(None, None)
        total = indicative.table.named(compute_totals(simulation, indicative.table).impacts)
        ratios.append(divide(total[trigram], impacts[trigram]))
    if not all(map(math.isfinite, ratios)):
        return Quality(None, None)
    return Quality(_rounded(min(ratios), ROUND_FLOOR), _rounded(max(ratios), ROUND_CEILING))


def _rounded(ratio: float, rounding: str) -> float:
    """Round to four significant digits in the given direction, never making a ratio look better.

    >>> _rounded(3.0004, ROUND_CEILING), _rounded(2.9000000000000004, ROUND_CEILING)
    (3.001, 2.9)
    """
    return float(Context(prec=4, rounding=rounding).create_decimal(f"{ratio:.12g}"))
