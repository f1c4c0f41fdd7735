"""Spreadsheets: cells that are numbers, dates, merged or nothing (catalogue.md 2.1 and 2.4)."""

import datetime
import io
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook

from scoring.answers.sectors import TEXTILE
from scoring.catalogue.faults import UnusableInput
from scoring.catalogue.reading.opening import open_rows
from scoring.catalogue.results import Result
from scoring.engine.method import Method
from tests.catalogue.files import HEADER, PULL, SCORE, codes, columns, needs, pull, score

NUMBERS = {
    "GTINs/EANs": 2234567891001,
    "Score": 2318,
    "Masse (en kg)": 0.55,
    "Nombre de références": 9000,
    "Prix (en euros, TTC)": 100,
    "Matière 1 pourcentage": 0.9,
    "Matière 2 pourcentage": 0.1,
    "Pourcentage d'impression": 0.2,
    "Part du transport aérien": 0.75,
    "Quantité de bouton en métal": 1,
}


@pytest.fixture(autouse=True)
def reader() -> None:
    needs("python_calamine")


def book_of(*rows: dict[str, Any], sheet: str = "Produits", before: int = 0) -> Workbook:
    book = Workbook()
    book.active.title = "Lisez-moi" if sheet == "Produits" else sheet
    if sheet == "Produits":
        book.active["A1"] = "Remplissez la feuille Produits"
        book.create_sheet("Produits")
    for _ in range(before):
        book[sheet].append([])
    page = book[sheet]
    start = before + 1
    for place, name in enumerate(HEADER, start=1):
        page.cell(start, place, name)
    for line, row in enumerate(rows, start=start + 1):
        for name, cell in row.items():
            page.cell(line, HEADER.index(name) + 1, cell)
    return book


