"""The places where text goes into a page unescaped: a short list, each with its reason."""

import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
PACKAGES = ("accounts", "ecobalyse", "ecobalyse_site", "foundation", "operation", "scoring")

# The number of times in each file, and why no visitor's text gets there.
ALLOWED = {
    # The change log of this repository, which is rendered without raw HTML.
    "templates/pages/versions.html": 1,
    # Documents of this repository, rendered without raw HTML.
    "templates/documentation/document.html": 1,
    # A plain-text file of settings, in which an escaped URL would be wrong.
    "templates/security.txt": 1,
    # A row of escaped cells, and two patterns that are constants in the code.
    "scoring/web/explorer/cells.py": 3,
    # E-mails are plain text: escaping would show entities.
    **{
        f"templates/accounts/mail/{name}.txt": 1
        for name in (
            *("address", "address_changed", "already_registered", "goodbye"),
            *("password", "purge_warning", "sign_in"),
        )
    },
    # Rendered templates, already escaped: only spaces and apostrophes change.
    "ecobalyse_site/typography.py": 1,
    # Fragments of live updates, which escape each value themselves.
    "scoring/web/pieces.py": 1,
}
# Every way to do so in Django and Jinja; an import alone is harmless.
UNESCAPED = re.compile(
    r"\|\s*safe(?:seq)?\b|\bmark_safe\(|\bSafe(?:String|Text)\(|\{%-?\s*autoescape\s+off"
    r"|\bhtml_safe\b|\bdef __html__\b|\bMarkup\(|\bautoescape\s*=\s*False"
    r"|\bis_safe\s*=\s*True|\bformat_html\(\s*[^\"'\s]"
)


def places(text: str) -> int:
    """The number of times that text goes into a page unescaped."""
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
