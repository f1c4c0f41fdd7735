"""Parses the JSON body of a request (api.md 1 and 7); its size is checked before the view."""

import codecs

import orjson
from django.http import HttpRequest

from scoring.api.errors import ApiError

MALFORMED = "Format JSON invalide"
EMPTY = f"{MALFORMED} : le corps est vide."


def read_json(request: HttpRequest) -> object:
    """Parse the body.

    Raises ``ApiError`` with 400 for a content type other than JSON, and for invalid JSON.
    """
    body = request.body
    if not body:
        raise ApiError(400, {"decoding": EMPTY})
    received = request.content_type or "aucun"
    if received != "application/json":
        raise ApiError(
            400,
            {
                "decoding": f"Le type de contenu reçu est « {received} », le type attendu est "
                "« application/json » (en-tête Content-Type)."
            },
        )
    try:
        # Some programs prefix text with a byte order mark; the public service ignores it.
        return orjson.loads(body.removeprefix(codecs.BOM_UTF8))
    except orjson.JSONDecodeError as error:
        check_coding(request)
        raise ApiError(400, {"decoding": not_json(error)}) from None


def check_coding(request: HttpRequest) -> None:
    """Refuse a body that says it is compressed. Raises ``ApiError`` with 400."""
    coding = request.headers.get("Content-Encoding", "identity")
    if coding != "identity":
        place = f"le corps est codé en « {coding} », il doit être envoyé tel quel"
        raise ApiError(400, {"decoding": f"{MALFORMED} : {place}."})


def not_json(error: orjson.JSONDecodeError) -> str:
    """Say where a text stops being JSON."""
    return f"{MALFORMED} : ligne {error.lineno}, colonne {error.colno}."


def place_in(body: bytes, position: int) -> str:
    """The line and column of a byte, from 1."""
    start = body.rfind(b"\n", 0, position) + 1
    line = body.count(b"\n", 0, position) + 1
    column = len(body[start:position].decode(errors="replace")) + 1
    return f"ligne {line}, colonne {column}"
