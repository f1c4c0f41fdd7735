"""What all views of the API share: JSON in and out, no session, no cookie, no CSRF.

The views are DRF's, so that the schema generator knows them, but they take and give Django's own
requests and answers: DRF's negotiation and wrapping would double the time of a call, and the
contract leaves nothing to negotiate.
"""

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from rest_framework.views import APIView

from scoring.api.errors import ApiError, error_body, unknown_endpoint
from scoring.api.schema.operations import OperationSchema
from scoring.api.versions import VersionError, pinned_method
from scoring.engine.errors import InvalidQuery
from scoring.engine.method import Method


def json_answer(data: Any, status: int = 200) -> HttpResponse:
    """Full double precision; a figure that is not finite is null (api.md 9)."""
    body = orjson.dumps(data)
    return HttpResponse(
        body,
        status=status,
        headers={"Content-Type": "application/json", "Content-Length": str(len(body))},
    )


class ApiView(APIView):
    """Base of the API's views: ``get`` or ``post`` returns what is to be written as JSON.

    ``self.method_version`` is the method version that the address asks for.
    """

    schema = OperationSchema()
    authentication_classes = ()
    permission_classes = ()
    method_version: Method

    def dispatch(
        self, request: HttpRequest, version: str | None = None, **kwargs: Any
    ) -> HttpResponse:
        """Call the handler of the request's method; any other method is an unknown route."""
        if request.method == "OPTIONS":
            # A preflight of a browser; the headers it looks for are added to it.
            response = HttpResponse(status=204)
            del response.headers["Content-Type"]
            return response
        try:
            self.method_version = pinned_method(version)
            return self.answer(request, self._handler(request)(request, **kwargs))
        except InvalidQuery as error:
            return json_answer(error_body(request, error.faults), 400)
        except VersionError as error:
            return json_answer({"error": error.message}, error.status_code)
        except ApiError as error:
            return json_answer(error_body(request, error.faults), error.status_code)

    def answer(self, request: HttpRequest, data: Any) -> HttpResponse:
        """Write what the handler returned."""
        return json_answer(data)

    def _handler(self, request: HttpRequest) -> Any:
        name = "get" if request.method == "HEAD" else str(request.method).lower()
        handler = getattr(self, name, None) if name in ("get", "post") else None
        if handler is None:
            raise unknown_endpoint()
        return handler
