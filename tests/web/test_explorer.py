"""The explorer: every table, every record, search, order, levels and files."""

import csv
import io
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client

from scoring import official
from scoring.engine.impacts import DETAILS, SCORES
from scoring.engine.method import Method
from scoring.web.explorer.columns import Link, SubTable
from scoring.web.explorer.downloads import guarded
from scoring.web.explorer.sectors import shown_sectors
from scoring.web.explorer.tables import plain, table_of
from tests.details import made_up_rows, write_json

DATASETS = [
    (sector.slug, dataset.slug)
    for sector in shown_sectors().values()
    for dataset in sector.datasets
]
# Version v7.0.0 has no example of these sectors, and no component of light vehicles.
EMPTY = {("objet", "exemples"), ("veli", "exemples"), ("veli", "composants")}
# Labels as the public service has them; what cannot be sorted by comes last here.
COLUMNS = {
    "textile/exemples": "Nom | Catégorie | Coût environnemental | Pour 100 g | Simulateur",
    "textile/categories": "Identifiant | Produit(s) concerné(s) | Accessoires par défaut "
    "| Titrage* | Grammage* | Densité de fils** | Volume* | Étoffe* | Duites.m** | Stocks dormants "
    "| Confection (complexité)* | Confection (# minutes)* | Confection (taux de perte)* "
    "| Nombre de jours porté* | Utilisations avant lavage* | Cycles d'entretien (par défaut)** "
    "| Repassage* | Procédé d'utilisation hors-repassage** | Séchage électrique* "
    "| Repassage (part)* | Repassage (temps)* | Prix par défaut | Coût de réparation par défaut* "
    "| Type d'entreprise | Nombre de références",
    "textile/matieres": "Identifiant | Nom | Origine | Recyclée ? | Complément Microfibres "
    "| Procédé | Procédé de recyclage | Origine géographique "
    "| Pays de production et de filature par défaut | CFF: Coefficient d'allocation "
    "| CFF: Rapport de qualité",
    "textile/pays": "Code | Nom | Mix électrique | Chaleur | Taux de pollution aquatique "
    "| Domaines | Distances",
    "textile/impacts": "Code | Nom | Unité | Normalisation (PEF) | Pondération (PEF) "
    "| Normalisation (coût environnemental) | Pondération (coût environnemental) | Description",
    "textile/procedes": "Identifiant | Nom | Nom technique | Source | Catégories | Unité "
    "| Électricité | Chaleur | Pertes | Densité | Coût environnemental | Score coefficient PEF",
    "alimentaire/ingredients": "Identifiant | Nom | Catégories | Origine par défaut "
    "| Part non-comestible | Rapport cru/cuit | Procédé | Complément Haies "
    "| Complément Taille de parcelles | Complément Diversité culturale "
    "| Complément Prairies permanentes | Complément Chargement territorial | Groupe de culture "
    "| Scénario | Occupation des sols",
}
LINK = re.compile(r'href="(/[^"#?]*)')
VERSIONED = "/versions/v7.0.0"


@pytest.fixture
def member(client: Client, db: None) -> Client:
    """A signed-in visitor."""
    user = get_user_model().objects.create_user(email="membre@example.org")
    client.force_login(user)
    return client


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def first_column(text: str) -> list[str]:
    """The names of the records, in the order of the page."""
    return [unescape(name) for name in re.findall(r'<th scope="row"><a [^>]*>(.*?)</a>', text)]


def download(client: Client, address: str, separator: str = ",") -> list[dict[str, str]]:
    text = client.get(address).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=separator))


@pytest.mark.parametrize("root", ["", VERSIONED])
def test_all_data_sets_are_one_click_away(client: Client, root: str) -> None:
    text = text_of(client, f"{root}/explorateur/")
    for sector, dataset in DATASETS:
        assert f'href="{root}/explorateur/{sector}/{dataset}/"' in text


