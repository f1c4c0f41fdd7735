"""What the HTTP API refuses: one message a field, and a status (api.md 7)."""

from collections.abc import Mapping

from foundation.json_answers import UNKNOWN_ENDPOINT


class ApiError(Exception):
    """A refusal with its HTTP status and one message a field."""

    def __init__(self, status_code: int, faults: Mapping[str, str]) -> None:
        self.status_code = status_code
        self.faults = dict(faults)
        super().__init__(", ".join(faults))


def unknown_endpoint() -> ApiError:
    """The refusal of an unknown route, of a wrong method, of an unknown trigram."""
    return ApiError(404, {"general": UNKNOWN_ENDPOINT})
