"""The documentation as a static site: ``make docs`` builds it once in each language."""

import tomllib
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

_REPOSITORY = Path(__file__).parents[1]
_ABOUT = tomllib.loads((_REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]

project = _ABOUT["name"]
html_title = f"{project} : documentation"
language = "fr"
extensions = ["myst_parser"]
# Links to headings are written as GitHub makes them.
myst_heading_anchors = 4
# Nothing more than CommonMark and tables, as the instance shows it.
myst_enable_extensions: list[str] = []
html_theme = "furo"
html_copy_source = False
html_show_copyright = False
templates_path = ["templates"]
suppress_warnings = ["toc.not_included"]
# What opens where only the folder's address is known.
html_additional_pages = {"index": "start.html"}
# What is made, kept or installed in a copy of the repository.
exclude_patterns = [".*", "build", "dist", "mutants", "staticfiles", "tests", "var"]
# Files outside of docs/ that its pages lead to.
include_patterns = [
    "docs/**.md",
    "CHANGELOG.md",
    "CHANGELOG.en.md",
    "CONTRIBUTING.md",
    "DATA_SOURCES.md",
    "SECURITY.md",
    "benchmarks/README.md",
    "deploy/README.md",
]


def _choose(_: Sphinx, config: Config) -> None:
    """Begin with the guide of the language; the other one is there for what leads to it."""
    config.root_doc = f"docs/guide/{config.language}/index"


def setup(app: Sphinx) -> None:
    """What Sphinx asks of this file."""
    app.connect("config-inited", _choose)
