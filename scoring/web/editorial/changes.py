"""Renders the program's change log, from Markdown files to HTML."""

from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt

# One file per language; tests keep them in sync.
FILES = {"fr": "CHANGELOG.md", "en": "CHANGELOG.en.md"}
# The page already has a title and a heading before the log.
_LEVELS_DOWN = 1


def change_log(path: Path) -> str:
    """The change log as HTML, empty if the file is not installed.

    Raw HTML in the file is escaped.
    """
    try:
        return rendered(path.read_text(encoding="utf-8"))
    except OSError:
        return ""


@cache
def rendered(text: str) -> str:
    """CommonMark as HTML, without the first heading and with the others one level lower."""
    parser = MarkdownIt("commonmark", {"html": False})
    tokens = parser.parse(text)
    if tokens and tokens[0].tag == "h1":
        tokens = tokens[3:]
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1:]) + _LEVELS_DOWN)}"
    return str(parser.renderer.render(tokens, parser.options, {}))
