"""``make bench-catalogue``: rows per second by format and step, on one core and on all; memory.

Steps are measured in CPU time, the whole command in wall-clock time.
"""

import argparse
import csv
import importlib
import io
import itertools
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.requests import textile_requests
from ecobalyse.methods import load
from scoring.answers.levels import served_to
from scoring.answers.sectors import TEXTILE
from scoring.catalogue.reading.opening import open_rows
from scoring.catalogue.rows import Request
from scoring.catalogue.scoring import Scorer
from scoring.catalogue.writing.opening import renderer_of
from tests.catalogue.files import HEADER, pull

REPOSITORY = Path(__file__).parents[1]
_STEP_ROWS = 5_000
_REPEATS = 3
_PRODUCTS = ("Pull", "Jean", "T-shirt / Polo", "Chemise", "Chaussettes", "Pantalon / Short")
_MATERIALS = ("Viscose", "Jute", "Coton", "Polyester", "Lin", "Acrylique")
_COUNTRIES = ("Chine", "France", "Inde", "Tunisie", "Turquie", "Maroc")


def main() -> None:
    """Run the measurements and print tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=100_000, help="rows of the files")
    parser.add_argument("--long", type=int, default=0, help="rows of one more, for the memory")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        requests, portal = folder / "requests.jsonl", folder / "portal.csv"
        _write(requests, _json_lines(options.rows))
        _write(portal, _portal_lines(options.rows))
        _steps("lignes de JSON, score seul", requests, "jsonl", "summary")
        _steps("lignes de JSON vers du Parquet, avec les étapes", requests, "parquet", "stages")
        _steps("portail en CSV, avec les étapes", portal, "csv", "stages")
        _steps("portail en CSV vers du XLSX, avec les étapes", portal, "xlsx", "stages")
        for source in (_converted(portal, "xlsx"), _converted(portal, "parquet")):
            _steps(f"portail en {source.suffix}, avec les étapes", source, "csv", "stages")
        one = folder / "one.jsonl"
        _write(one, _json_lines(1))
        print("\nLa commande, démarrage compris")
        _command(one, folder / "out.jsonl", "summary", 1, 1)
        for source, target, detail in (
            (requests, "jsonl", "summary"),
            (requests, "csv", "stages"),
            (requests, "parquet", "stages"),
            (portal, "csv", "stages"),
            (portal, "xlsx", "stages"),
            (portal, "jsonl", "stages"),
        ):
            for jobs in (1, os.cpu_count() or 1):
                _command(source, folder / f"out.{target}", detail, jobs, options.rows)
        if options.long:
            _write(requests, _json_lines(options.long))
            _command(requests, folder / "out.jsonl", "summary", 1, options.long)


def _converted(portal: Path, form: str) -> Path:
    """The first rows of the portal's file in another format, all cells as texts."""
    with portal.open(encoding="utf-8", newline="") as file:
        header, *rows = islice(csv.reader(file, delimiter=";"), _STEP_ROWS + 1)
    path = portal.with_suffix(f".{form}")
    if form == "parquet":
        table = importlib.import_module("pyarrow").table(
            dict(zip(header, zip(*rows, strict=True), strict=True))
        )
        importlib.import_module("pyarrow.parquet").write_table(table, path)
        return path
    book = importlib.import_module("openpyxl").Workbook(write_only=True)
    sheet = book.create_sheet("Produits")
    for row in (header, *rows):
        sheet.append(row)
    book.save(path)
    return path


def _steps(label: str, path: Path, form: str, detail: str) -> None:
    """Measure the CPU time per row of each step."""
    method = load()
    served = served_to(method, None)
    print(f"\n{label} : temps du processeur pour une ligne")

    def read() -> list[Any]:
        with path.open("rb") as file:
            rows = open_rows(file, sector=TEXTILE)
            layouts[:] = [rows.layout]
            return list(islice(rows, _STEP_ROWS))

    layouts: list[Any] = []
    rows = _timed("lecture", read)
    scorer = Scorer(layouts[0], sector=TEXTILE, method=method, served=served, detail=detail)

    def requested() -> list[Request]:
        return [scorer.request(row) for row in rows]

    _timed("demande", requested)
    results = _timed(
        "demande et calcul", lambda: [scorer.score(index, row) for index, row in enumerate(rows)]
    )
    renderer = renderer_of(form, layouts[0], sector=TEXTILE, detail=detail)
    _timed("écriture", lambda: renderer.render(results))


def _timed(label: str, act: Callable[[], Any]) -> Any:
    best = float("inf")
    for _ in range(_REPEATS):
        started = time.process_time()
        found = act()
        best = min(best, time.process_time() - started)
    print(f"  {label:<24} {best / _STEP_ROWS * 1e6:>7.1f} µs")
    return found


def _command(source: Path, target: Path, detail: str, jobs: int, rows: int) -> None:
    """Measure the whole command, in its own process."""
    command = [sys.executable, "-m", "ecobalyse", "score", str(source), "-o", str(target)]
    command += ["--detail", detail, "--jobs", str(jobs), "--quiet"]
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=REPOSITORY)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        print(f"  {source.suffix} -> {target.suffix} : sortie {process.returncode}")
        return
    peak = usage.ru_maxrss / 1024
    print(
        f"  {source.suffix} -> {target.suffix:<8} {detail:<8} {jobs} processus : "
        f"{rows / seconds:>8.0f} lignes/s, {_processor(usage) / rows * 1e6:>6.1f} µs de processeur "
        f"par ligne, {peak:>6.0f} Mo au plus"
    )


def _processor(usage: resource.struct_rusage) -> float:
    return usage.ru_utime + usage.ru_stime


def _write(path: Path, lines: Iterator[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(lines)


def _json_lines(rows: int) -> Iterator[str]:
    bodies = itertools.cycle(textile_requests())
    for number, body in zip(range(rows), bodies, strict=False):
        yield json.dumps({"id": f"R{number}", **body}, ensure_ascii=False) + "\n"


def _portal_lines(rows: int) -> Iterator[str]:
    """Yield rows that vary the way a real catalogue's do."""
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADER, restval="", delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    for number in range(rows):
        share = 10 + number % 81
        row = pull(
            **{
                "Référence interne": f"REF-{number}",
                "Catégorie": _PRODUCTS[number % 6],
                "Masse (en kg)": f"0,{100 + number * 7919 % 900}",
                "Nombre de références": str(1 + number * 104_729 % 20_000),
                "Prix (en euros, TTC)": f"{5 + number * 31 % 300},{number % 100:02}",
                "Matière 1": _MATERIALS[number % 6],
                "Matière 1 pourcentage": f"{share},00 %",
                "Matière 2": _MATERIALS[(number + 1 + number // 6 % 5) % 6],
                "Matière 2 pourcentage": f"{100 - share},00 %",
                "Origine de tissage/tricotage": _COUNTRIES[number // 3 % 6],
                "Origine de confection": _COUNTRIES[number // 5 % 6],
            }
        )
        writer.writerow(row)
        yield text.getvalue()
        text.seek(0)
        text.truncate()


if __name__ == "__main__":
    main()
