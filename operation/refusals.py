"""Errors that the worker returns before the application gets a request, in JSON (api.md 1).

Gunicorn's own error page is HTML and echoes the request; these responses echo nothing.
"""

import json
from typing import NamedTuple

from gunicorn.http import errors


class Refusal(NamedTuple):
    """An error response: status, reason phrase, message, and ``Retry-After`` in seconds if any."""

    status: int
    reason: str
    message: str
    seconds: int = 0

    def answer(self) -> bytes:
        """Return the complete HTTP response, with CORS headers like every API response."""
        body = json.dumps({"error": {"general": self.message}}, ensure_ascii=False).encode()
        head = (
            f"HTTP/1.1 {self.status} {self.reason}\r\n"
            "Connection: close\r\n"
            "Content-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n"
            "Access-Control-Allow-Origin: *\r\n"
            "Access-Control-Expose-Headers: Retry-After\r\n"
            "X-Content-Type-Options: nosniff\r\n"
        )
        if self.seconds:
            head += f"Retry-After: {self.seconds}\r\n"
        return f"{head}\r\n".encode("ascii") + body


FAULT = Refusal(500, "Internal Server Error", "Erreur interne du serveur.")
REQUEST_TIMEOUT = Refusal(408, "Request Timeout", "La requête n'est pas arrivée entière à temps.")
BUSY = Refusal(
    503, "Service Unavailable", "Trop de requêtes attendent une réponse ; recommencez plus tard."
)
BUSY_WITH_BATCHES = Refusal(
    status=503,
    reason="Service Unavailable",
    message="Trop de lots sont en cours de calcul ; recommencez dans quelques secondes.",
    seconds=5,
)
_MALFORMED = Refusal(400, "Bad Request", "La requête n'est pas du HTTP lisible.")
_BY_ERROR: dict[type[Exception], Refusal] = {
    errors.LimitRequestLine: Refusal(
        414, "URI Too Long", "La première ligne de la requête est trop longue."
    ),
    errors.LimitRequestHeaders: Refusal(
        431,
        "Request Header Fields Too Large",
        "Les en-têtes de la requête sont trop nombreux ou trop longs.",
    ),
    errors.ExpectationFailed: Refusal(
        417, "Expectation Failed", "Le seul en-tête Expect accepté est « 100-continue »."
    ),
    errors.UnsupportedTransferCoding: Refusal(
        501, "Not Implemented", "Le seul codage de transfert accepté est « chunked »."
    ),
}
# Bugs of the application that gunicorn nevertheless reports as parse errors of the request.
_SERVER_ERRORS = (
    errors.ConfigurationProblem,
    errors.InvalidResponseHeader,
    errors.InvalidResponseHeaderName,
)


def refusal_of(error: BaseException) -> Refusal:
    """Return the response to an error: ``FAULT`` (500) unless the client caused it."""
    if not isinstance(error, errors.ParseException) or isinstance(error, _SERVER_ERRORS):
        return FAULT
    return _BY_ERROR.get(type(error), _MALFORMED)
