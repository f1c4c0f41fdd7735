"""``make bench-catalogue``: rows per second by format and step, on one core and on all; memory.

Steps are measured in processor time, the whole command in wall-clock and processor time. ``--long``
adds a long file, for the memory; ``--readme`` writes the table of ``benchmarks/README.md``.
"""

import argparse
import os
import platform
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import catalogue_files, process_tree
from benchmarks.rows import publish
from ecobalyse.methods import load
from scoring.answers.levels import served_to
from scoring.answers.sectors import TEXTILE
from scoring.catalogue.reading.opening import open_rows
from scoring.catalogue.rows import Request
from scoring.catalogue.scoring import Scorer
from scoring.catalogue.writing.opening import renderer_of

REPOSITORY = Path(__file__).parents[1]
_MARK = "make bench-catalogue"
_STEP_ROWS = 5_000
_REPEATS = 3
# A spreadsheet is read whole, and is no format for more.
_SHEET_ROWS = 20_000
_FEW_ROWS = 10_000
# A machine on which others take more of the processor than this says nothing sure of time.
_QUIET = 0.1


class Command(NamedTuple):
    """One run of the command, and what it took."""

    label: str
    rows: int
    taken: process_tree.Taken

    @property
    def figures(self) -> tuple[str, ...]:
        """The cells of a table."""
        taken = self.taken
        if taken.status:
            return (self.label, f"{self.rows}", f"sortie {taken.status}", "", "", "")
        share = taken.others / taken.seconds / (os.cpu_count() or 1)
        return (
            self.label,
            _grouped(self.rows),
            f"{_grouped(round(self.rows / taken.seconds))}",
            f"{taken.processor / self.rows * 1e6:.1f} µs",
            f"{taken.memory:.0f} Mo",
            f"{100 * share:.0f} %",
        )


