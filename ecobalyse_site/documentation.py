"""The page that documents the API and lets one try it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from scoring.api.schema.document import document_of
from scoring.web.editorial.journal import JOURNAL


def api_documentation(request: HttpRequest) -> HttpResponse:
    """Show the viewer, and the list of operations for those without scripts."""
    document = document_of(settings.METHOD_VERSION)
    operations = [
        {"verb": verb.upper(), "path": path, "summary": operation["summary"]}
        for path, verbs in document["paths"].items()
        for verb, operation in verbs.items()
    ]
    context: dict[str, Any] = {
        "operations": operations,
        "introduction": document["info"]["description"],
        "journal": JOURNAL,
    }
    return render(request, "api_documentation.html", context)
