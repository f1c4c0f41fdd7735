"""The address of this site, as the caller of a request knows it (api.md 2)."""

import re

from django.http import HttpRequest

_VERSIONED_PATH = re.compile(r"/versions/(v[0-9]+\.[0-9]+\.[0-9]+)/")


def site_origin(request: HttpRequest) -> str:
    """Scheme and host of the request, without a final slash."""
    host = getattr(request, "checked_host", None) or request.get_host()
    return f"{request.scheme}://{host}"


def site_root(request: HttpRequest) -> str:
    """The origin of the request, and the version its path pins, without a final slash."""
    match = _VERSIONED_PATH.match(request.path)
    pinned = f"/versions/{match[1]}" if match else ""
    return f"{site_origin(request)}{pinned}"


def documentation_url(request: HttpRequest) -> str:
    """Where the API is documented, in the form the public service gives."""
    return f"{site_root(request)}/#/api"