def main() -> None:
    """Run the measurements and print tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=100_000, help="rows of the files")
    parser.add_argument("--long", type=int, default=0, help="rows of one more, for the memory")
    parser.add_argument("--readme", action="store_true", help="write the table of the README")
    options = parser.parse_args()
    print(_machine())
    with tempfile.TemporaryDirectory() as place:
        steps, commands = _measured(Path(place), options.rows, options.long)
    text = "\n".join([_machine(), "", *steps, "", *_table(commands)])
    if options.readme:
        publish(_MARK, text)
    if any(command.taken.status for command in commands):
        raise SystemExit(1)


def _measured(folder: Path, rows: int, long: int) -> tuple[list[str], list[Command]]:
    requests = catalogue_files.garments(folder / "requests.jsonl", rows)
    portal = catalogue_files.portal(folder / "portal.csv", rows)
    # It is read whole, whatever is taken of it.
    few = catalogue_files.converted(portal, folder / "few.xlsx", _STEP_ROWS)
    sheet = catalogue_files.converted(portal, folder / "portal.xlsx", min(rows, _SHEET_ROWS))
    parquet = catalogue_files.converted(portal, folder / "portal.parquet", rows)
    steps = [
        "| étapes d'une ligne, en processeur | lecture | demande | demande et calcul | écriture |",
        "| --- | --- | --- | --- | --- |",
        _steps("JSON lines vers JSON lines, score seul", requests, "jsonl", "summary"),
        _steps("JSON lines vers Parquet, étapes", requests, "parquet", "stages"),
        _steps("portail CSV vers CSV, étapes", portal, "csv", "stages"),
        _steps("portail CSV vers XLSX, étapes", portal, "xlsx", "stages"),
        _steps("portail XLSX vers CSV, étapes", few, "csv", "stages"),
        _steps("portail Parquet vers CSV, étapes", parquet, "csv", "stages"),
    ]
    cores = os.cpu_count() or 1
    found: list[Command] = []

    def command(source: Path, form: str, count: int, *more: str, detail: str = "stages") -> None:
        found.append(_command(source, folder / f"out.{form}", detail, count, more))
        print(" | ".join(found[-1].figures), flush=True)

    one = catalogue_files.garments(folder / "one.jsonl", 1)
    command(one, "jsonl", 1, "--jobs", "1", detail="summary")
    for jobs in dict.fromkeys((1, cores)):
        several = ("--jobs", str(jobs))
        command(requests, "jsonl", rows, *several, detail="summary")
        command(requests, "csv", rows, *several)
        command(requests, "parquet", rows, *several)
        command(portal, "csv", rows, *several)
        command(portal, "jsonl", rows, *several)
        command(portal, "xlsx", rows, *several)
        command(sheet, "csv", min(rows, _SHEET_ROWS), *several)
        command(parquet, "csv", rows, *several)
    food = catalogue_files.recipes(folder / "recipes.jsonl", rows)
    command(food, "jsonl", rows, "--jobs", "1", "--sector", "food", detail="summary")
    for workers in (1, 2):
        on_dask = ("--dask", "local", "--jobs", str(workers))
        command(requests, "jsonl", rows, *on_dask, detail="summary")
    for count in (_FEW_ROWS, long):
        if count:
            catalogue_files.garments(requests, count)
            for jobs in dict.fromkeys((1, cores)):
                command(requests, "jsonl", count, "--jobs", str(jobs), detail="summary")
    return steps, found


def _steps(label: str, path: Path, form: str, detail: str) -> str:
    """Measure the processor time per row of each step, as the row of a table."""
    method = load()
    served = served_to(method, None)

    def read() -> list[Any]:
        with path.open("rb") as file:
            rows = open_rows(file, sector=TEXTILE)
            layouts[:] = [rows.layout]
            return list(islice(rows, _STEP_ROWS))

    layouts: list[Any] = []
    reading, rows = _timed(read)
    count = len(rows)
    scorer = Scorer(layouts[0], sector=TEXTILE, method=method, served=served, detail=detail)

    def requested() -> list[Request]:
        return [scorer.request(row) for row in rows]

    asking, _ = _timed(requested)
    scoring, results = _timed(lambda: [scorer.score(place, row) for place, row in enumerate(rows)])
    renderer = renderer_of(form, layouts[0], sector=TEXTILE, detail=detail)
    writing, _ = _timed(lambda: renderer.render(results))
    cells = [f"{one / count * 1e6:.1f} µs" for one in (reading, asking, scoring, writing)]
    line = f"| {' | '.join([label, *cells])} |"
    print(line, flush=True)
    return line


def _timed(act: Callable[[], Any]) -> tuple[float, Any]:
    best = float("inf")
    for _ in range(_REPEATS):
        started = time.process_time()
        found = act()
        best = min(best, time.process_time() - started)
    return best, found


def _command(source: Path, target: Path, detail: str, rows: int, more: Sequence[str]) -> Command:
    """Measure the whole command, in its own process."""
    command = [sys.executable, "-m", "ecobalyse", "score", str(source), "-o", str(target)]
    command += ["--detail", detail, "--quiet", *more]
    told = "score seul" if detail == "summary" else "étapes"
    label = f"{source.stem}{source.suffix} vers {target.suffix[1:]}, {told}, {' '.join(more)}"
    return Command(label, rows, process_tree.run(command, REPOSITORY))


def _table(commands: Sequence[Command]) -> list[str]:
    lines = [
        "| la commande, démarrage compris | lignes | lignes/s | processeur par ligne | mémoire | "
        "autres |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    return lines + [f"| {' | '.join(command.figures)} |" for command in commands]


def _machine() -> str:
    """What the figures depend on: the interpreter, and what else the machine does."""
    options = sysconfig.get_config_var("CONFIG_ARGS") or ""
    built = "optimisé" if "--enable-optimizations" in options else "sans --enable-optimizations"
    return (
        f"{platform.python_implementation()} {platform.python_version()} {built}, "
        f"{os.cpu_count()} cœurs, charge {os.getloadavg()[0]:.1f} ; « autres » : la part du "
        f"processeur que prenait le reste de la machine, au-dessus de {100 * _QUIET:.0f} % les "
        "temps ne disent rien de sûr."
    )


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", " ")


if __name__ == "__main__":
    main()