@pytest.mark.parametrize("root", ["", VERSIONED])
@pytest.mark.parametrize(("sector", "dataset"), DATASETS)
def test_every_record_has_its_page(client: Client, root: str, sector: str, dataset: str) -> None:
    address = f"{root}/explorateur/{sector}/{dataset}/"
    shown = {link for page in pages(client, address) for link in LINK.findall(page)}
    records = {link for link in shown if link.startswith(address) and link != address}
    if (sector, dataset) not in EMPTY:
        assert records
    for record in sorted(records)[:: len(records) // 25 + 1]:
        assert "<h1>" in text_of(client, record)


def pages(client: Client, address: str) -> Iterator[str]:
    """All pages of a table."""
    first = text_of(client, address)
    yield first
    for number in sorted({int(page) for page in re.findall(r'href="\?page=(\d+)"', first)} - {1}):
        yield text_of(client, f"{address}?page={number}")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/explorateur/textile/", "/explorateur/textile/exemples/"),
        ("/explorateur/food/", "/explorateur/alimentaire/exemples/"),
        ("/explorateur/food/ingredients/", "/explorateur/alimentaire/ingredients/"),
        ("/explorateur/textile/products/tshirt/", "/explorateur/textile/categories/tshirt/"),
        ("/explorateur/object/components/", "/explorateur/objet/composants/"),
        (
            f"{VERSIONED}/explorateur/textile/textile-examples/",
            f"{VERSIONED}/explorateur/textile/exemples/",
        ),
    ],
)
def test_names_of_the_public_service_lead_to_ours(
    client: Client, address: str, expected: str
) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (302, expected)


@pytest.mark.parametrize(
    "address",
    [
        "/explorateur/meubles/",
        "/explorateur/textile/ingredients/",
        "/explorateur/textile/pays/XX/",
        "/explorateur/textile/pays/IT/",
        "/explorateur/textile/xxx.csv",
        "/versions/v9.9.9/explorateur/",
    ],
)
def test_what_does_not_exist_is_not_found(client: Client, address: str) -> None:
    assert "Page introuvable" in text_of(client, address, 404)


def test_a_sector_that_is_switched_off_is_not_shown(client: Client, settings) -> None:
    settings.ENABLE_FOOD_SECTION = False
    assert "/explorateur/alimentaire/" not in text_of(client, "/explorateur/")
    assert client.get("/explorateur/alimentaire/ingredients/").status_code == 404


@pytest.mark.parametrize(("address", "labels"), COLUMNS.items())
def test_the_columns_are_the_public_services_in_its_order(
    client: Client, address: str, labels: str
) -> None:
    text = text_of(client, f"/explorateur/{address}/")
    header = text[text.index("<thead>") : text.index("</thead>")]
    cells = [unescape(cell) for cell in re.findall(r'<a href="[^"]*">([^<]*)<', header)]
    cells += re.findall(r"<th[^>]*>\s*([^<\s][^<]*?)\s*</th>", header)
    wanted = labels.split(" | ")
    assert cells[: len(wanted)] == wanted


def test_recycled_materials_are_said_to_be(client: Client) -> None:
    rows = download(client, "/explorateur/textile/matieres.csv")
    recycled = {row["Identifiant"] for row in rows if row["Recyclée ?"] == "oui"}
    assert recycled == {"ei-pet-r", "coton-rdp", "coton-rdpc"}


# Search and order -------------------------------------------------------------------------------


def test_names_are_sorted_both_ways_whatever_their_accents(client: Client) -> None:
    address = "/explorateur/alimentaire/ingredients/?tri=nom"
    rising = first_column(text_of(client, address))
    falling = first_column(text_of(client, f"{address}&sens=desc"))
    assert rising == sorted(rising, key=plain)
    assert falling == sorted(falling, key=plain, reverse=True)
    assert rising[0] == "Abricot Bio"
    assert falling[0] == "Vinaigre d'alcool FR"


def test_figures_are_sorted_as_figures_and_the_absent_come_last(client: Client) -> None:
    address = "/explorateur/textile/matieres/?tri=cff-allocation"
    for order in ("", "&sens=desc"):
        names = first_column(text_of(client, address + order))
        assert set(names[:3]) == {
            "Polyester recyclé",
            "Coton recyclé (déchets de production)",
            "Coton recyclé (déchets post-consommation)",
        }
    prices = first_column(text_of(client, "/explorateur/textile/categories/?tri=prix&sens=desc"))
    assert prices[0] == "Manteau / Veste"


def test_the_order_is_told_to_assistive_technologies(client: Client) -> None:
    text = text_of(client, "/explorateur/textile/pays/?tri=nom&sens=desc")
    assert text.count("aria-sort") == 1
    assert 'aria-sort="descending"' in text


