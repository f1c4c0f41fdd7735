"""The editorial pages, and what search engines are told."""

import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from ecobalyse_site import configuration
from foundation.markdown import section_html
from operation.diagnosis import diagnose
from scoring.answers.journal import JOURNAL
from scoring.methods import forget_versions, published_versions
from scoring.web.editorial.views import CHANGE_LOGS, change_log
from tests.site.server import Server

ENGLISH = {"Accept-Language": "en"}


def text_of(client: Client, address: str, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200, address
    return answer.content.decode()


# Questions about the API ------------------------------------------------------------------------


def test_the_questions_give_the_limit_of_this_instance(client: Client, settings) -> None:
    settings.RATELIMIT_MAX_RPM = 1234
    assert "1\u202f234 requêtes par minute" in text_of(client, "/pages/api-faq/")
    assert "1,234 requests per minute" in text_of(client, "/pages/api-faq/", **ENGLISH)
    settings.RATELIMIT_MAX_RPM = 0
    text = text_of(client, "/pages/api-faq/")
    assert "ne limite pas le nombre de requêtes" in text
    assert "requêtes par minute" not in text


def test_the_questions_tell_the_level_of_this_instance(client: Client, settings) -> None:
    assert "ces valeurs sont indicatives" in text_of(client, "/pages/api-faq/")
    settings.INDICATIVE_IMPACTS = False
    assert "n’a pas de valeurs détaillées" in text_of(client, "/pages/api-faq/")


@pytest.mark.parametrize(("refused", "words"), [(True, "statut 401"), (False, "ne bloque pas")])
def test_the_questions_tell_what_becomes_of_a_bad_token(
    client: Client, settings, refused: bool, words: str
) -> None:
    settings.REFUSE_INVALID_TOKENS = refused
    assert words in text_of(client, "/pages/api-faq/")


def test_the_questions_and_the_contact_page_name_the_operators_address(
    client: Client, settings
) -> None:
    settings.OPERATOR_CONTACT = "aide@exemple.fr"
    settings.OPERATOR_NAME = "Atelier <Exemple>"
    assert 'href="mailto:aide@exemple.fr"' in text_of(client, "/pages/api-faq/")
    contact = text_of(client, "/pages/contact/")
    assert 'href="mailto:aide@exemple.fr"' in contact
    assert "Atelier &lt;Exemple&gt;" in contact


def test_the_contact_page_says_when_there_is_no_address(client: Client, settings) -> None:
    settings.OPERATOR_CONTACT = ""
    assert "pas encore indiqué" in text_of(client, "/pages/contact/")


# Versions and journal ---------------------------------------------------------------------------


def test_the_versions_page_lists_the_methods_and_their_sources(client: Client) -> None:
    text = text_of(client, "/versions/")
    assert "v7.0.0" in text
    assert "29 juillet 2025" in text
    assert "MTES-MCT/ecobalyse-data" in text
    assert 'href="/versions/v7.0.0/explorateur/"' in text


@pytest.mark.parametrize(
    ("language", "entry"), [("fr", "calcule une recette"), ("en", "computes a recipe")]
)
def test_the_versions_page_holds_the_change_log_in_the_visitors_language(
    client: Client, language: str, entry: str
) -> None:
    text = text_of(client, "/versions/", **{"Accept-Language": language})
    assert "<h3>1.0.0 (2026-11-27)</h3>" in text
    assert f"<code>POST /api/food</code> {entry}" in text
    assert text.count("<h1") == 1
    # Anything left in French would have to say so.
    assert 'lang="fr"' not in text.partition('id="methodes"')[2].replace('value="fr" lang="fr"', "")


def test_both_change_logs_say_the_same(settings) -> None:
    """Same sections, same number of entries in each, same code in each entry."""
    logs = [
        (settings.BASE_DIR / name).read_text(encoding="utf-8").split("\n## ")[1:]
        for name in CHANGE_LOGS.values()
    ]
    for versions in zip(*logs, strict=True):
        sections = [text.split("\n### ")[1:] for text in versions]
        for french, english in zip(*sections, strict=True):
            entries = [text.split("\n- ")[1:] for text in (french, english)]
            assert len(entries[0]) == len(entries[1]), (french[:40], english[:40])
            for one, other in zip(*entries, strict=True):
                codes = [set(re.findall("`([^`]*)`", text)) for text in (one, other)]
                translated = [{code.replace(",", ".") for code in found} for found in codes]
                assert translated[0] == translated[1], (one, other)


def test_the_change_log_cannot_bring_html_in() -> None:
    text = section_html(
        "# T\n\n## V\n\n<script>alert(1)</script> [x](javascript:alert(1)) *y*\n", 1
    )
    assert "<script" not in text
    assert 'href="javascript' not in text
    assert "<em>y</em>" in text
    assert text.startswith("<h3>V</h3>")


def test_a_missing_change_log_is_left_out(tmp_path) -> None:
    assert change_log(tmp_path / "CHANGELOG.md") == ""


@pytest.mark.parametrize("address", ["/versions/", "/documentation-api/"])
def test_the_journal_of_the_api_is_dated(client: Client, address: str) -> None:
    text = text_of(client, address)
    for entry in JOURNAL:
        assert f'<time datetime="{entry.day.isoformat()}">' in text
    assert [entry.day for entry in JOURNAL] == sorted(
        (entry.day for entry in JOURNAL), reverse=True
    )


def test_what_may_still_change_is_said_beside_the_documentation(client: Client, settings) -> None:
    words = "peuvent encore changer. Ceux du textile sont stables."
    assert words in text_of(client, "/documentation-api/")
    settings.ENABLE_FOOD_SECTION = settings.ENABLE_OBJECTS_SECTION = False
    settings.ENABLE_VELI_SECTION = False
    assert words not in text_of(client, "/documentation-api/")


def test_a_draft_is_served_but_not_offered(
    client: Client, settings, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    shipped = settings.BASE_DIR / "scoring" / "data" / "v7.0.0"
    for version, status in (("v7.9.0", "draft"), ("v7.10.0", "frozen")):
        shutil.copytree(shipped, tmp_path / version)
        manifest = tmp_path / version / "manifest.toml"
        text = manifest.read_text(encoding="utf-8")
        text = text.replace('version = "v7.0.0"', f'version = "{version}"', 1)
        manifest.write_text(text.replace('"frozen"', f'"{status}"'), encoding="utf-8")
    settings.METHOD_DIRECTORIES = [*settings.METHOD_DIRECTORIES, tmp_path]
    forget_versions()
    request.addfinalizer(forget_versions)
    assert published_versions() == ["v8.1.0", "v7.10.0", "v7.0.0"]
    text = text_of(client, "/versions/")
    assert 'href="/versions/v7.10.0/"' in text
    assert "v7.9.0" not in text
    assert "v7.9.0" in text_of(client, "/versions/v7.9.0/")


# Accessibility ----------------------------------------------------------------------------------


def test_without_an_audit_the_site_claims_nothing(client: Client) -> None:
    text = text_of(client, "/pages/accessibilite/")
    assert "<strong>non conforme</strong>" in text
    assert "Aucun audit n’a été réalisé" in text
    assert "Accessibilité\u00a0: non conforme" in text_of(client, "/")


def test_the_statement_holds_what_an_audit_found(client: Client, settings) -> None:
    settings.ACCESSIBILITY_STATUS = "partielle"
    settings.ACCESSIBILITY_AUDIT = "Audit de mars 2027 par Exemple : 82 % des critères."
    text = text_of(client, "/pages/accessibilite/")
    assert "<strong>partiellement conforme</strong>" in text
    assert "82\u202f% des critères" in text
    assert "Aucun audit" not in text
    assert "Accessibility: partially compliant" in text_of(client, "/", **ENGLISH)


def test_a_conformity_without_an_audit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACCESSIBILITY_STATUS", "totale")
    with pytest.raises(SystemExit, match="ACCESSIBILITY_AUDIT"):
        configuration.conformity("ACCESSIBILITY_STATUS", "")
    assert configuration.conformity("ACCESSIBILITY_STATUS", "Audit 2027") == "totale"
    monkeypatch.setenv("ACCESSIBILITY_STATUS", "presque")
    with pytest.raises(SystemExit, match="presque"):
        configuration.conformity("ACCESSIBILITY_STATUS", "Audit 2027")


# Search engines and old addresses ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/accessibilite", "/pages/accessibilite/"),
        ("/mentions-legales", "/pages/mentions-legales/"),
    ],
)
def test_short_addresses_of_the_public_service_lead_to_the_pages(
    client: Client, address: str, expected: str
) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (302, expected)


