"""What all views of the API share: JSON in and out, no session, no cookie, no CSRF.

The views are DRF's, so that the schema generator supports them, but they use Django's own requests
and responses: DRF's negotiation and wrapping would double the time of a call, and the contract
leaves nothing to negotiate.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, ClassVar, NamedTuple

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from rest_framework.views import APIView

from foundation.json_answers import error_body, json_answer
from scoring.api.description.operations import Operation, OperationSchema
from scoring.api.errors import ApiError, unknown_endpoint
from scoring.api.versions import VersionError, pinned_method
from scoring.engine.errors import InvalidQuery, SectorLeftOut


class Answer(NamedTuple):
    """A response and its headers.

    ``data`` is serialised as JSON, unless it is the bytes of a file, or an iterator of the bytes of
    a streamed response, whose type is among the headers.
    """

    data: Any
    headers: Mapping[str, str] = MappingProxyType({})


class ApiView(APIView):
    """Base of the API's views: ``get`` or ``post`` returns an ``Answer``.

    They receive the request, the method version in the URL, and any other URL parameters.
    """

    # None excludes a view from the OpenAPI document.
    schema: Any = OperationSchema()
    # Its description in the document; None for views that belong to no sector.
    operation: ClassVar[Operation | None] = None
    authentication_classes = ()
    permission_classes = ()

    def dispatch(
        self, request: HttpRequest, version: str | None = None, **kwargs: Any
    ) -> HttpResponseBase:
        """Call the handler for the HTTP method; any other method is an unknown route."""
        if request.method == "OPTIONS":
            # A CORS preflight request; its headers are added later.
            response = HttpResponse(status=204)
            del response.headers["Content-Type"]
            return response
        try:
            method = pinned_method(version)
            if self.operation is not None:
                method.require(self.operation.tag)
            data, headers = self._handler(request)(request, method, **kwargs)
            if isinstance(data, bytes):
                return HttpResponse(data, headers=headers)
            if isinstance(data, Iterator):
                return StreamingHttpResponse(data, headers=headers)
            return json_answer(data, headers=headers)
        except SectorLeftOut as error:
            return json_answer(error_body(request, error.faults), 404)
        except InvalidQuery as error:
            return json_answer(error_body(request, error.faults), 400)
        except VersionError as error:
            return json_answer({"error": error.message}, error.status_code)
        except ApiError as error:
            return json_answer(error_body(request, error.faults), error.status_code)

    def _handler(self, request: HttpRequest) -> Any:
        name = "get" if request.method == "HEAD" else str(request.method).lower()
        handler = getattr(self, name, None) if name in ("get", "post") else None
        if handler is None:
            raise unknown_endpoint()
        return handler
