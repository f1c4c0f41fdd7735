"""Plain pages."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from scoring.methods import installed_versions


def home(request: HttpRequest, version: str | None = None) -> HttpResponse:
    """The home page, of the site or of a pinned version."""
    if version is not None and version not in installed_versions():
        raise Http404
    return render(request, "home.html")