def test_search_looks_for_all_words_whatever_their_accents(client: Client) -> None:
    address = "/explorateur/alimentaire/ingredients/?q="
    eggs = first_column(text_of(client, f"{address}OEUF+code"))
    assert sorted(eggs) == ["Oeuf (code 1) FR", "Oeuf (code 3) FR"]
    assert first_column(text_of(client, f"{address}ecremé")) == ["Poudre de lait écrémé FR"]


def test_a_search_without_result_says_so(client: Client) -> None:
    text = text_of(client, "/explorateur/textile/pays/?q=%3Cscript%3Eatlantide")
    assert "Aucune ligne ne contient ces mots." in text
    assert "&lt;script&gt;atlantide" in text
    assert "<script>atlantide" not in text


@pytest.mark.parametrize("asked", ["?page=0", "?page=99999", "?page=x", "?tri=xxx", "?sens=desc"])
def test_what_cannot_be_asked_is_ignored(client: Client, asked: str) -> None:
    assert first_column(text_of(client, f"/explorateur/textile/pays/{asked}"))


def test_long_tables_come_in_pages_that_keep_search_and_order(client: Client) -> None:
    address = "/explorateur/alimentaire/ingredients/"
    names = [name for page in pages(client, address) for name in first_column(page)]
    assert len(names) == len(set(names)) == 375
    assert 'href="?q=fr&amp;tri=nom&amp;page=2"' in text_of(client, f"{address}?q=fr&tri=nom")


# Levels -----------------------------------------------------------------------------------------


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
    assert 'href="/compte/"' in text


def test_no_detailed_figure_is_in_a_guests_page(member: Client) -> None:
    address = "/explorateur/textile/procedes/?q=aérien"
    figure = re.compile(r'<td class="number">([^<]*)')
    served = figure.findall(text_of(member, address))
    guest = text_of(Client(), address)
    # Electricity, heat, loss and density, then the two scores.
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


# Figures ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sector", "scope", "address"),
    [
        ("textile", "textile", "/api/textile/simulator"),
        ("alimentaire", "food", "/api/food"),
    ],
)
def test_examples_have_the_score_of_the_api(
    client: Client, method: Method, sector: str, scope: str, address: str
) -> None:
    scores = {
        row["Nom"]: row["Coût environnemental (Pts)"]
        for row in download(client, f"/explorateur/{sector}/exemples.csv")
    }
    examples = [example for example in method.dataset.examples if example.scope == scope]
    assert len(scores) == len(examples) > 10
    for example in examples:
        body = json.dumps(example.query)
        answer = client.post(address, body, content_type="application/json").json()
        impacts = answer["results"]["total"] if scope == "food" else answer["impacts"]
        assert float(scores[example.name]) == impacts["ecs"]


def test_points_per_100_g_are_those_of_the_mass(client: Client) -> None:
    rows = {row["Nom"]: row for row in download(client, "/explorateur/textile/exemples.csv")}
    tshirt = rows["Tshirt coton (150g) - Majorant par défaut"]
    score, relative = float(tshirt["Coût environnemental (Pts)"]), float(tshirt["Pour 100 g (Pts)"])
    assert relative == pytest.approx(score / 1.5)


def test_an_example_leads_to_the_simulator(client: Client, method: Method) -> None:
    text = text_of(client, "/explorateur/textile/exemples/")
    for example in method.dataset.examples:
        if example.scope == "textile":
            assert f'href="/textile/exemples/{example.id}/"' in text


def test_scores_have_a_bar_to_scale(client: Client) -> None:
    text = text_of(client, "/explorateur/textile/exemples/")
    widths = [float(width) for width in re.findall(r'<rect width="([\d.]+)%"', text)]
    assert len(widths) == 50
    assert max(widths) == 100
    assert min(widths) > 0


def test_a_country_has_its_distances(client: Client, method: Method) -> None:
    text = text_of(client, "/explorateur/textile/pays/FR/")
    assert text.count('<th scope="row">') >= 20
    assert re.search(r'Tunisie</th>\s*<td class="number"><span class="absent">N/A</span>', text)
    distance = method.dataset.distances["FR", "CN"]
    assert f"{distance.sea_km:,.0f}".replace(",", "\u202f") in text


