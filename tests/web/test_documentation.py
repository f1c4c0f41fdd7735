"""The documentation as pages: complete, in the visitor's language, with links that lead on."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from foundation.markdown import rendered
from scoring.web.documentation.library import DOCUMENTS, GUIDES, REFERENCES, address_of

REPOSITORY = Path(__file__).parents[2]
GUIDE_FILE = "docs/guide/fr/api.md"


def text_of(client: Client, address: str, language: str = "fr") -> str:
    answer = client.get(address, headers={"Accept-Language": language})
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_the_list_holds_every_document_in_the_visitors_language(client: Client) -> None:
    french, english = (text_of(client, "/documentation/", language) for language in ("fr", "en"))
    for document in DOCUMENTS.values():
        assert f'href="{document.address}"' in french
        assert f'href="{document.address}"' in english
    assert ">Démarrer</a>" in french
    assert ">Getting started</a>" in english
    # A document in one language only says which.
    assert '<li lang="en"><a href="/documentation/methode-textile/">' in french


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("slug", list(DOCUMENTS))
def test_a_document_has_a_title_a_description_and_links_that_lead_on(
    client: Client, slug: str, language: str
) -> None:
    document = DOCUMENTS[slug]
    text = text_of(client, document.address, language)
    title = re.search(r"<title>([^|<]+) \|", text)
    description = re.search(r'<meta name="description" content="([^"]+)">', text)
    assert title
    assert description
    assert len(description[1]) > 40
    assert f'<article class="prose" lang="{document.language(language)}">' in text
    assert text.count("<h1") == 1
    article = text[text.index("<article") : text.index("</article>")]
    identifiers = set(re.findall(r' id="([^"]+)"', text))
    for target in re.findall(r'<a href="([^"]*)"', article):
        if target.startswith("#"):
            assert target[1:] in identifiers, target
        elif target.startswith("/"):
            path, _, fragment = target.partition("#")
            found = text_of(client, path, language)
            assert not fragment or f'id="{fragment}"' in found, target
        else:
            assert target.startswith(("http://", "https://", "mailto:")), target


def test_each_document_has_a_title_of_its_own(client: Client) -> None:
    for language in ("fr", "en"):
        titles = [
            re.findall(r"<title>(.*?)</title>", text_of(client, document.address, language))[0]
            for document in (*GUIDES, *REFERENCES)
        ]
        assert len(titles) == len(set(titles))


def test_the_contents_list_leads_to_each_section(client: Client) -> None:
    text = text_of(client, "/documentation/questions/")
    assert '<li><a href="#pourquoi-des-zéros">Pourquoi des zéros</a></li>' in text
    assert '<h2 id="pourquoi-des-zéros">Pourquoi des zéros</h2>' in text


def test_an_unknown_document_is_none(client: Client) -> None:
    assert client.get("/documentation/nulle-part/").status_code == 404
    assert client.get("/documentation/..%2fsettings/").status_code == 404


def test_a_document_cannot_bring_html_in() -> None:
    page = rendered(
        "# <b>T</b>\n\n<script>alert(1)</script> [x](javascript:alert(1)) *y*\n\n"
        '```"><script>\n</code><script>\n```\n\n## A"><i>\n\n| a |\n| --- |\n| <img src=x> |\n',
        GUIDE_FILE,
        address_of,
    )
    for bad in ("<script", "<img", "<i>", 'href="javascript'):
        assert bad not in page.html
    assert page.title == "<b>T</b>"


@pytest.mark.parametrize("block", ["```sh\nx\n```", "    x", "| x |\n| --- |"])
def test_what_can_be_wider_than_the_page_is_scrolled_by_the_keyboard(block: str) -> None:
    html = rendered(f"# T\n\n## A\n\n{block}\n\nb\n\n{block}\n", GUIDE_FILE, address_of).html
    # The regions of a page have different names.
    assert html.count('tabindex="0" role="region" aria-label="A (1)"') == 1
    assert html.count('tabindex="0" role="region" aria-label="A (2)"') == 1


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("questions.md", '<a href="/documentation/questions/">x</a>'),
        ("questions.md#mille", '<a href="/documentation/questions/#mille">x</a>'),
        ("../../contract/api.md", '<a href="/documentation/contrat-api/">x</a>'),
        ("../../../deploy/README.md", '<a href="/documentation/mise-en-production/">x</a>'),
        ("https://example.org/", '<a href="https://example.org/" rel="external">x</a>'),
        ("../../../pyproject.toml", "<em>x</em>"),
    ],
)
def test_links_between_files_become_links_between_pages(target: str, expected: str) -> None:
    assert (
        rendered(f"# T\n\n[x]({target})\n", GUIDE_FILE, address_of).html == f"<p>{expected}</p>\n"
    )


def test_headings_of_one_name_have_identifiers_of_their_own() -> None:
    page = rendered("# T\n\n## A\n\n## A\n", GUIDE_FILE, address_of)
    assert [heading.identifier for heading in page.contents] == ["a", "a-1"]


def test_the_dictionary_of_fields_says_what_the_api_says() -> None:
    run = subprocess.run(
        [sys.executable, "scripts/field_dictionary.py", "--check"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_list_says_whole_sentences_of_each_document(client: Client, language: str) -> None:
    text = client.get("/documentation/", headers={"Accept-Language": language}).content.decode()
    guides = text.partition('id="reference')[0]
    assert guides.count("<li") > 10
    assert "…</" not in guides
