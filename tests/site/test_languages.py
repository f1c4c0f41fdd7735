"""The pages in French and in English, errors included; the API in French alone."""

import re
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.utils import translation

from ecobalyse_site import errors
from tests.browser.watched import check_html
from tests.conformance.test_textile import PORTAL_TSHIRT

ENGLISH = {"Accept-Language": "en-GB,en;q=0.9"}


def test_pages_are_in_french_unless_the_browser_asks_for_english(client: Client) -> None:
    french = client.get("/").content.decode()
    english = client.get("/", headers=ENGLISH).content.decode()
    assert '<html lang="fr">' in french
    assert "Calculez le coût environnemental de vos produits" in french
    assert '<html lang="en">' in english
    assert "Calculate the environmental cost of your products" in english


def test_the_language_chosen_is_remembered_without_a_session(client: Client) -> None:
    answer = client.post("/langue/", {"language": "en", "next": "/"})
    assert answer.status_code == 302
    assert answer["Location"] == "/"
    assert set(answer.cookies) == {"langue"}
    assert '<html lang="en">' in client.get("/").content.decode()
    client.post("/langue/", {"language": "fr", "next": "/"})
    assert '<html lang="fr">' in client.get("/", headers=ENGLISH).content.decode()


def test_the_language_form_leads_to_no_other_site(client: Client) -> None:
    answer = client.post("/langue/", {"language": "en", "next": "https://autre.example/"})
    assert answer["Location"] == "/"


def test_a_page_without_an_account_sets_no_cookie(client: Client) -> None:
    assert not client.get("/").cookies


@pytest.mark.parametrize(("language", "title"), [("fr", "Page introuvable"), ("en", "not found")])
def test_an_unknown_page_says_so_in_both_languages(
    client: Client, language: str, title: str
) -> None:
    answer = client.get("/xxx/", headers={"Accept-Language": language})
    assert answer.status_code == 404
    assert title in answer.content.decode()


def test_the_api_answers_in_french_even_after_an_english_page(client: Client) -> None:
    client.get("/", headers=ENGLISH)
    answer = client.post(
        "/api/textile/simulator",
        PORTAL_TSHIRT | {"price": 0},
        content_type="application/json",
        headers=ENGLISH,
    )
    assert answer.json()["error"] == {
        "price": "Le prix unitaire doit être compris(e) entre 1 et 1000."
    }
    assert (
        "T-shirt"
        in client.post(
            "/api/textile/simulator",
            PORTAL_TSHIRT,
            content_type="application/json",
            headers=ENGLISH,
        ).json()["description"]
    )


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "Trop de requêtes"), ("en", "Too many requests")]
)
def test_a_visitor_over_the_limit_gets_a_page(
    language: str, words: str, rf: RequestFactory
) -> None:
    answer = errors.too_many_requests(rf.get("/", headers={"Accept-Language": language}), 5000)
    assert answer.status_code == 429
    assert words in answer.content.decode()
    assert re.search(r"\b5[\s,]000\b", answer.content.decode())


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    ("view", "status", "titles"),
    [
        (errors.bad_request, 400, {"fr": "Requête refusée", "en": "Request refused"}),
        (errors.permission_denied, 403, {"fr": "Accès refusé", "en": "Access denied"}),
        (errors.csrf_failure, 403, {"fr": "Formulaire expiré", "en": "Form expired"}),
        (errors.server_fault, 500, {"fr": "Erreur interne", "en": "Internal error"}),
    ],
)
def test_each_fault_has_its_page_in_both_languages(
    view: Any, status: int, titles: dict[str, str], language: str, rf: RequestFactory
) -> None:
    with translation.override(language):
        answer = view(rf.get("/"))
    page = answer.content.decode()
    assert answer.status_code == status
    assert f"<h1>{titles[language]}</h1>" in page
    check_html(page)
