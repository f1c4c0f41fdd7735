"""What was posted: a file, a text pasted from a spreadsheet, or what a page of results keeps.

All of it is in memory, and is forgotten with the request.
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
from scoring.catalogue.rows import Rows
from scoring.engine.method import Method
from scoring.web.catalogue.tables import rows_of_table
from scoring.web.refusals import told

# A page of results keeps a file for its downloads up to this many characters, packed.
LONGEST_KEPT = 2_000_000
TABLE_TYPE = "application/json"


class Refused(Exception):
    """What was posted is not scored; the message says why, ``status`` is that of the answer."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


class Source(NamedTuple):
    """A catalogue as it was posted; ``is_table`` tells the rows of the page's script."""

    body: bytes
    name: str = ""
    is_table: bool = False

    def rows(self, method: Method) -> Rows:
        """The rows, from the first one. Raises ``UnusableInput``."""
        if self.is_table:
            return rows_of_table(self.body, method)
        return rows_of(self.body, forms.form_of_start(self.body[:64]))


class Counted(NamedTuple):
    """A source that was read once: how many rows it has, what there is to say of it as a whole."""

    source: Source
    rows: int
    seconds: float
    notes: list[str]


def posted_form(request: HttpRequest) -> Source:
    """What a form of the page holds. Raises ``Refused`` where it holds no catalogue."""
    file = request.FILES.get("file")
    if file is not None and not isinstance(file, list):
        return Source(file.read(), file.name or "")
    kept = request.POST.get("kept", "")
    if kept:
        return Source(unpacked(kept), request.POST.get("name", ""))
    text = request.POST.get("text", "")
    if text.strip():
        return Source(text.encode("utf-8", "replace"))
    raise Refused(_("Choisissez un fichier, ou collez des lignes d'un tableur."))


def posted_body(request: HttpRequest) -> Source:
    """What the script sends: a file as it is, or its table. Raises ``Refused``."""
    if not request.body:
        raise Refused(_("Le fichier est vide."))
    return Source(request.body, is_table=request.content_type == TABLE_TYPE)


def counted(request: HttpRequest, source: Source, method: Method) -> Counted:
    """Read a catalogue once, and count what it costs. Raises ``Refused``, before any is scored."""
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
        # Who counts words it, and says when to come back.
        raise Refused("rate limit", 429)
    notes = list(map(told, rows.notes))
    if rows.cut is not None:
        notes.append(_("Le fichier s'arrête au milieu de la ligne {line}.").format(line=rows.cut))
    return Counted(source=source, rows=count, seconds=clock.spent, notes=notes)


def packed(body: bytes) -> str:
    """A file as a field of a form keeps it; "" for one that is too large."""
    text = base64.b64encode(zlib.compress(body, 6)).decode()
    return text if len(text) <= LONGEST_KEPT else ""


def unpacked(text: str) -> bytes:
    """The file that a field keeps. Raises ``Refused``: for what is none, or unpacks to too much.

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
