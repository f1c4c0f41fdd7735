"""Posted catalogues: a file, text pasted from a spreadsheet, or what a results page holds.

Everything is in memory, and is discarded with the request.
"""

import base64
import binascii
import zlib
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from foundation.bills import charge
from scoring.batches.pace import Clock, TooLong, further_requests, too_many
from scoring.batches.scoring import rows_of
from scoring.catalogue import forms
from scoring.catalogue.faults import UnusableInput
from scoring.catalogue.reading.tables import rows_of_table
from scoring.catalogue.rows import Rows
from scoring.engine.method import Method
from scoring.web.refusals import told

# Maximum size of a file that a results page holds for its downloads, in characters once packed.
LONGEST_KEPT = 2_000_000
TABLE_TYPE = "application/json"


class Refused(Exception):
    """The posted data cannot be scored; the message says why, ``status`` is the HTTP status."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


class PostedCatalogue(NamedTuple):
    """A posted catalogue; ``is_table`` means the rows held by the page's script."""

    body: bytes
    name: str = ""
    is_table: bool = False

    def rows(self, method: Method) -> Rows:
        """The rows, from the first one. Raises ``UnusableInput``."""
        if self.is_table:
            return rows_of_table(self.body, method)
        return rows_of(self.body, forms.form_of_start(self.body[:64]))


class Counted(NamedTuple):
    """A source that was read once: its number of rows, and messages about the whole file."""

    source: PostedCatalogue
    rows: int
    seconds: float
    notes: list[str]


def posted_form(request: HttpRequest) -> PostedCatalogue:
    """The catalogue in a posted form. Raises ``Refused`` if there is none."""
    file = request.FILES.get("file")
    if file is not None and not isinstance(file, list):
        return PostedCatalogue(file.read(), file.name or "")
    kept = request.POST.get("kept", "")
    if kept:
        return PostedCatalogue(unpacked(kept), request.POST.get("name", ""))
    text = request.POST.get("text", "")
    if text.strip():
        return PostedCatalogue(text.encode("utf-8", "replace"))
    raise Refused(_("Choisissez un fichier, ou collez des lignes d'un tableur."))


def posted_body(request: HttpRequest) -> PostedCatalogue:
    """The catalogue that the script sends: a file, or its table. Raises ``Refused``."""
    if not request.body:
        raise Refused(_("Le fichier est vide."))
    return PostedCatalogue(request.body, is_table=request.content_type == TABLE_TYPE)


def counted(request: HttpRequest, source: PostedCatalogue, method: Method) -> Counted:
    """Read a catalogue once and charge its cost. Raises ``Refused``, before anything is scored."""
    limit = settings.BATCH_MAX_ITEMS
    clock = Clock()
    count = 0
    try:
        rows = source.rows(method)
        for _row in rows:
            count += 1
            if count > limit:
                raise Refused(too_many(limit), 413)
            clock.pause()
    except UnusableInput as error:
        raise Refused(told(str(error))) from None
    except TooLong as error:
        raise Refused(told(str(error)), 413) from None
    if not count:
        raise Refused(_("Le fichier n'a aucune ligne sous ses titres."))
    if not charge(request, further_requests(count)):
        # The rate-limit middleware writes the message and Retry-After.
        raise Refused("rate limit", 429)
    notes = list(map(told, rows.notes))
    if rows.cut is not None:
        notes.append(_("Le fichier s'arrête au milieu de la ligne {line}.").format(line=rows.cut))
    return Counted(source=source, rows=count, seconds=clock.spent, notes=notes)


def packed(body: bytes) -> str:
    """A file as the value of a form field; "" if it is too large."""
    text = base64.b64encode(zlib.compress(body, 6)).decode()
    return text if len(text) <= LONGEST_KEPT else ""


def unpacked(text: str) -> bytes:
    """The file in a form field. Raises ``Refused`` if invalid or too large once unpacked.

    >>> unpacked(packed(b"a;b"))
    b'a;b'
    """
    unpacker = zlib.decompressobj()
    limit = settings.BATCH_MAX_BYTES
    try:
        body = unpacker.decompress(base64.b64decode(text, validate=True), limit + 1)
    except (ValueError, binascii.Error, zlib.error):
        raise Refused(_("Le catalogue envoyé par la page n'est pas lisible.")) from None
    if len(body) > limit:
        raise Refused(_("Ce fichier est trop grand."), 413)
    return body
