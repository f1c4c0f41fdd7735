"""Errors of the HTTP API: always JSON, always the same shape (api.md 7)."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from foundation.addresses import documentation_url

UNKNOWN_ENDPOINT = "Endpoint doesn't exist"


class ApiError(Exception):
    """A refusal with its HTTP status and one message a field."""

    def __init__(self, status_code: int, faults: Mapping[str, str]) -> None:
        self.status_code = status_code
        self.faults = dict(faults)
        super().__init__(", ".join(faults))


def unknown_endpoint() -> ApiError:
    """The refusal of an unknown route, of a wrong method, of an unknown trigram."""
    return ApiError(404, {"general": UNKNOWN_ENDPOINT})


def error_body(request: HttpRequest, faults: Mapping[str, str]) -> dict[str, Any]:
    """The JSON object of a refusal."""
    return {"error": dict(faults), "documentation": documentation_url(request)}
