"""Content types of the catalogue files accepted and returned (api.md 6.3)."""

from django.http import HttpRequest

from scoring.api.batch.reading import JSON, LINE_TYPES, LINES
from scoring.api.errors import ApiError
from scoring.batches.types import CSV_TYPE, PARQUET_TYPE, WRITTEN, XLSX_TYPE
from scoring.catalogue import forms

# The format for each content type; that of a generic binary type is detected from its content.
_READ: dict[str, str | None] = {
    CSV_TYPE: forms.CSV,
    "text/tab-separated-values": forms.CSV,
    XLSX_TYPE: forms.XLSX,
    JSON: forms.JSON,
    **dict.fromkeys(LINE_TYPES, forms.JSON_LINES),
    PARQUET_TYPE: forms.PARQUET,
    "application/x-parquet": forms.PARQUET,
    "application/octet-stream": None,
}
_OF_TYPE = {
    CSV_TYPE: forms.CSV,
    XLSX_TYPE: forms.XLSX,
    JSON: forms.JSON,
    LINES: forms.JSON_LINES,
    PARQUET_TYPE: forms.PARQUET,
}
TYPES = tuple(_OF_TYPE)


def form_read(request: HttpRequest, body: bytes) -> str:
    """The format of the request body. Raises ``ApiError`` for an unsupported content type."""
    received = request.content_type or "aucun"
    if received not in _READ:
        taken = ", ".join(f"« {kind} »" for kind in TYPES)
        raise ApiError(
            400,
            {
                "decoding": f"Le type de contenu reçu est « {received} », les types attendus sont "
                f"{taken} (en-tête Content-Type)."
            },
        )
    return _READ[received] or forms.form_of_start(body[:64])


def form_wanted(request: HttpRequest, read: str) -> str:
    """The format of the response: from the URL or ``Accept``, else that of the request."""
    asked = request.GET.get("format")
    if asked is not None:
        if asked not in WRITTEN:
            message = f"La forme « {asked} » n'existe pas (formes : {', '.join(WRITTEN)})."
            raise ApiError(400, {"format": message})
        return asked
    own = next(kind for kind, form in _OF_TYPE.items() if form == read)
    preferred = request.get_preferred_type([own, *TYPES])
    return _OF_TYPE[preferred] if preferred else read
