"""Which addresses belong to the API, where every answer is JSON, and which to the operator."""

import re

# Asked by machines of the operator's, under whatever name they know this one.
METRICS = "/metrics"
PROBES = frozenset({"/healthz", "/readyz", METRICS})

_API = re.compile(r"(/versions/[^/]*)?/api(/|$)")
_ANALYSIS = re.compile(r"(/versions/[^/]*)?/api/textile/(levers|differences|estimate)/?$")
_BATCH = re.compile(r"(/versions/[^/]*)?/api/([a-z]+(/simulator)?/batch|[a-z]+/catalogue)/?$")


def is_api_path(path: str) -> bool:
    """Whether a path is one of the API's, pinned to a version or not.

    >>> is_api_path("/api/textile"), is_api_path("/versions/v7.0.0/api"), is_api_path("/apidoc")
    (True, True, False)
    """
    return _API.match(path) is not None


def is_batch_path(path: str) -> bool:
    """Whether many requests may be sent there in one, and so a large body.

    >>> is_batch_path("/versions/v7.0.0/api/food/batch/"), is_batch_path("/api/food/batches")
    (True, False)
    """
    return _BATCH.match(path) is not None


def is_analysis_path(path: str) -> bool:
    """Whether an answer takes hundreds of computations of the product that is sent.

    >>> is_analysis_path("/api/textile/levers"), is_analysis_path("/api/textile/simulator")
    (True, False)
    """
    return _ANALYSIS.match(path) is not None


def is_account_path(path: str) -> bool:
    """Whether a page is about accounts, and so is nothing without their database."""
    return path.startswith(("/compte/", "/administration/"))
