"""Pages of errors say what happened and what to do, and lead on; the API's answers stay JSON."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from django.test import Client, RequestFactory
from django.utils import translation
from pytest_django import Settings

from ecobalyse_site import errors
from scoring.methods import forget_versions
from tests.browser.watched import check_html
from tests.installation.later import install_bare

LATER = "v8.1.0"
ABSENT = "v9.9.9"
# For garments alone.
BARE = "v8.6.0"
LANGUAGES = ["fr", "en"]


def told(answer: Any) -> str:
    """The error as it is read, without the frame of the page and the typography."""
    page = answer.content.decode()
    check_html(page)
    found = re.search(r'<div class="prose error-page">.*?</div>', page, re.DOTALL)
    assert found, page
    return unescape(found[0]).replace("’", "'").replace("\u202f", " ").replace("\u00a0", " ")


def links(answer: Any) -> dict[str, str]:
    """Where the page leads, by the words of each link."""
    found = re.findall(r'<a class="[^"]*" href="([^"]*)">([^<]*)</a>', told(answer))
    return {words: address for address, words in found}


@pytest.mark.parametrize(
    ("language", "why", "page"),
    [("fr", "n'a pas le même score", "en"), ("en", "does not have the same score", "in")],
)
def test_an_absent_version_leads_to_the_same_simulator_in_those_installed(
    client: Client, language: str, why: str, page: str
) -> None:
    answer = client.get(f"/versions/{ABSENT}/textile/lot/", headers={"Accept-Language": language})
    assert answer.status_code == 404
    text = told(answer)
    assert ABSENT in text
    assert why in text
    found = links(answer)
    default = [words for words in found if words.startswith(f"Textile {page} v7.0.0")]
    assert [found[words] for words in default] == ["/textile/"]
    assert found[f"Textile {page} {LATER}"] == f"/versions/{LATER}/textile/"
    assert "/versions/" in found.values()


@pytest.mark.parametrize("rest", ["", "explorateur/textile/pays/FR/", "pages/methode-textile/"])
def test_each_link_of_an_absent_version_opens(client: Client, rest: str) -> None:
    found = links(client.get(f"/versions/{ABSENT}/{rest}"))
    assert len(found) == 3
    for address in found.values():
        assert client.get(address).status_code == 200, address


def test_the_api_says_in_json_that_a_version_is_absent(client: Client) -> None:
    answer = client.get(f"/versions/{ABSENT}/api/textile/countries")
    assert answer.status_code == 404
    assert answer.json() == {"error": "Version not found"}


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A version without food, objects and vehicles, which says why."""
    return install_bare(tmp_path_factory.mktemp("data"), BARE)


@pytest.fixture
def _installed(settings: Settings, bare: Path) -> Iterator[None]:
    settings.METHOD_DIRECTORIES = [*settings.METHOD_DIRECTORIES, bare]
    forget_versions()
    yield
    forget_versions()


@pytest.mark.usefixtures("_installed")
@pytest.mark.parametrize(
    ("language", "reason"),
    [
        ("fr", "Aucun procédé de la source n'est de ce secteur."),
        ("en", "No process of the source is of this sector."),
    ],
)
def test_a_sector_that_a_version_lacks_says_why_and_leads_to_those_that_have_it(
    client: Client, language: str, reason: str
) -> None:
    headers = {"Accept-Language": language}
    answer = client.get(f"/versions/{BARE}/alimentaire/", headers=headers)
    assert answer.status_code == 404
    assert reason in told(answer)
    addresses = list(links(answer).values())
    assert addresses == ["/alimentaire/", f"/versions/{LATER}/alimentaire/", "/versions/"]
    versions = client.get("/versions/", headers=headers).content.decode().replace("’", "'")
    assert reason in versions


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_page_leads_on(client: Client, language: str) -> None:
    answer = client.get("/nulle-part/", headers={"Accept-Language": language})
    assert answer.status_code == 404
    found = links(answer)
    assert len(found) >= 4
    for address in found.values():
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize(
    ("referrer", "leads_back"),
    [
        ("http://testserver/textile/?a=1", "/textile/?a=1"),
        ("http://testserver//ailleurs.example/x", "/ailleurs.example/x"),
        ("http://ailleurs.example/textile/", None),
        ("javascript:alert(1)", None),
        ("", None),
    ],
)
def test_a_refused_form_leads_back_to_its_page_on_this_site_alone(
    client: Client, settings: Settings, referrer: str, leads_back: str | None
) -> None:
    sent = {"x": "x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE}
    answer = client.post("/textile/", sent, headers={"Referer": referrer})
    assert answer.status_code == 413
    assert links(answer).get("Revenir au formulaire") == leads_back


def test_a_file_that_is_too_large_is_told_another_way(client: Client, settings: Settings) -> None:
    sent = b"x" * (settings.BATCH_MAX_BYTES + 1)
    answer = client.post("/catalogue/resultats/", sent, content_type="application/octet-stream")
    assert answer.status_code == 413
    assert "ecobalyse score" in told(answer)
    assert client.get(links(answer)["Les catalogues, documentation"]).status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_over_the_limit_knows_how_long_to_wait(language: str, rf: RequestFactory) -> None:
    headers = {"Accept-Language": language}
    opened = errors.too_many_requests(rf.get("/versions/?a=1", headers=headers), 500, 17)
    assert "17 s" in told(opened)
    assert "/versions/?a=1" in links(opened).values()
    # A link cannot send a form again, but can lose what was typed.
    posted = errors.too_many_requests(rf.post("/textile/", headers=headers), 500, 17)
    assert "17 s" in told(posted)
    assert "/textile/" not in links(posted).values()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fault_is_told_without_database_template_or_context(
    language: str, rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **kwargs: Any) -> Any:
        raise OSError

    request = rf.get("/textile/?a=1")
    # The database is closed to this test, and a session would be read from it.
    request.COOKIES["sessionid"] = "x"
    monkeypatch.setattr(engines["django"].engine, "get_template", fail)
    monkeypatch.setattr("ecobalyse_site.plain_pages.static", fail)
    with translation.override(language):
        answer = errors.server_fault(request)
    assert answer.status_code == 500
    assert list(links(answer).values()) == ["/textile/?a=1", "/", "/pages/contact/"]
    assert f'<html lang="{language}">' in answer.content.decode()


def test_a_fault_after_a_form_does_not_offer_to_lose_it(rf: RequestFactory) -> None:
    answer = errors.server_fault(rf.post("/textile/"))
    assert "Ce que vous aviez saisi est encore à la page précédente" in told(answer)
    assert "/textile/" not in links(answer).values()


def test_a_fault_of_the_api_is_json(rf: RequestFactory) -> None:
    answer = errors.server_fault(rf.get("/api/textile/countries"))
    assert answer["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/textile/leviers/", "/textile/"),
        ("/catalogue/calcul/", "/catalogue/"),
        (f"/versions/{LATER}/objet/explication/", f"/versions/{LATER}/objet/"),
    ],
)
def test_what_only_receives_forms_leads_to_its_page(
    client: Client, address: str, page: str
) -> None:
    answer = client.get(address, headers={"Accept": "text/html"})
    assert answer.status_code == 405
    assert "POST" in answer["Allow"]
    assert page in links(answer).values()
    assert client.get(page).status_code == 200
    # A program asks for no page.
    assert client.get(address, headers={"Accept": "*/*"}).content == b""
