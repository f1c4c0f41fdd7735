"""The API's root: its OpenAPI document."""

from django.http import HttpRequest

from foundation.addresses import site_root
from scoring.api.base import Answer, ApiView
from scoring.api.language import language_of
from scoring.api.schema.document import document_of
from scoring.engine.method import Method


class ApiRoot(ApiView):
    """The document, with the requested URL as its server."""

    schema = None

    def get(self, request: HttpRequest, method: Method) -> Answer:
        """Return the OpenAPI document, in English on request."""
        document = document_of(method.version, language_of(request))
        return Answer(document | {"servers": [{"url": site_root(request)}]})
