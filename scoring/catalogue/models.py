"""Template files: the columns of a vocabulary, and two valid rows (catalogue.md 7)."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any, Final

from foundation.spreadsheets import guarded
from scoring.answers.products import JEANS, TSHIRT
from scoring.catalogue.cells import text_of
from scoring.catalogue.declaration.cells import FILE_LAYOUT, PortalCells
from scoring.catalogue.declaration.words import PortalWords
from scoring.catalogue.vocabulary.api_columns import flattened
from scoring.catalogue.writing.sheet import plain_sheet
from scoring.engine.method import Method

PORTAL: Final = "portail"
API: Final = "api"
MODELS: Final = frozenset(
    (vocabulary, ending) for vocabulary in (PORTAL, API) for ending in ("csv", "xlsx")
)
_ROWS: Final = (
    ("EXEMPLE-1", "2000000000008", TSHIRT),
    ("EXEMPLE-2", "2000000000015", JEANS),
)
_MATERIALS: Final = 5
_API_HEADER: Final = (
    "id",
    "product",
    "mass",
    *(
        f"materials.{number}.{part}"
        for number in range(1, _MATERIALS + 1)
        for part in ("id", "share", "country")
    ),
    "countrySpinning",
    "countryFabric",
    "countryDyeing",
    "printing.kind",
    "printing.ratio",
    "countryMaking",
    "fading",
    "airTransportRatio",
    "upcycled",
    "price",
    "numberOfReferences",
    "business",
    "trims.1.id",
    "trims.1.quantity",
    "trims.2.id",
    "trims.2.quantity",
    "declaredScore",
)


def model_of(method: Method, vocabulary: str, ending: str) -> bytes:
    """Build a file of ``MODELS``, as CSV for French spreadsheets or as XLSX."""
    if vocabulary == PORTAL:
        words = PortalWords(method)
        header: Sequence[str] = FILE_LAYOUT.header
        rows = [
            PortalCells(body, words).row(gtins=gtin, reference=name) for name, gtin, body in _ROWS
        ]
    else:
        header = _API_HEADER
        rows = [_api_row(name, body) for name, _gtin, body in _ROWS]
    if ending == "xlsx":
        return plain_sheet([header, *rows])
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([guarded(text_of(cell)) for cell in row] for row in (header, *rows))
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _api_row(name: str, body: Mapping[str, Any]) -> list[str]:
    cells = dict(flattened(body)) | {"id": name}
    return [cells.get(column, "") for column in _API_HEADER]