def test_crawlers_may_read_the_pages_but_not_the_api(client: Client) -> None:
    answer = client.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    lines = answer.content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert "Disallow: /api" in lines
    assert "Disallow: /" not in lines


def test_whom_to_tell_of_a_vulnerability(client: Client, settings) -> None:
    settings.SECURITY_CONTACT = "mailto:securite@exemple.fr"
    answer = client.get("/.well-known/security.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert set(fields) == {"Contact", "Expires", "Preferred-Languages"}
    assert fields["Contact"] == "mailto:securite@exemple.fr"
    left = datetime.fromisoformat(fields["Expires"]) - datetime.now(UTC)
    assert timedelta(days=178) < left < timedelta(days=181)
    settings.SITE_URL, settings.SITE_URL_GIVEN = "https://impact.exemple.fr", True
    text = text_of(client, "/.well-known/security.txt")
    assert "Canonical: https://impact.exemple.fr/.well-known/security.txt\n" in text
    assert client.get("/documentation/securite/").status_code == 200


def test_without_a_contact_there_is_no_such_file(client: Client, settings) -> None:
    settings.SECURITY_CONTACT = ""
    assert client.get("/.well-known/security.txt").status_code == 404


@pytest.mark.parametrize(
    ("given", "default", "expected"),
    [
        ("a.b+c@exemple.fr", "x@exemple.fr", "mailto:a.b+c@exemple.fr"),
        ("https://exemple.fr/securite", "", "https://exemple.fr/securite"),
        ("", "aide@exemple.fr", "mailto:aide@exemple.fr"),
        # The operator's contact may be a phrase.
        ("", "au guichet", ""),
        ("", "", ""),
    ],
)
def test_the_contact_is_an_address_that_programs_can_use(
    monkeypatch: pytest.MonkeyPatch, given: str, default: str, expected: str
) -> None:
    monkeypatch.setenv("SECURITY_CONTACT", given)
    assert configuration.contact("SECURITY_CONTACT", default) == expected


@pytest.mark.parametrize("wrong", ["au guichet", "http://exemple.fr", "a@b", "a@exemple.fr\nX: y"])
def test_a_contact_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv("SECURITY_CONTACT", wrong)
    with pytest.raises(SystemExit, match="SECURITY_CONTACT"):
        configuration.contact("SECURITY_CONTACT", "")


@pytest.mark.parametrize(
    ("address", "listed"),
    [
        ("/", True),
        ("/textile/", True),
        ("/explorateur/textile/pays/", True),
        ("/textile/exemples/16c16705-3169-41bf-b1b2-6382b00c2118/", False),
        ("/versions/v7.0.0/textile/exemples/16c16705-3169-41bf-b1b2-6382b00c2118/", False),
        ("/api/textile/countries", False),
        ("/compte/connexion/", False),
    ],
)
def test_simulations_are_not_to_be_indexed(client: Client, address: str, listed: bool) -> None:
    answer = client.get(address)
    assert ("X-Robots-Tag" not in answer) is listed
    if not listed:
        assert answer["X-Robots-Tag"] == "noindex"


def test_the_diagnosis_names_the_blanks_of_the_legal_pages(settings) -> None:
    settings.OPERATOR_NAME = "Exemple"
    settings.OPERATOR_CONTACT = ""
    found = next(finding for finding in diagnose() if finding.subject == "pages légales")
    assert "OPERATOR_CONTACT" in found.advice
    assert "OPERATOR_NAME" not in found.advice


@pytest.mark.slow
def test_the_operator_is_told_of_the_blanks_in_one_line(tmp_path: Path) -> None:
    with Server(tmp_path, WEB_CONCURRENCY="1", OPERATOR_NAME="Exemple") as server:
        output = server.process.stdout
        assert output is not None
        told = output.readline().decode()
    assert "les pages légales ont des blancs" in told
    # On one line of a terminal.
    assert len(told) <= 100


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/versions/v7.0.0/", "/pages/api-faq/", "/versions/"])
def test_every_link_of_a_page_leads_somewhere(client: Client, address: str) -> None:
    links = set(re.findall(r'href="(/[^"#]*)', text_of(client, address)))
    assert len(links) > 15
    for link in links:
        if not link.startswith("/static/"):
            assert client.get(link).status_code in (200, 302), link
