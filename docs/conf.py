"""The documentation as a static site: ``make docs`` builds it once in each language."""

import tomllib
from pathlib import Path

_REPOSITORY = Path(__file__).parents[1]
_ABOUT = tomllib.loads((_REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]

project = _ABOUT["name"]
language = "fr"
extensions = ["myst_parser"]
# Links to headings are written as for GitHub, two levels below the title.
myst_heading_anchors = 4
# The contract writes "(+)" and "~" for itself: nothing more than CommonMark and tables.
myst_enable_extensions: list[str] = []
suppress_warnings = [
    # A document of the method may go on at its fourth level, an index lead outside of docs/.
    "myst.header",
    # Its readers are told of the files of the repository, which are not pages.
    "myst.xref_missing",
]
html_theme = "furo"
html_copy_source = False
html_show_copyright = False
# Pages that a browser reads without any other host.
html_theme_options = {"footer_icons": []}
