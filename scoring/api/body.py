"""Parses the JSON body of a request (api.md 1 and 7); its size is checked before the view."""

import codecs

import orjson
from django.http import HttpRequest

from scoring.api.errors import ApiError


def read_json(request: HttpRequest) -> object:
    """Parse the body.

    Raises ``ApiError`` with 400 for a content type other than JSON, and for invalid JSON.
    """
    body = request.body
    if not body:
        raise ApiError(400, {"decoding": "Format JSON invalide : le corps est vide."})
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
        place = f"ligne {error.lineno}, colonne {error.colno}"
        coding = request.headers.get("Content-Encoding", "identity")
        if coding != "identity":
            place = f"le corps est codé en « {coding} », il doit être envoyé tel quel"
        raise ApiError(400, {"decoding": f"Format JSON invalide : {place}."}) from None
