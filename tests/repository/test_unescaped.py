"""Where a text goes into a page unescaped: a short list, each place with its reason."""

import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
PACKAGES = ("accounts", "ecobalyse", "ecobalyse_site", "foundation", "operation", "scoring")

# How often each place does it, and why nothing that a visitor wrote gets there.
ALLOWED = {
    # The change log of this repository, which is rendered without raw HTML.
    "templates/pages/versions.html": 1,
    # Documents of this repository, rendered without raw HTML.
    "templates/documentation/document.html": 1,
    # A plain text of settings, in which an escaped address would not be one.
    "templates/security.txt": 1,
    # A row of cells that are escaped, and two patterns that are constants of the code.
    "scoring/web/explorer/cells.py": 3,
    # Mails are plain texts: an escaped one would show its entities.
    **{
        f"templates/accounts/mail/{name}.txt": 1
        for name in (
            *("address", "address_changed", "already_registered", "goodbye"),
            *("password", "purge_warning", "sign_in"),
        )
    },
    # Rendered templates, escaped already: only spaces and apostrophes change.
    "ecobalyse_site/typography.py": 1,
    # Pieces of a live update, each value of which it escapes itself.
    "scoring/web/pieces.py": 1,
}
# Every way that Django and Jinja have; an import alone lets nothing through.
UNESCAPED = re.compile(
    r"\|\s*safe(?:seq)?\b|\bmark_safe\(|\bSafe(?:String|Text)\(|\{%-?\s*autoescape\s+off"
    r"|\bhtml_safe\b|\bdef __html__\b|\bMarkup\(|\bautoescape\s*=\s*False"
    r"|\bis_safe\s*=\s*True|\bformat_html\(\s*[^\"'\s]"
)


def places(text: str) -> int:
    """How often a text is let into a page unescaped."""
    return len(UNESCAPED.findall(text))


def test_only_the_places_of_the_list_let_a_text_through_unescaped() -> None:
    paths = [
        *(REPOSITORY / "templates").rglob("*.*"),
        *(path for package in PACKAGES for path in (REPOSITORY / package).rglob("*.py")),
    ]
    assert len(paths) > 200
    found = {
        path.relative_to(REPOSITORY).as_posix(): count
        for path in paths
        if (count := places(path.read_text(encoding="utf-8")))
    }
    assert found == ALLOWED


@pytest.mark.parametrize(
    "text",
    [
        "{{ name|safe }}",
        "{{ name | safe }}",
        "{{ names|safeseq|join:', ' }}",
        "{% autoescape off %}{{ name }}{% endautoescape %}",
        "return mark_safe(name)",
        "return SafeString(name)",
        "    def __html__(self) -> str:",
        "@register.filter(is_safe=True)",
        "format_html(name)",
        "Engine(autoescape=False)",
    ],
)
def test_each_way_of_doing_it_is_seen(text: str) -> None:
    assert places(text) == 1


@pytest.mark.parametrize(
    "text", ["{{ name }}", "from x import mark_safe", 'format_html("<b>{}</b>", name)']
)
def test_what_is_escaped_is_not_counted(text: str) -> None:
    assert places(text) == 0
