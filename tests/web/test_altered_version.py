"""An altered copy of v7.0.0, installed as v7.0.1: it is not called regulatory anywhere."""

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings
from pytest_django import Settings

from scoring.answers.products import CARROT_CAKE, TSHIRT
from scoring.api.schema.document import forget_documents
from scoring.methods import forget_versions

ALTERED = "v7.0.1"


def alter(directory: Path) -> None:
    """Double the score of all cotton processes, and update the checksums."""
    processes = directory / "processes.csv"
    header, *lines = processes.read_text(encoding="utf-8").splitlines(keepends=True)
    column = header.split(",").index("ecs_pts")
    doubled = []
    for line in lines:
        cells = line.split(",")
        if "oton" in cells[2] and '"' not in ",".join(cells[: column + 1]):
            cells[column] = str(float(cells[column]) * 2)
        doubled.append(",".join(cells))
    assert doubled != lines
    processes.write_text("".join([header, *doubled]), encoding="utf-8")
    manifest = directory / "manifest.toml"
    text = manifest.read_text(encoding="utf-8").replace('"v7.0.0"', f'"{ALTERED}"', 1)
    seal = hashlib.sha256(processes.read_bytes()).hexdigest()
    text, count = re.subn(r'("processes.csv" = )"[0-9a-f]{64}"', rf'\1"{seal}"', text)
    assert count == 1
    manifest.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module", autouse=True)
def _installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Install it once: no test changes it."""
    parent = tmp_path_factory.mktemp("versions")
    shutil.copytree(settings.BASE_DIR / "scoring" / "data" / "v7.0.0", parent / ALTERED)
    alter(parent / ALTERED)
    with override_settings(METHOD_DIRECTORIES=[*settings.METHOD_DIRECTORIES, parent]):
        forget_versions()
        yield
    forget_versions()
    forget_documents()


@pytest.fixture
def default_version(settings: Settings) -> Iterator[None]:
    """Serve it by default; the OpenAPI documents say which version is."""
    settings.METHOD_VERSION = ALTERED
    forget_documents()
    yield
    forget_documents()


def page(client: Client, address: str, **headers: str) -> str:
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def score(client: Client, root: str, body: dict[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = client.post(
        f"{root}/api/textile/simulator", json.dumps(body), content_type="application/json"
    ).json()
    return answer


def claims(text: str) -> list[str]:
    """What a page calls regulatory, in either language, without a negation."""
    return re.findall(
        r"(?<!non )(?<!not )(?:réglementaire|regulatory)(?![-\"'_])", re.sub(r"<[^>]*>", " ", text)
    )


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "address", ["", "textile/", "alimentaire/", "objet/", "comparer/", "explorateur/"]
)
def test_no_page_of_it_calls_it_regulatory(client: Client, address: str, language: str) -> None:
    text = page(client, f"/versions/{ALTERED}/{address}", accept_language=language)
    assert ALTERED in text
    assert claims(text) == []


def test_the_law_refers_to_the_shipped_one(client: Client) -> None:
    assert "méthode v7.0.0, réglementaire pour le textile" in page(client, "/")
    assert "Mode réglementaire" in page(client, "/textile/")
    assert "<title>Simulateur textile | " in page(client, "/versions/v7.0.0/textile/")


def test_the_simulator_of_it_says_what_it_is(client: Client) -> None:
    text = page(client, f"/versions/{ALTERED}/textile/")
    assert f"<title>Simulateur textile, version {ALTERED} non réglementaire | " in text
    assert f"La loi ne renvoie pas à la version {ALTERED}" in text


@pytest.mark.usefixtures("default_version")
def test_an_instance_that_serves_it_by_default_says_so_too(client: Client) -> None:
    for address in ("/", "/textile/", "/pages/methode-textile/", "/documentation-api/"):
        assert claims(page(client, address)) == [], address


@pytest.mark.parametrize("root", ["", f"/versions/{ALTERED}"])
def test_the_home_page_has_the_score_of_the_call_it_shows(client: Client, root: str) -> None:
    text = unescape(page(client, f"{root}/"))
    shown = re.search(r"-d '(\{.*?\})'", text, re.DOTALL)
    assert shown is not None
    points = re.search(r'<strong id="score"[^>]*>([\d\s]+)<', text)
    assert points is not None
    answered = score(client, root, json.loads(shown[1]))["impacts"]["ecs"]
    assert int(re.sub(r"\s", "", points[1])) == round(answered)
    assert f"{root}/api/textile/simulator" in text


def test_its_figures_are_its_own(client: Client) -> None:
    shipped, altered = (score(client, root, TSHIRT) for root in ("", f"/versions/{ALTERED}"))
    assert altered["impacts"]["ecs"] > shipped["impacts"]["ecs"]
    assert shipped["meta"]["methodStatus"] == "regulatory"
    assert altered["meta"]["methodStatus"] == "other"
    assert altered["meta"]["methodVersion"] == ALTERED


def test_its_openapi_document_does_not_call_it_regulatory(client: Client) -> None:
    shipped, altered = (
        client.get(f"{root}/api").json()["tags"] for root in ("", f"/versions/{ALTERED}")
    )
    assert "réglementaire" in json.dumps(shipped, ensure_ascii=False)
    assert "réglementaire" not in json.dumps(altered, ensure_ascii=False)


def test_the_list_of_versions_and_a_record_say_which_is_which(client: Client) -> None:
    cards = page(client, "/versions/").split('class="card version"')[1:]
    said = {
        found[1]: "réglementaire pour le textile" in card
        for card in cards
        if (found := re.search(r"<h3>(v[\d.]+)", card))
    }
    assert said == {"v7.0.0": True, ALTERED: False, "v8.1.0": False}
    for root, route, body, status in (
        ("", "textile", TSHIRT, "version réglementaire du textile"),
        (f"/versions/{ALTERED}", "textile", TSHIRT, "ne vaut pas pour une déclaration"),
        ("", "alimentaire", CARROT_CAKE, "ne vaut pas pour une déclaration"),
    ):
        address = f"{root}/{route}/fiche/"
        record = client.post(address, {"query": json.dumps(body)}).content.decode()
        assert status in record, address
