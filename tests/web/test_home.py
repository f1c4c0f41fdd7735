"""The home page is true with every setting: this instance does what it promises."""

import re
from html import unescape
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from scoring.answers.products import TSHIRT
from scoring.answers.sector import compute
from scoring.answers.sectors import TEXTILE
from scoring.engine.impacts import DETAILS
from scoring.engine.method import Method
from scoring.instance import served_to
from tests.details import made_up_rows, write_json

LANGUAGES = {
    "fr": {
        "indicative": "aussi 7 impacts détaillés, indicatifs",
        "official": "aussi les impacts détaillés",
        "none": "sert les deux scores, avec ou sans compte",
        "regulatory": "réglementaire pour le textile",
    },
    "en": {
        "indicative": "also shows 7 detailed impacts, indicative ones",
        "official": "also shows the detailed impacts",
        "none": "serves the two scores, with or without an account",
        "regulatory": "the regulatory one for textile",
    },
}
languages = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, settings: Any) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


def home(client: Client, language: str, address: str = "/") -> str:
    answer = client.get(address, headers={"Accept-Language": language})
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def said(text: str, language: str) -> set[str]:
    return {name for name, words in LANGUAGES[language].items() if words in text}


@languages
def test_an_account_shows_as_many_indicative_impacts_as_are_promised(
    client: Client, method: Method, language: str
) -> None:
    assert said(home(client, language), language) == {"indicative", "regulatory"}
    garment = compute(TEXTILE, method, TSHIRT, served_to(method, entitled=True))
    assert sum(garment.impacts[trigram] is not None for trigram in DETAILS) == 7


@languages
def test_without_indicative_impacts_an_account_promises_none(
    client: Client, settings: Any, language: str
) -> None:
    settings.INDICATIVE_IMPACTS = False
    assert said(home(client, language), language) == {"none", "regulatory"}


@languages
def test_with_the_licensed_file_an_account_shows_all(
    client: Client, data_dir: Path, method: Method, language: str
) -> None:
    source = write_json(data_dir / "licence.json", made_up_rows(method.dataset))
    call_command("import_details", source, stdout=StringIO())
    assert said(home(client, language), language) == {"official", "regulatory"}


@languages
@pytest.mark.parametrize("address", ["/", "/versions/v7.0.0/"])
@pytest.mark.parametrize(
    ("setting", "pages_of"),
    [
        ("ENABLE_FOOD_SECTION", "alimentaire"),
        ("ENABLE_OBJECTS_SECTION", "objet"),
        ("ENABLE_VELI_SECTION", "veli"),
    ],
)
def test_a_sector_that_is_off_is_not_offered(
    client: Client, settings: Any, setting: str, pages_of: str, address: str, language: str
) -> None:
    link = f'href="{address}{pages_of}/"'
    assert home(client, language, address).count(link) == 2
    setattr(settings, setting, False)
    assert link not in home(client, language, address)


def test_with_textile_alone_nothing_else_is_named(client: Client, settings: Any) -> None:
    for setting in ("ENABLE_FOOD_SECTION", "ENABLE_OBJECTS_SECTION", "ENABLE_VELI_SECTION"):
        setattr(settings, setting, False)
    text = home(client, "fr")
    shown = re.sub(r"<[^>]*>", " ", text.partition("<body")[2])
    assert not re.search("aliment|objet|véhicule|ingrédient|recette", shown, re.IGNORECASE)
    assert "Méthode réglementaire" in shown


def test_the_address_of_the_call_is_that_of_the_page(client: Client) -> None:
    assert "curl -sS http://testserver/api/textile/simulator" in home(client, "fr")
    pinned = home(client, "fr", "/versions/v7.0.0/")
    assert "curl -sS http://testserver/versions/v7.0.0/api/textile/simulator" in pinned
