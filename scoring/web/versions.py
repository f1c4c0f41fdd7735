"""Which method version a page shows."""

from django.http import Http404

from scoring.engine.method import Method
from scoring.methods import default_method, installed_versions, method_of


def page_method(version: str | None) -> Method:
    """The method of a pinned version, or the instance's own; an unknown version is no page."""
    if version is None:
        return default_method()
    if version not in installed_versions():
        raise Http404
    return method_of(version)
