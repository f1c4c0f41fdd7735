"""URLs that search engines are asked not to index (web.md 8)."""

import re

from scoring.answers.sectors import SECTORS

_PAGES = "|".join(sector.pages for sector in SECTORS.values())
# Simulations (below a simulator's page), comparisons, accounts and the API.
_UNLISTED = re.compile(
    rf"(/versions/[^/]*)?/(api(/|$)|({_PAGES})/.|comparer/|compte/|administration/)"
)


def is_unlisted(path: str) -> bool:
    """Return whether search engines are asked not to index a path.

    >>> is_unlisted("/textile/exemples/x/"), is_unlisted("/textile/"), is_unlisted("/compte/")
    (True, False, True)
    """
    return _UNLISTED.match(path) is not None
