"""Errors of the HTTP API: always JSON, always the same shape (api.md 7)."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from rest_framework import exceptions, status
from rest_framework.response import Response

from scoring.api.addresses import documentation_url
from scoring.engine.errors import InvalidQuery

UNKNOWN_ENDPOINT = "Endpoint doesn't exist"


class ApiError(Exception):
    """A refusal with its HTTP status and one message a field."""

    def __init__(self, status_code: int, faults: Mapping[str, str]) -> None:
        self.status_code = status_code
        self.faults = dict(faults)
        super().__init__(", ".join(faults))


def unknown_endpoint() -> ApiError:
    """The refusal of an unknown route, of a wrong method, of an unknown trigram."""
    return ApiError(status.HTTP_404_NOT_FOUND, {"general": UNKNOWN_ENDPOINT})


def error_body(request: HttpRequest, faults: Mapping[str, str]) -> dict[str, Any]:
    """The JSON object of a refusal."""
    return {"error": dict(faults), "documentation": documentation_url(request)}


def exception_handler(exception: Exception, context: dict[str, Any]) -> Response | None:
    """Turn what a view raises into an answer; what is not foreseen goes on as a fault of ours."""
    request = context["request"]
    if isinstance(exception, InvalidQuery):
        return Response(error_body(request, exception.faults), status.HTTP_400_BAD_REQUEST)
    if isinstance(exception, exceptions.MethodNotAllowed | exceptions.NotFound):
        exception = unknown_endpoint()
    if isinstance(exception, ApiError):
        return Response(error_body(request, exception.faults), exception.status_code)
    if isinstance(exception, exceptions.APIException):
        return Response(
            error_body(request, {"general": str(exception.detail)}), exception.status_code
        )
    return None
