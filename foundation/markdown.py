"""Renders the Markdown of a document to HTML.

CommonMark with tables; raw HTML is escaped. Headings get ids that links between documents use, and
links to files become links to the pages that show them.
"""

import posixpath
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from django.utils.html import escape
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

# About the length of a description that search engines show.
_SHORTEST, _DESCRIPTION = 40, 160
_CONTENTS = ("h2", "h3")
_OTHER_SITE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """An entry of the table of contents: its tag (``h2``, ``h3``), id and text."""

    tag: str
    identifier: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedDocument:
    """A document as HTML without its first heading, which is the title; texts are unescaped."""

    title: str
    description: str
    html: str
    contents: Sequence[Heading]


class _Renderer(RendererHTML):
    """Makes blocks wider than the page scrollable, with the keyboard too."""

    def fence(
        self,
        tokens: Sequence[Token],
        idx: int,
        options: OptionsDict,
        env: EnvType,
    ) -> str:
        """Render a fenced code block."""
        return f"<pre {_region(env)}><code>{escape(tokens[idx].content)}</code></pre>\n"

    # An indented code block is scrollable too.
    code_block = fence

    def table_open(
        self,
        tokens: Sequence[Token],
        idx: int,
        options: OptionsDict,
        env: EnvType,
    ) -> str:
        """Render the start of a table."""
        return f'<div class="table-scroll" {_region(env)}><table>\n'

    def table_close(
        self,
        tokens: Sequence[Token],
        idx: int,
        options: OptionsDict,
        env: EnvType,
    ) -> str:
        """Render the end of a table and of its scrollable region."""
        return "</table></div>\n"

    def heading_open(
        self,
        tokens: Sequence[Token],
        idx: int,
        options: OptionsDict,
        env: EnvType,
    ) -> str:
        """Render a heading, which names the regions below it."""
        env["heading"] = _plain(tokens[idx + 1])
        return self.renderToken(tokens, idx, options, env)


def _region(env: EnvType) -> str:
    """The attributes of a scrollable region: a unique name, from the heading above."""
    env["regions"] += 1
    name = escape(f"{env['heading']} ({env['regions']})")
    return f'tabindex="0" role="region" aria-label="{name}"'


@cache
def rendered(text: str, file: str, address_of: Callable[[str], str | None]) -> RenderedDocument:
    """The page of a document; ``file`` is its path from the root of the repository.

    ``address_of`` gives the address of the page of a path, None if no page shows it.
    """
    parser = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer).enable("table")
    tokens = parser.parse(text)
    title = ""
    if tokens and tokens[0].tag == "h1":
        title, tokens = _plain(tokens[1]), tokens[3:]
    contents = _identify(tokens)
    _lead(tokens, file, address_of)
    paragraphs = (
        _plain(tokens[place + 1])
        for place, token in enumerate(tokens)
        if token.type == "paragraph_open"
    )
    return RenderedDocument(
        title=title,
        description=_shortened(next(paragraphs, "")),
        html=str(parser.renderer.render(tokens, parser.options, {"heading": title, "regions": 0})),
        contents=contents,
    )


@cache
def section_html(text: str, levels_down: int) -> str:
    """A document as a part of a page: without its first heading, the others ``levels_down``.

    >>> print(section_html("# Title\\n## Part\\n<b>", 1))
    <h3>Part</h3>
    <p>&lt;b&gt;</p>
    <BLANKLINE>
    """
    parser = MarkdownIt("commonmark", {"html": False})
    tokens = parser.parse(text)
    if tokens and tokens[0].tag == "h1":
        tokens = tokens[3:]
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1:]) + levels_down)}"
    return str(parser.renderer.render(tokens, parser.options, {}))


def identifier_of(heading: str) -> str:
    """The id of a heading, used in links.

    >>> identifier_of("Pourquoi des zéros ?")
    'pourquoi-des-zéros-'
    >>> identifier_of("4.2 Enumerations of v7")
    '42-enumerations-of-v7'
    """
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _identify(tokens: Sequence[Token]) -> list[Heading]:
    contents = []
    taken: set[str] = set()
    for place, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        text = _plain(tokens[place + 1])
        identifier = wanted = identifier_of(text) or "section"
        number = 1
        while identifier in taken:
            identifier = f"{wanted}-{number}"
            number += 1
        taken.add(identifier)
        token.attrSet("id", identifier)
        if token.tag in _CONTENTS:
            contents.append(Heading(tag=token.tag, identifier=identifier, text=text))
    return contents


def _lead(tokens: Sequence[Token], file: str, address_of: Callable[[str], str | None]) -> None:
    """Resolve each link to a page of this site or to another site, or remove it."""
    for token in tokens:
        for inner in token.children or ():
            if inner.type == "link_open":
                address = _address(str(inner.attrGet("href") or ""), file, address_of)
                if address is None:
                    # A file that no page shows: keep only its name.
                    inner.tag, inner.attrs = "em", {}
                    _close(token.children or [], inner)
                else:
                    inner.attrSet("href", address)
                    if _OTHER_SITE.match(address):
                        inner.attrSet("rel", "external")


def _close(children: Sequence[Token], opened: Token) -> None:
    """The end of a removed link."""
    for token in children[children.index(opened) :]:
        if token.type == "link_close":
            token.tag = "em"
            return


def _address(target: str, file: str, address_of: Callable[[str], str | None]) -> str | None:
    """The address that a link in ``file`` refers to; None if no page shows it."""
    if _OTHER_SITE.match(target) or target.startswith(("/", "#")):
        return target
    path, mark, fragment = target.partition("#")
    meant = posixpath.normpath(posixpath.join(posixpath.dirname(file), path))
    known = address_of(meant)
    return None if known is None else f"{known}{mark}{fragment}"


def _plain(token: Token) -> str:
    """The plain text of a paragraph or heading."""
    return "".join(
        " " if inner.type in ("softbreak", "hardbreak") else inner.content
        for inner in token.children or ()
    ).strip()


def _shortened(text: str) -> str:
    """The first sentences that fit, or the start of a sentence longer than that."""
    if len(text) <= _DESCRIPTION:
        return text
    end = text.rfind(". ", _SHORTEST, _DESCRIPTION)
    if end >= 0:
        return text[: end + 1]
    return text[:_DESCRIPTION].rsplit(" ", 1)[0] + "…"
