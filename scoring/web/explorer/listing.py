"""A visitor's query on a table: search words, a sort column, a page number.

Words are posted, so that access logs never contain searches; a sort order or a page without words
is in the URL. URLs with words (``?q=``) are still accepted.
"""

import math
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict

from scoring.web.explorer.columns import Column
from scoring.web.explorer.tables import TITLE, ShownTable, TableRecord

ROWS_PER_PAGE = 100
# The posted field that holds another sort order or page of a search.
FOLLOWING = "suite"
_LONGEST_SEARCH = 100
_DESCENDING = "desc"


class PageLink(NamedTuple):
    """A link to a page of a table."""

    number: int
    address: str
    current: bool


def asked_of(request: HttpRequest) -> QueryDict:
    """The query on a table, from the URL or posted with search words.

    A posted ``suite`` holds another sort order or page of the same search, as a query string.
    """
    if request.method != "POST":
        return request.GET
    asked = request.POST.copy()
    if following := asked.get(FOLLOWING, ""):
        for name, values in QueryDict(following[:_LONGEST_SEARCH].removeprefix("?")).lists():
            if name != "q":
                asked.setlist(name, values)
    return asked


class Listing(NamedTuple):
    """The requested records; an unknown column or page is ignored."""

    words: str
    column: Column | None
    descending: bool
    page: int
    pages: int
    total: int
    rows: tuple[TableRecord, ...]

    def address(self, column: Column | None, descending: bool, page: int = 1) -> str:
        """The query string for another order or page of the same search, without its words."""
        parts = {
            "tri": column.key if column else "",
            "sens": _DESCENDING if column and descending else "",
            "page": str(page) if page > 1 else "",
        }
        return "?" + urlencode({name: part for name, part in parts.items() if part})

    def sorted_by(self, column: Column) -> str:
        """The sort order of a column, as an ``aria-sort`` value; empty if not sorted by it."""
        by_name = self.column is None and not self.words and column.key == TITLE
        if column is not self.column and not by_name:
            return ""
        return "descending" if self.column is not None and self.descending else "ascending"

    def sort_address(self, column: Column) -> str:
        """The URL that sorts by a column, reversing the order if already sorted by it."""
        return self.address(column, self.sorted_by(column) == "ascending")

    def page_links(self) -> list[PageLink]:
        """Links to all pages, in the same order."""
        return [
            PageLink(page, self.address(self.column, self.descending, page), page == self.page)
            for page in range(1, self.pages + 1)
        ]


def searched_words(asked: QueryDict) -> str:
    """The search words, truncated to a length that no name reaches."""
    return asked.get("q", "").strip()[:_LONGEST_SEARCH]


def read_listing(table: ShownTable, asked: QueryDict) -> Listing:
    """Search, sort and paginate the records of a table."""
    words = searched_words(asked)
    rows = table.search(words)
    column = table.column(asked.get("tri", ""))
    descending = asked.get("sens") == _DESCENDING
    names = table.column(TITLE)
    if column is not None:
        rows = table.sort(rows, column, descending)
    elif names is not None and not words:
        # What is searched for has an order of its own, the best match first.
        rows = table.sort(rows, names, descending=False)
    pages = max(1, math.ceil(len(rows) / ROWS_PER_PAGE))
    wanted = asked.get("page", "")
    page = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 5 else 1
    page = min(max(page, 1), pages)
    shown = rows[(page - 1) * ROWS_PER_PAGE : page * ROWS_PER_PAGE]
    return Listing(
        words=words,
        column=column,
        descending=descending,
        page=page,
        pages=pages,
        total=len(rows),
        rows=shown,
    )
