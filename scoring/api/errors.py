"""The errors of the HTTP API: one message per field, and a status (api.md 7)."""

from collections.abc import Mapping

from foundation.json_answers import UNKNOWN_ENDPOINT


class ApiError(Exception):
    """An error with its HTTP status and one message per field."""

    def __init__(self, status_code: int, faults: Mapping[str, str]) -> None:
        self.status_code = status_code
        self.faults = dict(faults)
        super().__init__(", ".join(faults))


def unknown_endpoint() -> ApiError:
    """The error for an unknown route, an unsupported HTTP method or an unknown trigram."""
    return ApiError(404, {"general": UNKNOWN_ENDPOINT})
