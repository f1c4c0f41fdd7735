"""The pages of the explorer.

Posted search words change nothing, so no CSRF token is needed.
"""

from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from foundation.csv_files import FORMATS
from scoring.web.explorer.cells import CSS, CellWriter, sub_table_cells, written_rows
from scoring.web.explorer.columns import Column, ColumnKind
from scoring.web.explorer.downloads import write_csv
from scoring.web.explorer.everywhere import found_everywhere
from scoring.web.explorer.listing import Listing, asked_of, read_listing, searched_words
from scoring.web.explorer.sectors import our_names, shown_sectors
from scoring.web.explorer.tables import TITLE, ShownTable, table_of
from scoring.web.versions import page_method, root_of

# Characters of a heading that needs a column wider than its values.
_LONG_HEADING = 24


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def explorer_home(request: HttpRequest, version: str | None = None) -> HttpResponse:
    """All data sets of a version, or the records of all of them that hold the posted words."""
    name, root = page_method(version).version, root_of(request)
    words = searched_words(request.POST)
    if words:
        found = found_everywhere(name, words, entitled=request.user.is_authenticated)
        return render(request, "explorer/home.html", {"words": words, "found": found, "root": root})
    sectors = [
        {
            "sector": sector,
            "tables": [
                table_of(name, sector.slug, dataset.slug, entitled=False)
                for dataset in sector.datasets
            ],
        }
        for sector in shown_sectors(name).values()
    ]
    return render(request, "explorer/home.html", {"entries": sectors, "root": root})


def sector_page(request: HttpRequest, sector: str, version: str | None = None) -> HttpResponse:
    """Redirect from a sector without a data set to its first one."""
    name = page_method(version).version
    ours, _dataset = our_names(sector, "")
    found = shown_sectors(name).get(ours)
    if found is None:
        raise Http404
    return redirect(f"{root_of(request)}explorateur/{ours}/{found.datasets[0].slug}/")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def dataset_page(
    request: HttpRequest, sector: str, dataset: str, version: str | None = None
) -> HttpResponse:
    """A data set as a table."""
    name, root = page_method(version).version, root_of(request)
    moved = _moved(root, sector, dataset)
    if moved:
        return redirect(moved)
    table = _table(request, name, sector, dataset)
    listing = read_listing(table, asked_of(request))
    written = written_rows(table, root)
    context = _context(table, name, root) | {
        "listing": listing,
        "headers": _headers(table, listing),
        "rows": [written[row.id] for row in listing.rows],
    }
    return render(request, "explorer/dataset.html", context)


def record_page(
    request: HttpRequest, sector: str, dataset: str, identifier: str, version: str | None = None
) -> HttpResponse:
    """A record of a data set, with all its values."""
    name, root = page_method(version).version, root_of(request)
    moved = _moved(root, sector, dataset)
    if moved:
        return redirect(f"{moved}{quote(identifier)}/")
    table = _table(request, name, sector, dataset)
    row = table.row(identifier)
    if row is None:
        raise Http404
    values = [(column, row.values[index]) for index, column in table.page_columns]
    context = _context(table, name, root) | {
        "row": row,
        "lines": [
            (column, writer := CellWriter(table, column, root), value, writer.html(value))
            for column, value in values
            if column.kind is not ColumnKind.TABLE
        ],
        "tables": [
            (column, value, sub_table_cells(value))
            for column, value in values
            if column.kind is ColumnKind.TABLE
        ],
    }
    return render(request, "explorer/record.html", context)


def download(
    request: HttpRequest, sector: str, dataset: str, form: str, version: str | None = None
) -> HttpResponse:
    """A data set as a file."""
    name = page_method(version).version
    table = _table(request, name, sector, dataset)
    response = HttpResponse(write_csv(table, FORMATS[form]), content_type="text/csv; charset=utf-8")
    file_name = f"ecobalyse-{sector}-{dataset}.csv"
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


def _moved(root: str, sector: str, dataset: str) -> str:
    """Our path for a data set named as in the public service; "" if the names are ours."""
    names = our_names(sector, dataset)
    return "" if names == (sector, dataset) else f"{root}explorateur/{names[0]}/{names[1]}/"


def _table(request: HttpRequest, version: str, sector: str, dataset: str) -> ShownTable:
    entitled = request.user.is_authenticated
    table = table_of(version, sector, dataset, entitled=entitled)
    if table is None:
        raise Http404
    return table


def _context(table: ShownTable, version: str, root: str) -> dict[str, Any]:
    sectors = shown_sectors(version)
    sector = sectors[table.sector]
    return {
        "root": root,
        "explorer_sectors": sectors.values(),
        "sector": sector,
        "dataset": table.dataset,
        "table": table,
        "address": f"{root}explorateur/{sector.slug}/{table.dataset.slug}",
    }


def _headers(table: ShownTable, listing: Listing) -> list[dict[str, Any]]:
    """The headings; one without a column stands for all the masked columns."""
    headers: list[dict[str, Any]] = []
    for _index, column in table.page_columns:
        if not table.is_masked(column):
            headers.append(_header(table, column, listing))
        elif {} not in headers:
            headers.append({})
    return headers


def _header(table: ShownTable, column: Column, listing: Listing) -> dict[str, Any]:
    sortable = table.column(column.key) is not None
    css = "title" if column.key == TITLE else CSS.get(column.kind, "")
    if len(str(column.label)) > _LONG_HEADING:
        css += " long"
    return {
        "column": column,
        "css": css.strip(),
        "mark": table.mark(column),
        "order": listing.sorted_by(column),
        "address": listing.sort_address(column) if sortable else "",
    }
