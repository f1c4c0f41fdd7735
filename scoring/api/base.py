"""What all views of the API share: JSON in and out, no session, no cookie, no CSRF.

The views are DRF's, so that the schema generator knows them, but they take and give Django's own
requests and answers: DRF's negotiation and wrapping would double the time of a call, and the
contract leaves nothing to negotiate.
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
    """What is to be answered, and the headers that say what it is.

    ``data`` is written as JSON, but for the bytes of a file and for what an iterator gives while it
    is sent: their type is among the headers.
    """

    data: Any
    headers: Mapping[str, str] = MappingProxyType({})


class ApiView(APIView):
    """Base of the API's views: ``get`` or ``post`` returns what is to be answered.

    They take the request, the method version that the address asks for, and what else it says.
    """

    # None leaves a view out of the document.
    schema: Any = OperationSchema()
    # What the document says of it; None for what belongs to no sector.
    operation: ClassVar[Operation | None] = None
    authentication_classes = ()
    permission_classes = ()

    def dispatch(
        self, request: HttpRequest, version: str | None = None, **kwargs: Any
    ) -> HttpResponseBase:
        """Call the handler of the request's method; any other method is an unknown route."""
        if request.method == "OPTIONS":
            # A preflight of a browser; the headers it looks for are added to it.
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
