"""Imports the operator's own figures, comparing each row with the published scores."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from scoring.engine.errors import InvalidData
from scoring.engine.files.columns import OWN_COLUMNS
from scoring.engine.method import Method
from scoring.engine.own import Deviation, Own, build_own, deviations_of
from scoring.engine.records import Process
from scoring.installation.details import keep_private
from scoring.installation.own_reading import read_own_file
from scoring.installation.writing import csv_file


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnImport:
    """What an import keeps, and what to report about the rows.

    ``refused`` are the deviations of the rows left out, ``places`` the position of each process in
    the file; ``needless`` are the accepted processes that are not far from any score.
    """

    own: Own
    refused: tuple[Deviation, ...]
    places: dict[str, str]
    needless: tuple[Process, ...]
    ignored: tuple[str, ...]


def import_own(
    source: Path,
    method: Method,
    destination: Path,
    *,
    accepted: Collection[str] = (),
    checks_only: bool = False,
) -> OwnImport:
    """Validate a filled template, CSV or JSON, and store it in our own format.

    A row whose weighted sum is too far from a published score is left out unless its process is
    ``accepted``. Raises ``InvalidData`` listing every fault, or every deviation if no row remains;
    in that case nothing has changed, nor if ``checks_only``.
    """
    found = read_own_file(source, method)
    processes = method.dataset.processes
    unknown = [identifier for identifier in accepted if identifier not in found.rows]
    if unknown:
        raise InvalidData(
            str(source),
            [
                f"{source.name}, --accept {identifier} : ce fichier n'a pas de valeur pour cet "
                "identifiant"
                for identifier in unknown
            ],
        )
    far: dict[str, list[Deviation]] = {}
    for identifier, figures in found.rows.items():
        too_far = [
            one for one in deviations_of(method.dataset, processes[identifier], figures) if one.far
        ]
        if too_far:
            far[identifier] = too_far
    rows = {
        identifier: figures
        for identifier, figures in found.rows.items()
        if identifier in accepted or identifier not in far
    }
    refused = tuple(
        one
        for identifier, deviations in far.items()
        for one in deviations
        if identifier not in accepted
    )
    if not rows:
        raise InvalidData(
            str(source),
            [f"{source.name}, {found.places[one.process.id]}, {told(one)}" for one in refused],
        )
    kept = far.keys() & set(accepted)
    if not checks_only:
        content = csv_file(
            OWN_COLUMNS,
            (
                {"id": identifier, "accepted": identifier in kept, "source": found.source}
                | dict(figures)
                for identifier, figures in rows.items()
            ),
        )
        keep_private(content, destination)
    return OwnImport(
        own=build_own(method.dataset, rows, kept, found.source),
        refused=refused,
        places=found.places,
        needless=tuple(processes[identifier] for identifier in accepted if identifier not in far),
        ignored=found.ignored,
    )


def told(deviation: Deviation) -> str:
    """Describe a deviation: process, score, both figures."""
    process = deviation.process
    part = "" if deviation.complete else "de ce qui est donné "
    return (
        f"{process.name} ({process.id}), {deviation.score} : la somme pondérée {part}est "
        f"{deviation.weighed:.6g}, le score publié {deviation.published:.6g} "
        f"({_difference(deviation)})"
    )


def _difference(deviation: Deviation) -> str:
    if not deviation.published:
        return "nul"
    share = 100 * (deviation.weighed - deviation.published) / abs(deviation.published)
    return f"{share:+.3g} %".replace(".", ",")
