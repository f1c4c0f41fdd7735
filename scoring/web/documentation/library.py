"""The documents that the instance publishes, and their addresses.

Guides exist in both languages, at the same address; references only in the language they were
written in. All are files of the repository, included in every installation.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

HOME: Final = "/documentation/"
LANGUAGES: Final = ("fr", "en")
_GUIDES = (
    "demarrer",
    "api",
    "champs",
    "catalogues",
    "methode",
    "versions",
    "exploiter",
    "grandir",
    "reglages",
    "depannage",
    "questions",
)
_REFERENCES = {
    "methode-textile": ("docs/method/textile.md", "en"),
    "methode-alimentaire": ("docs/method/food.md", "en"),
    "methode-objets": ("docs/method/object.md", "en"),
    "contrat-api": ("docs/contract/api.md", "en"),
    "contrat-catalogues": ("docs/contract/catalogue.md", "en"),
    "contrat-decisions": ("docs/contract/decisions.md", "en"),
    "versions-de-la-methode": ("docs/versions.md", "en"),
    "valeurs-propres": ("docs/own-figures.md", "en"),
    "comptes": ("docs/accounts.md", "en"),
    "mise-en-production": ("deploy/README.md", "fr"),
    "sources-des-donnees": ("DATA_SOURCES.md", "fr"),
    "securite": ("SECURITY.md", "fr"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document: its slug, and its file for each language."""

    slug: str
    files: Mapping[str, str]

    @property
    def address(self) -> str:
        """The address of its page."""
        return f"{HOME}{self.slug}/"

    def language(self, wanted: str) -> str:
        """The language of the document for a visitor: the preferred one if available."""
        return wanted if wanted in self.files else next(iter(self.files))


GUIDES: Final = tuple(
    Document(
        slug=slug, files={language: f"docs/guide/{language}/{slug}.md" for language in LANGUAGES}
    )
    for slug in _GUIDES
)
REFERENCES: Final = tuple(
    Document(slug=slug, files={language: file}) for slug, (file, language) in _REFERENCES.items()
)
DOCUMENTS: Final[Mapping[str, Document]] = {
    document.slug: document for document in (*GUIDES, *REFERENCES)
}


def _addresses() -> Iterator[tuple[str, str]]:
    for document in DOCUMENTS.values():
        for file in document.files.values():
            yield file, document.address
    for language in LANGUAGES:
        yield f"docs/guide/{language}/index.md", HOME
    yield "docs/README.md", HOME


# The address of each file's page, by path from the root of the repository.
ADDRESSES: Final[Mapping[str, str]] = dict(_addresses())


def address_of(path: str) -> str | None:
    """The address of the page that shows a file or a folder, if one does."""
    return ADDRESSES.get(path) or ADDRESSES.get(f"{path}/README.md")


def read(root: Path, file: str) -> str | None:
    """A document's text; None if the file is not installed."""
    try:
        return (root / file).read_text(encoding="utf-8")
    except OSError:
        return None
