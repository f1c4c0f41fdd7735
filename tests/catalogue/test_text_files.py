"""Separators, encodings, quotes and broken lines of text files (catalogue.md 2.1)."""

import io

import pytest

from scoring.answers.sectors import TEXTILE
from scoring.catalogue.faults import UnusableInput
from scoring.catalogue.reading.opening import open_rows
from scoring.engine.method import Method
from tests.catalogue.files import HEADER, SCORE, codes, lines, pull, score


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_separator_and_encoding_are_found(method: Method, separator: str, encoding: str) -> None:
    content = lines([pull(), pull()], separator=separator, encoding=encoding)
    first, second = score(content, method)
    assert (first.score, second.score) == (SCORE, SCORE)
    # Reported once, where it occurs.
    assert codes(first) == (["encoding"] if encoding == "cp1252" else [])
    assert codes(second) == []


def test_a_line_alone_in_windows_1252_is_read_so(method: Method) -> None:
    good, old = lines([pull()]), lines([pull()], encoding="cp1252").split(b"\r\n", 1)[1]
    first, second = score(good + old, method)
    assert (first.score, second.score) == (SCORE, SCORE)
    assert (codes(first), codes(second)) == ([], ["encoding"])
    assert "ligne 3" in second.warnings[0].message


def test_windows_1252_is_not_its_smaller_cousin(method: Method) -> None:
    name = "Œuvre « d’été » à 5 €"
    content = lines([pull(**{"Référence interne": name})]).decode().encode("cp1252")
    assert score(content, method)[0].id == name


@pytest.mark.parametrize("end", [b"\r\n", b"\n", b"\r"])
def test_lines_end_as_any_system_ends_them(method: Method, end: bytes) -> None:
    content = lines([pull(), pull(Catégorie="?")]).replace(b"\r\n", end)
    first, second = score(content, method)
    assert first.score == SCORE
    assert (second.status, second.line) == (400, 3)


def test_empty_lines_are_passed_over_and_counted(method: Method) -> None:
    head, row = lines([pull()]).split(b"\r\n", 1)
    blank = b";" * (len(HEADER) - 1) + b"\r\n"
    results = score(b"\r\n" + head + b"\r\n" + row + b"\r\n" + blank + row, method)
    assert [(result.index, result.line, result.score) for result in results] == [
        (0, 3, SCORE),
        (1, 6, SCORE),
    ]


def test_a_line_that_names_the_separator_is_no_header(method: Method) -> None:
    [result] = score(b"sep=;\r\n" + lines([pull()]), method)
    assert (result.score, result.line) == (SCORE, 3)


def test_a_quoted_cell_may_hold_separators_quotes_and_line_ends(method: Method) -> None:
    name = 'REF "1";\r\nsuite'
    first, second = score(lines([pull(**{"Référence interne": name}), pull()]), method)
    assert (first.id, first.line, first.score) == (name, 2, SCORE)
    assert second.line == 4


def test_bad_quotes_refuse_their_line_alone(method: Method) -> None:
    content = lines([pull(), pull(), pull()]).replace(b"REF-123", b'"REF"-123', 2)
    content = content.replace(b'"REF"-123', b"REF-123", 1)
    first, bad, last = score(content, method)
    assert (first.score, last.score) == (SCORE, SCORE)
    assert (bad.status, bad.line) == (400, 3)
    assert "guillemets" in bad.errors[0].message


def test_a_row_of_more_cells_than_titles_is_refused(method: Method) -> None:
    content = lines([pull()])[:-2]
    [result] = score(content + b";;x\r\n", method)
    assert result.status == 400
    assert "72 cellules" in result.errors[0].message
    [trailing] = score(content + b";;\r\n", method)
    assert trailing.score == SCORE


def test_a_row_of_fewer_cells_is_told_of(method: Method) -> None:
    content = lines([pull(), pull()]).replace(b"75%;1;;;\r\n", b"75%;1\r\n", 1)
    first, second = score(content, method)
    assert (first.score, codes(first)) == (SCORE, ["row-short"])
    assert codes(second) == []


@pytest.mark.parametrize("cut", [b"Chine;Non;75", b'"2234567891001'])
def test_a_file_that_ends_in_mid_line_says_so(cut: bytes) -> None:
    content = lines([pull(), pull()])
    content = content[: content.rindex(cut) + len(cut)]
    rows = open_rows(io.BytesIO(content), sector=TEXTILE)
    found = list(rows)
    assert rows.cut == 3
    assert found[-1].fault


def test_a_last_line_without_an_end_is_whole(method: Method) -> None:
    first, second = score(lines([pull(), pull()]).rstrip(b"\r\n"), method)
    assert (first.score, second.score) == (SCORE, SCORE)


@pytest.mark.parametrize("content", [b"", b"\r\n\r\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_said_to_be_empty(method: Method, content: bytes) -> None:
    with pytest.raises(UnusableInput, match="vide"):
        score(content, method, "csv")


def test_a_file_without_lines_is_not_read_whole(method: Method) -> None:
    with pytest.raises(UnusableInput, match="Mo"):
        score(b"x" * (5 << 20), method, "csv")
