"""The page on detailed impacts says what this instance serves, and how good the figures are."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from scoring.engine.impacts import DETAILS
from scoring.engine.method import Method
from tests.details import made_up_rows, write_json
from tests.own_figures import filled_template

PAGE = "/pages/impacts-detailles/"


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, settings: Any) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


def page(client: Client, language: str = "fr") -> str:
    response = client.get(PAGE, headers={"Accept-Language": language})
    assert response.status_code == 200
    return str(response.content.decode())


def test_every_category_is_there_with_its_measured_ratios(client: Client) -> None:
    text = page(client)
    for trigram in DETAILS:
        assert f"<code>{trigram}</code>" in text
    assert text.count("oui, indicatif") == 7
    assert text.count("non (null)") == 12
    swe = text.split("<code>swe</code>")[1].split("</tr>")[0]
    assert "1,12" in swe
    assert "2,99" in swe
    assert "import_details" in text


def test_it_says_which_level_this_instance_serves(
    client: Client, data_dir: Path, method: Method, settings: Any
) -> None:
    assert "<strong>indicatives</strong>" in page(client)
    settings.INDICATIVE_IMPACTS = False
    text = page(client)
    assert "<strong>agrégés</strong>" in text
    assert "INDICATIVE_IMPACTS" in text


def test_it_says_when_the_licensed_file_is_imported(
    client: Client, data_dir: Path, method: Method
) -> None:
    source = write_json(data_dir / "licence.json", made_up_rows(method.dataset))
    call_command("import_details", source, stdout=StringIO())
    assert "<strong>officielles</strong>" in page(client)


def test_it_is_in_english_too(client: Client) -> None:
    text = page(client, "en")
    assert "<strong>indicative</strong>" in text
    assert "Climate change" in text
    assert "0.99" in text


def import_own(place: Path, method: Method, **options: Any) -> None:
    """Figures for all but cotton; those of one accepted process are a fifth too high."""
    content = filled_template(
        method.dataset,
        lambda process: {"Production de fibres de coton": None, "Laiton": 1.2}.get(process.name, 1),
        "Base <maison>",
    )
    source = place / "valeurs.csv"
    source.write_text(content, encoding="utf-8")
    call_command("import_details", source, own=True, stdout=StringIO(), **options)


def test_it_shows_what_own_figures_cover_and_how_far_they_are(
    client: Client, data_dir: Path, method: Method
) -> None:
    import_own(data_dir, method, accept=["dc44ae3c-8552-5822-a76d-f95ef68682da"])
    text = page(client)
    assert "<strong>de son exploitant</strong>" in text
    assert "473 des 474 procédés ont des valeurs de l" in text
    assert "Base &lt;maison&gt;" in text
    assert "Laiton" in text
    covered = text[text.index("Procédés qui ont une valeur") :]
    assert "473" in covered.split("<code>wtu</code>")[1].split("</tr>")[0]
    assert "1,2</td>" in text[text.index("Rapport de la somme") :].split("</table>")[0]
    assert "<strong>of its operator</strong>" in page(client, "en")
