"""The catalogue endpoint: a file is read, scored and returned row by row (api.md 6.3)."""

from typing import Any, ClassVar

import orjson
from django.conf import settings
from django.http import HttpRequest

from accounts.access import Access
from foundation.addresses import site_origin
from scoring.answers.products import JEANS, TSHIRT
from scoring.answers.sectors import TEXTILE
from scoring.api.base import Answer
from scoring.api.batch.files import TYPES, form_read, form_wanted
from scoring.api.batch.parameters import has_stages, yes_or_no
from scoring.api.batch.reading import A_BATCH_IS, JSON, RefusingClock
from scoring.api.batch.records import CatalogueRecord
from scoring.api.batch.splitting import is_array
from scoring.api.body import EMPTY, MALFORMED, check_coding
from scoring.api.charging import charge_or_refuse
from scoring.api.description.operations import Operation
from scoring.api.errors import ApiError
from scoring.api.simulators import SimulatorView
from scoring.api.tokens import HEADER, refuse_if_asked
from scoring.batches.pace import further_requests, too_many
from scoring.batches.scoring import Asked, CatalogueScoring, rows_of
from scoring.batches.types import WRITTEN
from scoring.catalogue import forms
from scoring.catalogue.faults import UnusableInput
from scoring.catalogue.rows import Rows
from scoring.engine.method import Method
from scoring.instance import served_to


class CatalogueView(SimulatorView):
    """A catalogue of garments."""

    sector = TEXTILE
    operation: ClassVar[Operation] = Operation(
        name="textileCatalogue",
        tag=TEXTILE.name,
        summary="Un catalogue de vêtements, en un fichier",
        description="Le fichier du portail de déclaration tel quel (CSV, XLSX), des colonnes "
        "nommées comme l'API, des demandes en JSON, une par ligne ou en tableau, ou du Parquet. Le "
        "type de contenu dit lequel : text/csv, celui des XLSX, application/x-ndjson, "
        "application/json, application/vnd.apache.parquet ; application/octet-stream laisse "
        "deviner. "
        "Le même fichier revient avec le score de chaque ligne, ou toutes les raisons de son "
        "refus. La forme de la réponse est celle de l'en-tête Accept ou de format, sinon celle du "
        "fichier. Limites et coût sont ceux des lots.",
        answer=list[CatalogueRecord],
        body=("TextileQuery", TEXTILE.request),
        examples=(("Deux vêtements", [TSHIRT, JEANS]),),
        parameters=("catalogue_format", "detail", "strict", "portal", "links"),
        forms=tuple(kind for kind in TYPES if kind != JSON),
    )

    def post(self, request: HttpRequest, method: Method, access: Access, **route: str) -> Answer:
        """Read the rows, charge their cost, and return them with their scores.

        Raises ``ApiError`` for a file that cannot be read or is too large, before any row is
        scored.
        """
        refuse_if_asked(access)
        body = request.body
        if not body:
            raise ApiError(400, {"decoding": EMPTY})
        check_coding(request)
        read = form_read(request, body)
        if read == forms.JSON and not is_array(body):
            raise ApiError(400, {"decoding": f"{MALFORMED} : {A_BATCH_IS} (ligne 1, colonne 1)."})
        written = form_wanted(request, read)
        asked = Asked(
            written=written,
            stages=has_stages(request),
            strict=yes_or_no(request, "strict"),
            portal=yes_or_no(request, "portal") or written == forms.PORTAL_FILE,
            link_root=site_origin(request) if yes_or_no(request, "links") else None,
        )
        clock = RefusingClock()
        count = _count(body, read, clock)
        charge_or_refuse(request, further_requests(count))
        served = served_to(method, entitled=access is Access.GRANTED)
        scoring = CatalogueScoring(method, served, asked, request)
        kind, ending = WRITTEN[asked.written]
        headers = {
            HEADER: served.level,
            "Content-Type": kind,
            "Content-Disposition": f'attachment; filename="catalogue.{ending}"',
        }
        return Answer(scoring.file(_rows(body, read), clock.spent), headers)

    def refused_example(self) -> str:
        """The document's example of an error: a file that lacks required columns."""
        try:
            rows_of(b"a;b\n1;2\n", forms.CSV)
        except UnusableInput as error:
            return str(error)
        return ""

    def examples(self, method: Method, items: list[dict[str, Any]]) -> Any:
        """The document's examples of JSON responses."""
        served = served_to(method, entitled=False)
        scoring = CatalogueScoring(method, served, Asked(forms.JSON), None)
        rows = rows_of(orjson.dumps(items), forms.JSON)
        return orjson.loads(b"".join(scoring.file(rows, 0.0)))


ROUTES = ((f"{TEXTILE.name}/catalogue", CatalogueView, f"{TEXTILE.name}-catalogue"),)


def _rows(body: bytes, form: str) -> Rows:
    """The rows of a body. Raises ``ApiError`` with 400 if it cannot be read."""
    try:
        return rows_of(body, form)
    except UnusableInput as error:
        raise ApiError(400, {"decoding": str(error)}) from None


def _count(body: bytes, form: str, clock: RefusingClock) -> int:
    """Count the rows by reading each of them once. Raises ``ApiError``."""
    limit = settings.BATCH_MAX_ITEMS
    count = 0
    try:
        for _row in _rows(body, form):
            count += 1
            if count > limit:
                raise ApiError(413, {"general": too_many(limit)})
            clock.pause()
    except UnusableInput as error:
        raise ApiError(400, {"decoding": str(error)}) from None
    return count
