"""Which figures of the explorer each visitor may see."""

import io
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from scoring.answers import imported
from scoring.engine.impacts import DETAILS, SCORES
from scoring.engine.method import Method
from tests.details import made_up_rows, write_json
from tests.own_figures import filled_template
from tests.web.explorer import download, first_column, text_of


@pytest.mark.parametrize(
    "address",
    [
        "/explorateur/textile/procedes/",
        "/explorateur/textile/procedes/326369d9-792a-5ab5-8276-c54108c80cb1/",
    ],
)
def test_a_guest_sees_the_two_scores_and_an_invitation(client: Client, address: str) -> None:
    text = text_of(client, address)
    assert "59,23" in text
    assert "56,98" in text
    assert "réservé aux comptes" in text
    assert f'href="/compte/connexion/?next={address}"' in text


def test_no_detailed_figure_is_in_a_guests_page(member: Client) -> None:
    address = "/explorateur/textile/procedes/?q=aérien"
    figure = re.compile(r'<td class="number">([^<]*)')
    served = figure.findall(text_of(member, address))
    guest = text_of(Client(), address)
    # The two scores, then electricity, heat, loss and density.
    assert figure.findall(guest) == served[:6]
    assert len(served) == 6 + len(DETAILS)
    secrets = {text for text in served[6:] if text not in ("", "0")} - set(served[:6])
    assert secrets
    assert not [text for text in secrets if f">{text}" in guest]


@pytest.mark.parametrize("trigram", ["cch", "wtu"])
def test_the_order_gives_no_detailed_figure_away(client: Client, trigram: str) -> None:
    address = "/explorateur/alimentaire/procedes/"
    assert first_column(text_of(client, f"{address}?tri={trigram}")) == first_column(
        text_of(client, address)
    )


def test_a_guests_file_has_the_two_scores_alone(client: Client, method: Method) -> None:
    rows = download(client, "/explorateur/textile/procedes.csv")
    labels = {trigram: method.dataset.impacts[trigram].label_fr for trigram in (*SCORES, *DETAILS)}
    headers = [header.rpartition(" (")[0] for header in rows[0]]
    assert labels["ecs"] in headers
    assert labels["cch"] not in headers


def test_a_signed_in_visitor_sees_indicative_figures_marked_so(
    member: Client, method: Method
) -> None:
    text = text_of(member, "/explorateur/textile/procedes/326369d9-792a-5ab5-8276-c54108c80cb1/")
    assert "réservé aux comptes" not in text
    marked = text.count('<span class="badge">indicatif</span>')
    unknown = text.count('<span class="absent">non disponible</span>')
    assert marked > 0
    assert marked + unknown == len(DETAILS)
    assert "Les impacts détaillés sont indicatifs" in text
    rows = download(member, "/explorateur/textile/procedes.csv")
    plane = next(row for row in rows if row["Identifiant"].startswith("326369d9"))
    climate = next(header for header in plane if header.startswith("Changement climatique"))
    assert float(plane[climate]) > 0
    assert sum(header.endswith("indicatif)") for header in plane) == len(DETAILS)
    assert not any("indicatif" in header for header in plane if "score" in header.lower())


def test_an_unknown_figure_is_never_shown_as_zero(member: Client) -> None:
    row = text_of(member, "/explorateur/objet/procedes/?q=laiton")
    assert row.count('<span class="absent">non disponible</span>') == len(DETAILS)
    brass = download(member, "/explorateur/objet/procedes.csv")
    line = next(row for row in brass if row["Nom"] == "Laiton")
    assert {cell for header, cell in line.items() if header.startswith("Changement")} == {""}


def test_a_guests_page_after_a_members_is_a_guests(member: Client) -> None:
    address = "/explorateur/textile/procedes/"
    assert "réservé aux comptes" not in text_of(member, address)
    assert "réservé aux comptes" in text_of(Client(), address)


def test_an_import_and_its_removal_change_the_tables(
    member: Client,
    method: Method,
    tmp_path: Path,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(imported, "_SECONDS_BETWEEN_LOOKS", 0)
    address = "/explorateur/objet/procedes/?q=laiton"
    unknown = '<span class="absent">non disponible</span>'
    assert unknown in text_of(member, address)
    source = write_json(tmp_path / "licence.json", made_up_rows(method.dataset))
    call_command("import_details", source, stdout=io.StringIO())
    assert unknown not in text_of(member, address)
    call_command("import_details", remove=True, stdout=io.StringIO())
    assert unknown in text_of(member, address)


def test_own_figures_are_marked_so_and_what_is_lacking_is_unknown(
    member: Client,
    method: Method,
    tmp_path: Path,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(imported, "_SECONDS_BETWEEN_LOOKS", 0)
    source = tmp_path / "valeurs.csv"
    content = filled_template(method.dataset, lambda one: None if one.name == "Laiton" else 1)
    source.write_text(content, encoding="utf-8")
    call_command("import_details", source, own=True, stdout=io.StringIO())
    plane = "/explorateur/textile/procedes/326369d9-792a-5ab5-8276-c54108c80cb1/"
    text = unescape(text_of(member, plane))
    assert text.count('<span class="badge">valeur de l’exploitant</span>') == len(DETAILS)
    assert "indicatif" not in text
    assert "sont les valeurs de l’exploitant de cette instance" in text
    brass = text_of(member, "/explorateur/objet/procedes/?q=laiton")
    assert brass.count('<span class="absent">non disponible</span>') == len(DETAILS)
    headers = download(member, "/explorateur/textile/procedes.csv")[0]
    assert sum(header.endswith("valeur de l'exploitant)") for header in headers) == len(DETAILS)
