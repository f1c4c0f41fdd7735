"""The change log of the program, from the files of the repository to HTML."""

from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt

# One file a language; tests keep them in step.
FILES = {"fr": "CHANGELOG.md", "en": "CHANGELOG.en.md"}
# The page has a title and a heading of its own before the log.
_LEVELS_DOWN = 1


def change_log(path: Path) -> str:
    """The change log as HTML, empty where the file is not installed.

    Raw HTML in the file is shown as text.
    """
    try:
        return rendered(path.read_text(encoding="utf-8"))
    except OSError:
        return ""


@cache
def rendered(text: str) -> str:
    """CommonMark as HTML, its first heading left out and the others one level further down."""
    parser = MarkdownIt("commonmark", {"html": False})
    tokens = parser.parse(text)
    if tokens and tokens[0].tag == "h1":
        tokens = tokens[3:]
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1:]) + _LEVELS_DOWN)}"
    return str(parser.renderer.render(tokens, parser.options, {}))
