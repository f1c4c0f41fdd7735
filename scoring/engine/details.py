"""The licensed detailed impacts: complete and consistent with the published scores, or rejected.

Their weighted sums must match the public scores. The file itself is rounded: both the scores and
the impacts have six significant digits, so a score and each of its terms may be off by half a unit
of the sixth. Categories that neither score weights can only be checked to be finite numbers.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from scoring.engine.dataset import Dataset
from scoring.engine.errors import InvalidData
from scoring.engine.files.columns import DETAILS_COLUMNS
from scoring.engine.impacts import DETAILS, ImpactTable
from scoring.engine.numbers import running_sum
from scoring.engine.reading import DataRow, Faults, read_csv
from scoring.engine.records import Process
from scoring.engine.weighting import weighed_terms

# Maximum relative error: half a unit of the sixth significant digit.
_ROUNDING = 5e-6


def read_details(path: Path, dataset: Dataset) -> ImpactTable:
    """Read a file in our own format. Raises ``InvalidData`` listing every fault."""
    faults = Faults()
    rows = read_csv(path.parent, path.name, "id", DETAILS_COLUMNS, faults)
    return details_table(dataset, path.name, rows, faults)


def details_table(
    dataset: Dataset, name: str, rows: Iterable[DataRow], faults: Faults
) -> ImpactTable:
    """Validate the rows, one per process, and combine their figures with the published scores.

    Raises ``InvalidData`` listing every fault: parse errors, an unknown or missing process, a
    figure that is not a finite number, a sum that does not match the published score.
    """
    figures: dict[int, tuple[float, ...]] = {}
    seen = zeros = 0
    for row in rows:
        seen += 1
        process = dataset.processes.get(row.key)
        if process is None:
            row.fault("id", "ce procédé n'est pas de cette version")
            continue
        known_faults = len(faults.lines)
        impacts = {trigram: row.number(trigram) for trigram in DETAILS}
        figures[process.index] = tuple(impacts.values())
        zeros += not any(impacts.values())
        if len(faults.lines) == known_faults:
            _check_sums(dataset, process, row, impacts)
    if faults.lines and not seen:
        # Nothing could be parsed, so reporting every process as missing adds no information.
        raise InvalidData(name, faults.lines)
    for process in dataset.processes.values():
        if process.index not in figures:
            faults.add(f"{name}, {process.id}", f"ce procédé manque ({process.name})")
    if zeros == len(dataset.processes):
        faults.add(name, "toutes les valeurs détaillées sont nulles : c'est le fichier public")
    if faults.lines:
        raise InvalidData(name, faults.lines)
    columns = zip(*(figures[index] for index in sorted(figures)), strict=True)
    return ImpactTable((*DETAILS, *dataset.scores.trigrams), (*columns, *dataset.scores.columns))


def _check_sums(
    dataset: Dataset, process: Process, row: DataRow, impacts: Mapping[str, float]
) -> None:
    """Compare the weighted sums with the published scores, and the row's own scores, if any."""
    for score, column in zip(dataset.scores.trigrams, dataset.scores.columns, strict=True):
        published = column[process.index]
        terms = weighed_terms(dataset.impacts, score, impacts)
        if not reproduces(published, terms):
            row.fault(
                score,
                f"la somme pondérée est {running_sum(terms):.6g}, le score publié {published}",
            )
        if row.has(score) and not reproduces(published, [row.number(score)]):
            row.fault(score, f"{row.cells[score]} est donné, le score publié est {published}")


def reproduces(published: float, terms: Iterable[float]) -> bool:
    """Whether terms that were rounded add up to a score that was rounded.

    >>> reproduces(159.852, [159.8524]), reproduces(159.852, [159.86]), reproduces(0, [1e-9])
    (True, False, False)
    """
    total = whole = 0.0
    for term in terms:
        total += term
        whole += abs(term)
    return abs(total - published) <= _ROUNDING * (abs(published) + whole)
