"""No text runs as a formula in a spreadsheet, in any file that the program writes."""

import ast
import re
from pathlib import Path

import pytest

from foundation.spreadsheets import guarded

REPOSITORY = Path(__file__).parents[2]
SIGNS = "=+-@" + "\uff1d\uff0b\uff0d\uff20" + "\ufe66\ufe62\ufe63\ufe6b" + "\u2212"
BEFORE = {
    "nothing": "",
    "a space": " ",
    "a tab": "\t",
    "a line break": "\r\n",
    "a no-break space": "\u00a0",
    "an ideographic space": "\u3000",
    "a zero-width space": "\u200b",
    "a byte order mark": "\ufeff",
    "a soft hyphen": "\u00ad",
    "a mark of direction": "\u202e",
    "a word joiner": "\u2060",
    "a control character": "\x1f",
    "a null": "\x00",
    "a variation selector": "\ufe0f",
    "a combining accent": "\u0301",
    "a tag character": "\U000e0041",
    "a Hangul filler": "\u3164",
    "an empty braille cell": "\u2800",
    "a line separator": "\u2028",
    "several": " \u200b\ufeff\u00a0",
}


@pytest.mark.parametrize("before", BEFORE.values(), ids=BEFORE.keys())
@pytest.mark.parametrize("sign", SIGNS, ids=ascii)
def test_no_text_is_taken_for_a_formula(before: str, sign: str) -> None:
    text = f"{before}{sign}1+1"
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["", "---", " = ", "Coton", "coton = 1", "Œuf", "été", "100 %", "(x)", "'=1"]
)
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert guarded(text) == text


@pytest.mark.parametrize("separator", [",", ";", "\t", "\r\n", "\n", ", "], ids=ascii)
@pytest.mark.parametrize(
    "formula", ["=A1", "＝A1", "\u200b-2+cmd|' /C calc'!A1", "@SUM(A1)", '"=A1"']
)
def test_no_part_of_a_text_is_taken_for_a_formula(separator: str, formula: str) -> None:
    """Even in a spreadsheet that splits the text at another separator than the file's."""
    written = guarded(f"Filature{separator}{formula}")
    assert written.replace("'", "") == f"Filature{separator}{formula}".replace("'", "")
    for cell in re.split("[,;\t\r\n]+", written):
        seen = cell.lstrip(' "\u200b')
        assert seen[0] not in SIGNS


@pytest.mark.parametrize(
    "text", ["Coton, lin ; laine", "moins, -20 %", "1,5 / -2,5", "x;--;=", "Nord\n\n"]
)
def test_separators_alone_change_nothing(text: str) -> None:
    assert guarded(text) == text


def test_a_tab_or_a_line_break_starts_no_cell() -> None:
    assert [guarded(f"{mark}x") for mark in "\t\r\n"] == ["'\tx", "'\rx", "'\nx"]


# The data sets of a version, which only this program reads.
OURS_ALONE = {"scoring/installation/writing.py"}


def test_every_module_that_writes_csv_for_people_guards_its_texts() -> None:
    writers = {}
    for package in (
        "accounts",
        "ecobalyse",
        "ecobalyse_site",
        "foundation",
        "operation",
        "scoring",
    ):
        for path in (REPOSITORY / package).rglob("*.py"):
            source = path.read_text(encoding="utf-8")
            if "csv" in source:
                calls = {
                    ast.unparse(node.func)
                    for node in ast.walk(ast.parse(source))
                    if isinstance(node, ast.Call)
                }
                if calls & {"csv.writer", "csv.DictWriter"}:
                    writers[str(path.relative_to(REPOSITORY))] = "guarded" in calls
    unguarded = {name for name, guards in writers.items() if not guards}
    assert unguarded == OURS_ALONE
    assert len(writers) > 2
