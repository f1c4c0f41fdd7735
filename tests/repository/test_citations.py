"""Citations lead somewhere: ``textile.md 6.3``, wherever it is written, is a heading of docs.

The form is a document's file name, then what it cites: numbers of sections (``food.md 4, 6.2``,
``textile.md 5 to 7``, ``textile.md 4, point 2``), ``textile.md pitfall 4``, or a heading in quotes
(``architecture.md, "Data"``). In docs a document's own sections are cited without its name.
"""

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
# The guide, in two languages, cites but is not cited.
CITED = [
    path
    for path in sorted((REPOSITORY / "docs").rglob("*.md"))
    if path.name != "README.md" and "guide" not in path.parts
]
DOCS = {path.name: path for path in CITED}
GUIDE = {path.name for path in (REPOSITORY / "docs" / "guide").rglob("*.md")}
# Documents cited by these names from everywhere.
OTHERS = {
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "CHANGELOG.en.md",
    "DATA_SOURCES.md",
    "SECURITY.md",
}
_SUFFIXES = {".py", ".html", ".txt", ".toml", ".js", ".css", ".sh", ".yaml", ".md", ".conf", ".csv"}
# Decimal numbers, and the examples of this test.
_LEFT_OUT = ("scoring/data/", "tests/conformance/cases/", "tests/repository/test_citations.py")

_NUMBER = r"\d+(?:\.\d+)*"
_WHAT = rf"(?:pitfalls? )?{_NUMBER}"
_CITATION = re.compile(
    rf"(?<![\w./-])(?:[\w.-]+/)*(?P<name>[\w-]+\.md)\b`?"
    rf"(?:,? (?P<what>{_WHAT}(?:(?:,| and| to) {_WHAT})*)"
    r"(?:,? point (?P<point>\d+))?"
    r'|,? "(?P<title>[^"]+)")?'
)
# A section cited without its document, or not in the form above.
_VAGUE = re.compile(
    r"\b(?:[Ss]ections?|[Pp]itfalls?) \d[\d.]*"
    rf"|(?<=[a-z] )\([1-9]\d?\.\d\d?(?:(?:,| and| to) {_NUMBER})*\)"
)


@cache
def headings(name: str) -> frozenset[str]:
    """The numbers, pitfalls and titles of a document's headings."""
    found = set()
    text = DOCS[name].read_text(encoding="utf-8")
    for title in re.findall(r"^#+ (.+)$", text, re.MULTILINE):
        if pitfall := re.match(r"Pitfall (\d+)\.", title):
            found.add(f"pitfall {pitfall[1]}")
        elif number := re.match(rf"({_NUMBER})\.? ", title):
            found.add(number[1])
        else:
            found.add(title)
    return frozenset(found)


@cache
def points(name: str, section: str) -> frozenset[str]:
    """The numbers of the ordered list of a section."""
    text = DOCS[name].read_text(encoding="utf-8")
    body = re.split(rf"^#+ {re.escape(section)}\.? .*$", text, maxsplit=1, flags=re.MULTILINE)[1]
    body = re.split(r"^#", body, maxsplit=1, flags=re.MULTILINE)[0]
    return frozenset(re.findall(r"^(\d+)\. ", body, re.MULTILINE))


def _plain(text: str) -> str:
    """A text on one line, without what starts the lines of a comment."""
    return re.sub(r"\s*\n[ \t]*(?:#:?|//|\*)?[ \t]*", " ", text)


def faults(text: str, *, own: str | None = None) -> Iterator[str]:
    """The citations that lead nowhere; ``own`` is the document that the text is part of."""
    line = _plain(text)
    for found in _CITATION.finditer(line):
        name = found["name"]
        if name in OTHERS or (name in GUIDE and name not in DOCS):
            continue
        if name not in DOCS:
            yield f"{found[0]}: no such document"
            continue
        cited = re.findall(_WHAT, found["what"] or "")
        for what in cited:
            if what.replace("pitfalls", "pitfall") not in headings(name):
                yield f"{found[0]}: no section {what}"
        if found["title"] and found["title"] not in headings(name):
            yield f"{found[0]}: no such heading"
        if found["point"] and cited and found["point"] not in points(name, cited[-1]):
            yield f"{found[0]}: no such point"
    rest = _CITATION.sub("", line)
    if own is None:
        for vague in _VAGUE.finditer(rest):
            around = rest[max(0, vague.start() - 30) : vague.end() + 10]
            yield f"{around}: of which document?"
        return
    bracketed = re.findall(r"[(;,] ?([1-9]\d?\.\d\d?)\)", rest)
    for number in re.findall(rf"\b[Ss]ections? ({_NUMBER})", rest) + bracketed:
        if number not in headings(own):
            yield f"section {number}: not in {own}"


def cited_from() -> list[str]:
    """The files that may cite: those that git tracks or would track."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    return [
        name
        for name in sorted(filter(None, listed.stdout.split("\0")))
        if Path(name).suffix in _SUFFIXES
        and not name.startswith(_LEFT_OUT)
        and (REPOSITORY / name).is_file()
    ]


def test_every_citation_leads_to_a_heading_of_a_document() -> None:
    wrong = []
    for name in cited_from():
        text = (REPOSITORY / name).read_text(encoding="utf-8")
        documents = {path.relative_to(REPOSITORY).as_posix() for path in CITED}
        own = Path(name).name if name in documents else None
        wrong += [f"{name}: {fault}" for fault in faults(text, own=own)]
    assert wrong == [], "\n".join(["", *wrong])


def test_each_document_has_a_name_of_its_own() -> None:
    names = [path.name for path in CITED]
    assert len(names) == len(set(names))
    index = (REPOSITORY / "docs" / "README.md").read_text(encoding="utf-8")
    for path in DOCS.values():
        assert f"]({path.relative_to(REPOSITORY / 'docs')})" in index


@pytest.mark.parametrize(
    "good",
    [
        "(textile.md 6.3)",
        "(textile.md 5\n    # to 7)",
        "food.md 2, 6.1, 7, 8",
        "textile.md 4, point 2",
        "textile.md pitfall 13",
        'architecture.md, "Detailed impacts"',
        "README.md",
        "docs/method/textile.md 6.3",
    ],
)
def test_a_citation_that_leads_somewhere_is_accepted(good: str) -> None:
    assert list(faults(good)) == []


@pytest.mark.parametrize(
    "bad",
    [
        "(textile.md 6.9)",
        "(textile.md 5 to 27)",
        "(textile.md 4, point 9)",
        "textile.md pitfall 15",
        "(pitfall 4)",
        "(section 5)",
        "loses its share (5.1 and 5.2)",
        "textile.md section 1",
        "design.md, Data",
        'architecture.md, "Nothing"',
        "nowhere.md 3",
    ],
)
def test_a_citation_that_leads_nowhere_is_found(bad: str) -> None:
    assert list(faults(bad))
