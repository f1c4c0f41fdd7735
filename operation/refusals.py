"""What the worker refuses before the application has a request: JSON, as all else (api.md 1).

Gunicorn's own answer is a page of HTML that repeats what was sent. This one repeats nothing.
"""

import json
from typing import NamedTuple

from gunicorn.http import errors


class Refusal(NamedTuple):
    """The status of an answer, the sentence in it, and when to come back."""

    status: int
    reason: str
    message: str
    seconds: int = 0

    def answer(self) -> bytes:
        """The whole answer; a web page may read it, as it may every answer of the API."""
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
TOO_SLOW = Refusal(408, "Request Timeout", "La requête n'est pas arrivée entière à temps.")
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
_ITS_OWN: dict[type[Exception], Refusal] = {
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
# The application's faults, for all that gunicorn counts them among those of a request.
_OURS = (
    errors.ConfigurationProblem,
    errors.InvalidResponseHeader,
    errors.InvalidResponseHeaderName,
)


def refusal_of(error: BaseException) -> Refusal:
    """The answer to what went wrong; ``FAULT`` unless it is the caller's doing."""
    if not isinstance(error, errors.ParseException) or isinstance(error, _OURS):
        return FAULT
    return _ITS_OWN.get(type(error), _MALFORMED)
