"""Reading the JSON body of a request, within its limits (api.md 1 and 7)."""

import codecs

import orjson
from django.http import HttpRequest

from scoring.api.errors import ApiError

MAXIMUM_BYTES = 102_400


def read_json(request: HttpRequest) -> object:
    """Decode the body.

    Raises ``ApiError``: 413 for a body over the limit, 400 for another content type than JSON, for
    what is no JSON, and for a body that does not come whole.
    """
    body = _read(request)
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
        # Some programs start every text with a mark; the public service passes over it.
        return orjson.loads(body.removeprefix(codecs.BOM_UTF8))
    except orjson.JSONDecodeError as error:
        place = f"ligne {error.lineno}, colonne {error.colno}"
        coding = request.headers.get("Content-Encoding", "identity")
        if coding != "identity":
            place = f"le corps est codé en « {coding} », il doit être envoyé tel quel"
        raise ApiError(400, {"decoding": f"Format JSON invalide : {place}."}) from None


def _read(request: HttpRequest) -> bytes:
    environ = request.META
    chunked = "CONTENT_LENGTH" not in environ and environ.get("wsgi.input_terminated")
    try:
        announced = int(environ.get("CONTENT_LENGTH") or 0)
    except ValueError:
        announced = 0
    if announced > MAXIMUM_BYTES:
        raise _too_large()
    try:
        # Django would take a chunked body for an empty one.
        body: bytes = environ["wsgi.input"].read(MAXIMUM_BYTES + 1) if chunked else request.body
    except Exception:
        # Cut off, too slow, or badly chunked: each server has exceptions of its own for that, and
        # none of them is a fault of ours.
        raise ApiError(
            400, {"decoding": "Format JSON invalide : le corps n'est pas arrivé entier."}
        ) from None
    if len(body) > MAXIMUM_BYTES:
        raise _too_large()
    return body


def _too_large() -> ApiError:
    return ApiError(
        413,
        {"general": f"Le corps de la requête dépasse la limite de {MAXIMUM_BYTES} octets."},
    )
