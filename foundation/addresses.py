"""The URL of this site as seen by the client that sent a request (api.md 2)."""

import re

from django.http import HttpRequest

_VERSIONED_PATH = re.compile(r"/versions/(v[0-9]+\.[0-9]+\.[0-9]+)/")


def site_origin(request: HttpRequest) -> str:
    """Return the scheme and host of the request, without a trailing slash."""
    host = getattr(request, "checked_host", None) or request.get_host()
    return f"{request.scheme}://{host}"


def site_root(request: HttpRequest) -> str:
    """Return the origin plus the version pinned in the path, if any; no trailing slash."""
    match = _VERSIONED_PATH.match(request.path)
    pinned = f"/versions/{match[1]}" if match else ""
    return f"{site_origin(request)}{pinned}"


def documentation_url(request: HttpRequest) -> str:
    """Return the URL of the API documentation, in the same format as the public service's."""
    return f"{site_root(request)}/#/api"
