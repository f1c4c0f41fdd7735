"""What all views of the API share: JSON in and out, no session, no cookie, no CSRF."""

from typing import Any

from django.http import HttpRequest
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request
from rest_framework.views import APIView

from scoring.api.errors import unknown_endpoint
from scoring.api.renderers import JSONRenderer
from scoring.engine.method import Method
from scoring.methods import default_method


class AlwaysJSON(BaseContentNegotiation):
    """The API answers JSON whatever the client says it accepts."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        """No parser: views read the body themselves, so as to word its faults."""
        return None

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> tuple[Any, str]:
        """The one renderer there is."""
        return renderers[0], renderers[0].media_type


class ApiView(APIView):
    """Base of the API's views."""

    authentication_classes = ()
    permission_classes = ()
    throttle_classes = ()
    parser_classes = ()
    renderer_classes = (JSONRenderer,)
    content_negotiation_class = AlwaysJSON

    @property
    def method_version(self) -> Method:
        """The method version that the path asks for."""
        return default_method()

    def http_method_not_allowed(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """A wrong method on a known route is an unknown route (api.md 1)."""
        raise unknown_endpoint()
