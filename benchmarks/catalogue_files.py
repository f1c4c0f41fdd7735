"""The files that ``make bench-catalogue`` reads: requests, and the portal's columns."""

import csv
import importlib
import io
import itertools
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.requests import food_requests, textile_requests
from scoring.catalogue.gtins import has_right_check_digit
from tests.catalogue.files import HEADER, pull

_PRODUCTS = ("Pull", "Jean", "T-shirt / Polo", "Chemise", "Chaussettes", "Pantalon / Short")
_MATERIALS = ("Viscose", "Jute", "Coton", "Polyester", "Lin", "Acrylique")
_COUNTRIES = ("Chine", "France", "Inde", "Tunisie", "Turquie", "Maroc")


def garments(path: Path, rows: int) -> Path:
    """Requests for garments, as JSON lines."""
    return _written(path, _json_lines(textile_requests(), rows))


def recipes(path: Path, rows: int) -> Path:
    """Requests for recipes, as JSON lines."""
    return _written(path, _json_lines(food_requests(), rows))


def portal(path: Path, rows: int) -> Path:
    """The portal's columns, as CSV."""
    return _written(path, _portal_lines(rows))


def converted(source: Path, path: Path, rows: int) -> Path:
    """The first rows of the portal's file, in the format of a path, all cells as texts."""
    with source.open(encoding="utf-8", newline="") as file:
        header, *found = islice(csv.reader(file, delimiter=";"), rows + 1)
    if path.suffix == ".parquet":
        table = importlib.import_module("pyarrow").table(
            dict(zip(header, zip(*found, strict=True), strict=True))
        )
        importlib.import_module("pyarrow.parquet").write_table(table, path)
        return path
    book = importlib.import_module("xlsxwriter").Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("Produits")
    for line, row in enumerate((header, *found)):
        for place, cell in enumerate(row):
            sheet.write_string(line, place, cell)
    book.close()
    return path


def _written(path: Path, lines: Iterable[str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(lines)
    return path


def _json_lines(bodies: list[dict[str, Any]], rows: int) -> Iterator[str]:
    for number, body in zip(range(rows), itertools.cycle(bodies), strict=False):
        yield json.dumps({"id": f"R{number}", **body}, ensure_ascii=False) + "\n"


def _gtin(number: int) -> str:
    start = f"2{number:011}"
    return next(start + end for end in "0123456789" if has_right_check_digit(start + end))


def _portal_lines(rows: int) -> Iterator[str]:
    """Yield rows that vary the way a real catalogue's do."""
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADER, restval="", delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    for number in range(rows):
        share = 10 + number % 81
        row = pull(
            **{
                "GTINs/EANs": f"{_gtin(2 * number)};{_gtin(2 * number + 1)}",
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
