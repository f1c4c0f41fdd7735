"""Which addresses belong to the API, where every answer is JSON, and which to the operator."""

import re

# Asked by machines of the operator's, under whatever name they know this one.
METRICS = "/metrics"
PROBES = frozenset({"/healthz", "/readyz", METRICS})

_API = re.compile(r"(/versions/[^/]*)?/api(/|$)")

# Simulations (below a simulator's page), comparisons, accounts and the API.
_UNLISTED = re.compile(
    r"(/versions/[^/]*)?"
    r"/(api(/|$)|(textile|alimentaire|objet|veli)/.|comparer/|compte/|administration/)"
)


def is_api_path(path: str) -> bool:
    """Whether a path is one of the API's, pinned to a version or not.

    >>> is_api_path("/api/textile"), is_api_path("/versions/v7.0.0/api"), is_api_path("/apidoc")
    (True, True, False)
    """
    return _API.match(path) is not None


def is_unlisted(path: str) -> bool:
    """Whether search engines are asked not to list an address (web.md 8).

    >>> is_unlisted("/textile/exemples/x/"), is_unlisted("/textile/"), is_unlisted("/compte/")
    (True, False, True)
    """
    return _UNLISTED.match(path) is not None


def is_account_path(path: str) -> bool:
    """Whether a page is about accounts, and so is nothing without their database."""
    return path.startswith(("/compte/", "/administration/"))
