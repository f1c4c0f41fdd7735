"""Where HTML is declared safe, and nowhere else: each of these places escapes what it is given."""

import re
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
PACKAGES = ("accounts", "ecobalyse_site", "foundation", "operation", "scoring")
# A module that is added here is read by someone first.
KNOWN = {
    "ecobalyse_site/typography.py",
    "scoring/web/charts.py",
    "scoring/web/explorer/cells.py",
    "scoring/web/pieces.py",
    "templates/pages/versions.html",
}
DECLARED = re.compile(
    r"\bmark_safe\(|\bSafeString\(|\bSafeText\(|def __html__|\|\s*safe(seq)?\b|autoescape\s+off"
)


def test_html_is_declared_safe_in_known_places_alone() -> None:
    files = [path for package in PACKAGES for path in (REPOSITORY / package).rglob("*.py")]
    files += (REPOSITORY / "templates").rglob("*.html")
    found = {
        path.relative_to(REPOSITORY).as_posix()
        for path in files
        if DECLARED.search(path.read_text(encoding="utf-8"))
    }
    assert found == KNOWN
