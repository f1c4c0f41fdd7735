"""Classification of URL paths: API (always JSON), batches, account pages, operator's probes."""

import re

# Requested by the operator's monitoring, with any host name.
METRICS = "/metrics"
PROBES = frozenset({"/healthz", "/readyz", METRICS})

_API = re.compile(r"(/versions/[^/]*)?/api(/|$)")
_ANALYSIS = re.compile(
    r"(/versions/[^/]*)?/api/("
    r"textile/(levers|differences|estimate|sets|garments)"
    r"|[a-z]+(/sets|/garments)?/explain"
    r")/?$"
)
_BATCH = re.compile(
    r"(/versions/[^/]*)?("
    r"/api/([a-z]+(/simulator)?/batch|[a-z]+/catalogue)/?"
    r"|/catalogue/(resultats|calcul|telechargement/[a-z-]+)/"
    r")$"
)


def is_api_path(path: str) -> bool:
    """Return whether a path belongs to the API, with or without a version prefix.

    >>> is_api_path("/api/textile"), is_api_path("/versions/v7.0.0/api"), is_api_path("/apidoc")
    (True, True, False)
    """
    return _API.match(path) is not None


def is_batch_path(path: str) -> bool:
    """Return whether a path takes batches or catalogues, hence a large body.

    >>> is_batch_path("/versions/v7.0.0/api/food/batch/"), is_batch_path("/api/food/batches")
    (True, False)
    >>> is_batch_path("/catalogue/calcul/"), is_batch_path("/catalogue/")
    (True, False)
    """
    return _BATCH.match(path) is not None


def is_analysis_path(path: str) -> bool:
    """Whether an answer to a short body may take many times what a simulation does.

    Levers, differences and estimates compute hundreds of garments, sets and garments in parts up to
    hundreds, and a calculation that is explained may be written as a spreadsheet.

    >>> is_analysis_path("/api/textile/levers"), is_analysis_path("/api/textile/simulator")
    (True, False)
    >>> is_analysis_path("/api/textile/sets"), is_analysis_path("/api/food/explain/")
    (True, True)
    """
    return _ANALYSIS.match(path) is not None


def is_account_path(path: str) -> bool:
    """Return whether a page is about accounts, and so needs their database."""
    return path.startswith(("/compte/", "/administration/"))
