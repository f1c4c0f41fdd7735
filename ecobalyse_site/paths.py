"""Which addresses belong to the API, where every answer is JSON."""

import re

_API = re.compile(r"(/versions/[^/]*)?/api(/|$)")


def is_api_path(path: str) -> bool:
    """Whether a path is one of the API's, pinned to a version or not.

    >>> is_api_path("/api/textile"), is_api_path("/versions/v7.0.0/api"), is_api_path("/apidoc")
    (True, True, False)
    """
    return _API.match(path) is not None