def edited(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """A workbook with other bytes in one of its parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(stream, "w") as written:
        for name in read.namelist():
            found = read.read(name)
            written.writestr(name, found.replace(old, new) if name.endswith(part) else found)
    return stream.getvalue()


def content_of(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def scored(method: Method, *rows: dict[str, Any], **options: Any) -> list[Result]:
    return score(content_of(book_of(*rows)), method, **options)


def test_numbers_and_texts_say_the_same(method: Method) -> None:
    texts, numbers = scored(method, PULL, {**PULL, **NUMBERS})
    assert texts.score == numbers.score == SCORE
    assert codes(texts) == codes(numbers) == []
    assert texts.declared_check == numbers.declared_check == "ok"


@pytest.mark.parametrize(("sheet", "before"), [("Produits", 0), ("Feuil1", 0), ("Produits", 3)])
def test_the_sheet_and_its_header_are_found(method: Method, sheet: str, before: int) -> None:
    [result] = score(content_of(book_of(PULL, sheet=sheet, before=before)), method)
    assert (result.score, result.line) == (SCORE, before + 2)


def test_a_table_may_stand_anywhere(method: Method) -> None:
    book = book_of(PULL, pull(Score=""))
    book["Produits"].move_range(f"A1:{book['Produits'].dimensions.split(':')[1]}", rows=2, cols=3)
    first, second = score(content_of(book), method)
    assert (first.score, first.line) == (SCORE, 4)
    assert second.declared_check is None


def test_empty_rows_are_passed_over(method: Method) -> None:
    first, second = scored(method, PULL, {}, {"Score": "  "}, PULL)
    assert (first.line, second.line) == (2, 5)


def test_hidden_rows_count(method: Method) -> None:
    book = book_of(PULL, PULL)
    book["Produits"].row_dimensions[2].hidden = True
    assert [result.score for result in score(content_of(book), method)] == [SCORE, SCORE]


def test_percentages_in_numbers_are_read_where_they_add_up(method: Method) -> None:
    [result] = scored(method, pull(**{"Matière 1 pourcentage": 90, "Matière 2 pourcentage": 10}))
    assert result.score == SCORE
    [mixed] = scored(method, pull(**{"Matière 1 pourcentage": 90, "Matière 2 pourcentage": "10 %"}))
    assert mixed.score == SCORE


@pytest.mark.parametrize(
    "cells",
    [
        {"Matière 1 pourcentage": 90, "Matière 2 pourcentage": 0.1},
        {"Matière 1 pourcentage": 90, "Matière 2 pourcentage": 20},
        {"Pourcentage d'impression": 20},
        {"Part du transport aérien": 75},
    ],
)
def test_other_numbers_above_one_are_refused_with_the_form_expected(
    method: Method, cells: dict[str, Any]
) -> None:
    [result] = scored(method, pull(**cells))
    assert result.status == 400
    assert set(columns(result)) <= set(cells)
    assert "fraction" in result.errors[0].message


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("Masse (en kg)", datetime.date(2026, 5, 1)),
        ("Matière 1 pourcentage", datetime.time(9, 0)),
        ("Quantité de bouton en métal", datetime.datetime(2026, 1, 2)),  # noqa: DTZ001
    ],
)
def test_a_date_in_place_of_a_number_is_said_to_be_one(
    method: Method, column: str, cell: Any
) -> None:
    [result] = scored(method, pull(**{column: cell}))
    assert columns(result) == [column]
    assert "date" in result.errors[0].message


def test_true_is_yes(method: Method) -> None:
    yes, no = scored(method, pull(Remanufacturé=True), pull(Remanufacturé=False))
    assert yes.score != SCORE
    assert no.score == SCORE


def test_cells_merged_over_rows_say_the_same_in_each(method: Method) -> None:
    book = book_of(PULL, {name: cell for name, cell in PULL.items() if name != "Catégorie"})
    place = HEADER.index("Catégorie") + 1
    book["Produits"].merge_cells(start_row=2, end_row=3, start_column=place, end_column=place)
    first, second = score(content_of(book), method)
    assert (first.score, second.score) == (SCORE, SCORE)


def test_cells_merged_over_columns_are_refused(method: Method) -> None:
    book = book_of(PULL, PULL)
    book["Produits"].merge_cells(start_row=2, end_row=2, start_column=11, end_column=12)
    first, second = score(content_of(book), method)
    assert first.status == 400
    assert "fusionnées" in first.errors[0].message
    assert second.score == SCORE


def test_a_formula_is_what_its_file_holds_of_it(method: Method) -> None:
    """A formula cell without a stored value is empty."""
    [result] = scored(method, pull(**{"Masse (en kg)": "=1+1"}))
    assert columns(result) == ["Masse (en kg)"]


def test_a_lost_zero_of_a_gtin_is_guessed_at_in_words(method: Method) -> None:
    [result] = scored(method, pull(**{"GTINs/EANs": 223456789100}))
    assert (result.score, codes(result)) == (SCORE, ["gtin"])
    assert "zéro" in result.warnings[0].message


def test_what_is_no_spreadsheet_is_refused(method: Method) -> None:
    with pytest.raises(UnusableInput, match="XLSX"):
        score(b"PK\x03\x04 no", method)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as parts:
        parts.writestr("a.txt", "b")
    with pytest.raises(UnusableInput, match="n'est pas un fichier XLSX"):
        score(archive.getvalue(), method)
    with pytest.raises(UnusableInput, match="illisible"):
        score(edited(content_of(book_of(PULL)), "xl/workbook.xml", b"<sheets>", b"<"), method)


@pytest.mark.parametrize(
    "cell",
    [
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        b"<row r='1048576'><c\n r = 'XFD1048576' ><v>1</v></c></row>",
        b'<row r="2"><c r="A1048576"><v>1</v></c><c r="XFD2"><v>1</v></c></row>',
        b'<row r="1048570">' + b"<c><v>1</v></c>" * 5000 + b"</row>",
        b'<row r="1048570">' + b" " * (1 << 20) + b"<c><v>1</v></c>" * 5000 + b"</row>",
        b'<x:row r="1048576"><x:c r="xfd9"><x:v>1</x:v></x:c></x:row>',
    ],
)
def test_a_cell_far_from_the_table_is_refused_before_room_is_made_for_it(
    method: Method, cell: bytes
) -> None:
    """The library would allocate half a terabyte, which kills the process."""
    content = content_of(book_of(PULL))
    content = edited(content, "sheet2.xml", b"</sheetData>", cell + b"</sheetData>")
    with pytest.raises(UnusableInput, match="loin du tableau"):
        score(content, method)


def test_a_sheet_in_two_byte_characters_is_refused(method: Method) -> None:
    content = content_of(book_of(PULL))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        [name] = [name for name in parts.namelist() if name.endswith("sheet2.xml")]
        sheet = parts.read(name).decode()
    with pytest.raises(UnusableInput, match="XLSX"):
        score(edited(content, "sheet2.xml", sheet.encode(), sheet.encode("utf-16")), method)


def test_a_format_that_says_otherwise_where_its_cells_are_is_refused(method: Method) -> None:
    content = content_of(book_of(PULL))
    with zipfile.ZipFile(stream := io.BytesIO(content), "a") as parts:
        parts.writestr("content.xml", "<x/>")
    with pytest.raises(UnusableInput, match="n'est pas un fichier XLSX"):
        score(stream.getvalue(), method)


def test_merged_cells_beyond_the_table_cost_nothing(method: Method) -> None:
    ranges = b'</sheetData><mergeCells><mergeCell ref="A4:XFD1048576"/></mergeCells>'
    content = edited(content_of(book_of(PULL, PULL)), "sheet2.xml", b"</sheetData>", ranges)
    assert [result.score for result in score(content, method)] == [SCORE, SCORE]


def test_too_many_merged_cells_are_refused(method: Method) -> None:
    merge = b'<mergeCell ref="A1:XFD1048576"/>' * 20_000
    ranges = b"</sheetData><mergeCells>" + merge + b"</mergeCells>"
    content = edited(content_of(book_of(PULL, PULL)), "sheet2.xml", b"</sheetData>", ranges)
    with pytest.raises(UnusableInput, match="fusionnées"):
        score(content, method)


def test_a_sheet_of_several_blocks_is_read_whole(method: Method) -> None:
    """Empty rows between others are skipped."""
    book = book_of(*[PULL] * 700)
    book["Produits"].cell(40_000, 1, " ")
    found = score(content_of(book), method)
    assert [(result.line, result.score) for result in found] == [
        (line, SCORE) for line in range(2, 702)
    ]


def test_a_spreadsheet_that_unpacks_to_too_much_is_refused() -> None:
    content = content_of(book_of(PULL))
    with pytest.raises(UnusableInput, match="une fois ouvert"):
        open_rows(io.BytesIO(content), sector=TEXTILE, largest_unpacked=1000)