# Files ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("sector", "dataset"), DATASETS)
def test_files_hold_the_same_records_in_both_forms(
    client: Client, sector: str, dataset: str
) -> None:
    address = f"/explorateur/{sector}/{dataset}"
    answer = client.get(f"{address}.csv")
    name = f'filename="ecobalyse-{sector}-{dataset}.csv"'
    assert name in answer["Content-Disposition"]
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert not answer.content.startswith(b"\xef\xbb\xbf")
    excel = client.get(f"{address}.excel.csv")
    assert excel.content.startswith(b"\xef\xbb\xbf")
    plain_rows = download(client, f"{address}.csv")
    excel_rows = download(client, f"{address}.excel.csv", ";")
    assert len(plain_rows) == len(excel_rows)
    for one, other in zip(plain_rows, excel_rows, strict=True):
        assert list(one) == list(other)
        for header, cell in one.items():
            assert other[header].replace(",", ".") == cell.replace(",", ".")


def test_a_file_read_back_equals_the_data(client: Client, method: Method) -> None:
    processes = method.dataset.processes
    scores = method.scores
    for row in download(client, "/explorateur/alimentaire/procedes.csv"):
        process = processes[row["Identifiant"]]
        assert row["Nom technique"] == process.source_name
        assert float(row["Pertes"]) == process.waste
        ecs = scores.columns[scores.trigrams.index("ecs")][process.index]
        assert float(row["Coût environnemental (Pts)"]) == ecs
    countries = {row["Code"]: row for row in download(client, "/explorateur/textile/pays.csv")}
    assert countries.keys() == {
        country.code for country in method.dataset.countries.values() if "textile" in country.scopes
    }
    assert (
        "Chine : 9005 / 21549 / 8189" in countries["FR"]["Distances"]
        or "Chine : " in (countries["FR"]["Distances"])
    )


def test_a_french_spreadsheet_gets_decimal_commas(client: Client) -> None:
    rows = download(client, "/explorateur/textile/matieres.excel.csv", ";")
    recycled = next(row for row in rows if row["Identifiant"] == "coton-rdp")
    assert recycled["CFF: Coefficient d'allocation"] == "0,8"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+33", "'+33"),
        ("-cmd", "'-cmd"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("---", "---"),
        ("Coton", "Coton"),
    ],
)
def test_no_cell_is_taken_for_a_formula(text: str, written: str) -> None:
    assert guarded(text) == written


# Languages --------------------------------------------------------------------------------------


def test_the_explorer_is_in_english_too(client: Client) -> None:
    english = {"Accept-Language": "en"}
    text = client.get("/explorateur/textile/pays/?tri=nom", headers=english).content.decode()
    assert first_column(text)[:3] == ["Bangladesh", "Cambodia", "China"]
    assert "Electricity mix" in text
    searched = client.get("/explorateur/textile/pays/?q=turkiye", headers=english)
    assert first_column(searched.content.decode()) == ["Türkiye"]
    csv_text = client.get("/explorateur/textile/pays.csv", headers=english).content.decode()
    assert csv_text.startswith("Code,Name,Electricity mix,Heat")


def test_an_import_and_its_removal_change_the_tables(
    member: Client,
    method: Method,
    tmp_path: Path,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(official, "_SECONDS_BETWEEN_LOOKS", 0)
    address = "/explorateur/objet/procedes/?q=laiton"
    unknown = '<span class="absent">non disponible</span>'
    assert unknown in text_of(member, address)
    source = write_json(tmp_path / "licence.json", made_up_rows(method.dataset))
    call_command("import_details", source, stdout=io.StringIO())
    assert unknown not in text_of(member, address)
    call_command("import_details", remove=True, stdout=io.StringIO())
    assert unknown in text_of(member, address)


def test_every_link_between_records_leads_to_a_record() -> None:
    for sector, dataset in DATASETS:
        table = table_of("v7.0.0", sector, dataset, entitled=False)
        assert table is not None
        values = [value for row in table.rows for value in row.values]
        links = [part for value in values for part in (value if is_list(value) else (value,))]
        for link in links:
            if isinstance(link, Link) and link.path.startswith("explorateur/"):
                _explorer, of_sector, of_dataset, identifier, _end = link.path.split("/")
                target = table_of("v7.0.0", of_sector, of_dataset, entitled=False)
                assert target is not None, link
                assert target.row(identifier) is not None, link


def is_list(value: object) -> bool:
    return isinstance(value, tuple) and not isinstance(value, Link | SubTable)
