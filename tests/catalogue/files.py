"""Catalogues for tests: a row of the portal that scores 2318, and its variants."""

import csv
import importlib
import io
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from scoring.answers.levels import served_to
from scoring.answers.sector import Sector, compute
from scoring.answers.sectors import TEXTILE
from scoring.catalogue.reading.opening import open_rows
from scoring.catalogue.results import Result
from scoring.catalogue.scoring import score_rows
from scoring.catalogue.vocabulary.portal_columns import TITLES
from scoring.engine.method import Method

CASES = Path(__file__).parents[1] / "conformance" / "cases"
# A pullover in the portal's columns, and the same as a request.
PULL = {
    "GTINs/EANs": "2234567891001;3234567891000",
    "Référence interne": "REF-123",
    "Score": "2318",
    "Catégorie": "Pull",
    "Masse (en kg)": "0,55",
    "Remanufacturé": "Non",
    "Nombre de références": "9000",
    "Prix (en euros, TTC)": "100",
    "Taille de l'entreprise": "Grande entreprise sans service de réparation",
    "Matière 1": "Viscose",
    "Matière 1 pourcentage": "90,00 %",
    "Matière 1 origine": "Chine",
    "Matière 2": "Jute",
    "Matière 2 pourcentage": "10,00 %",
    "Origine de filature": "Chine",
    "Origine de tissage/tricotage": "Chine",
    "Origine de l'ennoblissement/impression": "Chine",
    "Type d'impression": "Pigmentaire",
    "Pourcentage d'impression": "20,00 %",
    "Origine de confection": "Chine",
    "Délavage": "Non",
    "Part du transport aérien": "75%",
    "Quantité de bouton en métal": "1",
}
PULL_REQUEST: dict[str, Any] = {
    "product": "pull",
    "mass": 0.55,
    "upcycled": False,
    "numberOfReferences": 9000,
    "price": 100,
    "business": "large-business-without-services",
    "materials": [
        {"id": "ei-viscose", "share": 0.9, "country": "CN"},
        {"id": "ei-jute-kenaf", "share": 0.1},
    ],
    "countrySpinning": "CN",
    "countryFabric": "CN",
    "countryDyeing": "CN",
    "printing": {"kind": "pigment", "ratio": 0.2},
    "countryMaking": "CN",
    "fading": False,
    "airTransportRatio": 0.75,
    "trims": [{"id": "0c903fc7-279b-4375-8cfa-ca8133b8e973", "quantity": 1}],
}
SCORE = 2318.326247789541
# All the columns of the first form of accessories.
HEADER = [title for title in TITLES.values() if not title.startswith("Accessoire")]


def pull(**changes: Any) -> dict[str, Any]:
    """The row, with some columns changed.

    >>> pull(Score="")["Score"]
    ''
    """
    return {**PULL, **changes}


def lines(
    rows: Iterable[Mapping[str, Any]],
    header: Sequence[str] = HEADER,
    *,
    separator: str = ";",
    encoding: str = "utf-8",
) -> bytes:
    """Rows as a CSV file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, header, restval="", delimiter=separator, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def score(
    content: bytes,
    method: Method,
    form: str | None = None,
    *,
    sector: Sector[Any, Any, Any] = TEXTILE,
    **options: Any,
) -> list[Result]:
    """The results of a file."""
    rows = open_rows(io.BytesIO(content), form, sector=sector)
    return list(
        score_rows(rows, sector=sector, method=method, served=served_to(method, None), **options)
    )


def score_one(method: Method, **changes: Any) -> Result:
    """The result of the row with some columns changed, read from a CSV file."""
    header = [*HEADER, *(name for name in changes if name not in HEADER)]
    [result] = score(lines([pull(**changes)], header), method)
    return result


def score_of(method: Method, request: Any) -> float:
    """The answer of a single call."""
    product = compute(TEXTILE, method, request, served_to(method, None))
    return product.impacts["ecs"] or 0.0


def requests(count: int | None = None, name: str = "textile.jsonl") -> list[Any]:
    """Requests of the conformance cases: examples, extremes and random ones."""
    with (CASES / name).open(encoding="utf-8") as cases:
        return [json.loads(line)["query"] for line in islice(cases, count)]


def needs(module: str) -> ModuleType:
    """A library of an extra; without it the test is skipped, unless all extras must be there."""
    try:
        return importlib.import_module(module)
    except ImportError:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"{module} is not installed: make .venv/dev.stamp")


def codes(result: Result) -> list[str]:
    """The codes of a row's warnings."""
    return [remark.code for remark in result.warnings]


def columns(result: Result) -> list[str]:
    """The columns for which a row is rejected."""
    return [fault.column for fault in result.errors]
