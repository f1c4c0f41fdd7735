"""The pages of the documentation."""

from collections.abc import Iterable
from typing import NamedTuple

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from foundation.markdown import RenderedDocument, rendered
from scoring.web.documentation.library import (
    DOCUMENTS,
    GUIDES,
    LANGUAGES,
    REFERENCES,
    Document,
    address_of,
    read,
)


class ListedDocument(NamedTuple):
    """A document in a list: its address, its title and description, and their language."""

    address: str
    title: str
    description: str
    language: str


def contents(request: HttpRequest) -> HttpResponse:
    """All documents."""
    context = {"guides": _entries(GUIDES), "references": _entries(REFERENCES)}
    return render(request, "documentation/contents.html", context)


def document(request: HttpRequest, slug: str) -> HttpResponse:
    """One document, in the visitor's language if it is in that."""
    found = DOCUMENTS.get(slug)
    language = found.language(_language()) if found else ""
    page = _page(found, language) if found else None
    if found is None or page is None:
        raise Http404
    context = {
        "page": page,
        "page_language": language,
        "guides": _entries(GUIDES),
        "address": found.address,
    }
    return render(request, "documentation/document.html", context)


def _entries(documents: Iterable[Document]) -> list[ListedDocument]:
    """The installed documents."""
    entries = []
    for one in documents:
        language = one.language(_language())
        page = _page(one, language)
        if page is not None:
            entries.append(
                ListedDocument(
                    address=one.address,
                    title=page.title,
                    description=page.description,
                    language=language,
                )
            )
    return entries


def _page(one: Document, language: str) -> RenderedDocument | None:
    file = one.files[language]
    text = read(settings.BASE_DIR, file)
    return None if text is None else rendered(text, file, address_of)


def _language() -> str:
    language = (get_language() or "")[:2]
    return language if language in LANGUAGES else LANGUAGES[0]
