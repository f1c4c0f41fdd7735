"""The API's root: its OpenAPI document."""

from typing import Any

from django.http import HttpRequest

from scoring.api.addresses import site_root
from scoring.api.base import ApiView
from scoring.api.schema.document import document_of


class ApiRoot(ApiView):
    """The document, its server being the address it was asked at."""

    schema = None

    def get(self, request: HttpRequest) -> dict[str, Any]:
        """Give the OpenAPI document."""
        document = document_of(self.method_version.version)
        return document | {"servers": [{"url": site_root(request)}]}
