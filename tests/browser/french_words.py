"""Finds French words in what a page shows to someone who reads English."""

import re
from html.parser import HTMLParser

from playwright.sync_api import Page

# Frequent words that English does not have, and elisions. "pour", "plus" and "en" are English too.
_FRENCH = re.compile(
    r"(?<![\w'’-])(?:le|la|les|des|du|une|est|et|ou|avec|dans|sur|qui|que|aux|ce|cette|ces|sont"
    r"|pas|vous|votre|vos|nous|leur|leurs|sans|sous|être|deux|chaque|toutes?|tous)(?![\w'’-])"
    r"|(?<![\w'’-])(?:[ldnsjc]|qu)['’][a-zàâéèêëîïôœû]",
    re.IGNORECASE,
)
# Names of French institutions.
_NAMES = re.compile(
    r"Défenseur des droits|Commission nationale de l['’]informatique et des libertés"
)
_UNSEEN = {"script", "style"}
_VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
_SHOWN_ATTRIBUTES = {"aria-label", "alt", "placeholder", "title"}


class _Texts(HTMLParser):
    """The texts of a document that are not marked as being in another language."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open: list[tuple[str, bool]] = [("", True)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        counted = self._open[-1][1] and tag not in _UNSEEN
        if given.get("lang"):
            counted = given["lang"] == "en"
        if counted:
            self.found += [given[name] or "" for name in _SHOWN_ATTRIBUTES & {*given}]
        if tag not in _VOID:
            self._open.append((tag, counted))

    def handle_endtag(self, tag: str) -> None:
        if any(tag == opened for opened, _ in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._open[-1][1]:
            self.found.append(" ".join(data.split()))


def french_in(html: str) -> list[str]:
    """The texts of an English page, including visible attributes, that contain French words."""
    texts = _Texts()
    texts.feed(html)
    return [text for text in texts.found if _FRENCH.search(_NAMES.sub("", text))]


def check_english(page: Page) -> None:
    """The page is in English, including folded parts and the sentences of scripts."""
    assert page.locator("html").get_attribute("lang") == "en"
    found = french_in(page.content())
    assert not found, "\n".join([page.url, *found])
