"""The explorer: every table, every record, search, order, languages."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from django.test import Client

from foundation.searching import folded
from scoring.web.explorer.columns import Link, SubTable
from scoring.web.explorer.tables import table_of
from tests.web.explorer import DATASETS, download, first_column, text_of

# Version v7.0.0 has no example of these sectors, and no component of light vehicles.
EMPTY = {("veli", "exemples"), ("veli", "composants")}
# Labels as on the public service, the name and its points first, identifiers last; columns that
# cannot be sorted by, and the one heading for masked impacts, are last here.
COLUMNS = {
    "textile/exemples": "Nom | Coût environnemental | Pour 100 g | Catégorie | Simulateur",
    "textile/categories": "Produit(s) concerné(s) | Accessoires par défaut "
    "| Titrage* | Grammage* | Densité de fils** | Volume* | Étoffe* | Duites.m** | Stocks dormants "
    "| Confection (complexité)* | Confection (# minutes)* | Confection (taux de perte)* "
    "| Nombre de jours porté* | Utilisations avant lavage* | Cycles d’entretien (par défaut)** "
    "| Repassage* | Procédé d’utilisation hors-repassage** | Séchage électrique* "
    "| Repassage (part)* | Repassage (temps)* | Prix par défaut | Coût de réparation par défaut* "
    "| Type d’entreprise | Nombre de références | Identifiant",
    "textile/matieres": "Nom | Pour 1 kg, hors complément | Origine | Recyclée\u202f? "
    "| Complément Microfibres "
    "| Procédé | Procédé de recyclage | Origine géographique "
    "| Pays de production et de filature par défaut | CFF: Coefficient d’allocation "
    "| CFF: Rapport de qualité | Identifiant",
    "textile/pays": "Nom | Mix électrique | Chaleur | Taux de pollution aquatique "
    "| Domaines | Code | Distances",
    "textile/impacts": "Nom | Unité | Chiffres connus | Normalisation (PEF) | Pondération (PEF) "
    "| Normalisation (coût environnemental) | Pondération (coût environnemental) | Description "
    "| Code",
    "textile/procedes": "Nom | Pour 1 kg | Coût environnemental | Score coefficient PEF "
    "| Catégories | Unité | Électricité | Chaleur | Pertes | Densité | Nom technique | Source "
    "| Identifiant | Impacts détaillés",
    "alimentaire/ingredients": "Nom | Pour 1 kg, hors compléments | Catégories "
    "| Origine par défaut "
    "| Part non-comestible | Rapport cru/cuit | Procédé | Complément Haies "
    "| Complément Taille de parcelles | Complément Diversité culturale "
    "| Complément Prairies permanentes | Complément Chargement territorial | Groupe de culture "
    "| Scénario | Occupation des sols | Identifiant",
}
LINK = re.compile(r'href="(/[^"#?]*)')
VERSIONED = "/versions/v7.0.0"


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
    cells += re.findall(r"<th[^>]*>\s*([^<\s][^<]*?)\s*<(?:/th|span)", header)
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
    assert rising == sorted(rising, key=folded)
    assert falling == sorted(falling, key=folded, reverse=True)
    assert rising[0] == "Abricot Bio"
    assert falling[0] == "Vinaigre d’alcool FR"


def test_a_table_opens_by_name_and_its_first_press_turns_it_round(client: Client) -> None:
    for sector, dataset in DATASETS:
        address = f"/explorateur/{sector}/{dataset}/"
        text = text_of(client, address)
        names = first_column(text)
        assert names == sorted(names, key=folded), address
        if names:
            assert text.count('aria-sort="ascending"') == 1
            assert 'href="?tri=nom&amp;sens=desc"' in text
    searched = client.post("/explorateur/alimentaire/ingredients/", {"q": "lait"})
    assert "aria-sort" not in searched.content.decode()


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
    assert 'href="?tri=nom&amp;page=2"' in text_of(client, f"{address}?tri=nom")


def test_a_search_keeps_its_words_out_of_addresses(client: Client) -> None:
    address = "/explorateur/alimentaire/ingredients/"
    first = client.post(address, {"q": "fr"}).content.decode()
    assert "lignes pour «\xa0fr\xa0»" in first
    assert not re.search(r'(?:href|action)="[^"]*q=', first)
    pages = set(re.findall(r'name="suite" value="([^"]*page=\d[^"]*)"', first))
    assert pages
    second = client.post(address, {"q": "fr", "suite": unescape(min(pages))}).content.decode()
    assert first_column(second)
    assert not set(first_column(first)) & set(first_column(second))


def test_an_order_of_a_search_is_posted_with_its_words(client: Client) -> None:
    answer = client.post(
        "/explorateur/textile/pays/", {"q": "region", "suite": "?tri=nom&sens=desc&q=zzz"}
    )
    names = first_column(answer.content.decode())
    assert 1 < len(names) < 20
    assert names == sorted(names, key=folded, reverse=True)


# One search over everything ---------------------------------------------------------------------


def everywhere(client: Client, words: str, root: str = "") -> str:
    answer = client.post(f"{root}/explorateur/", {"q": words})
    assert answer.status_code == 200
    return answer.content.decode()


def groups_of(text: str) -> list[str]:
    return [unescape(name) for name in re.findall(r'<h2 id="trouve-[^>]*>([^<]*)<', text)]


def test_one_search_looks_in_all_tables_and_shows_the_best_matches_first(client: Client) -> None:
    text = everywhere(client, "coton")
    assert groups_of(text)[0] == "Matières"
    assert {"Procédés", "Exemples"} <= set(groups_of(text))
    assert first_column(text)[0] == "Coton"
    assert 'href="/explorateur/textile/matieres/ei-coton/"' in text


def test_a_record_of_several_sectors_is_found_once_with_all_of_them(client: Client) -> None:
    text = everywhere(client, "changement climatique")
    assert groups_of(text) == ["Impacts"]
    assert first_column(text) == ["Changement climatique"]
    for sector in ("textile", "alimentaire", "objet", "veli"):
        assert f'href="/explorateur/{sector}/impacts/cch/"' in text


def test_an_identifier_is_found_too(client: Client) -> None:
    assert "Coton biologique" in first_column(everywhere(client, "ei-coton-organic"))


def test_what_a_group_does_not_show_is_a_press_away(client: Client) -> None:
    text = everywhere(client, "electricite")
    forms = re.findall(
        r'<form method="post" action="(/explorateur/[^"]*procedes/)">.*?'
        r'<span class="badge number">(\d+)</span>',
        text,
        re.DOTALL,
    )
    assert forms
    for address, count in forms:
        table = client.post(address, {"q": "electricite"}).content.decode()
        assert f"{count} lignes pour" in table


@pytest.mark.parametrize("words", ["<script>atlantide", "zzzzzz", "!!!"])
def test_words_found_nowhere_are_said_to_be(client: Client, words: str) -> None:
    text = everywhere(client, words)
    assert "Aucune donnée ne contient" in text
    assert "<script>atlantide" not in text


def test_an_empty_search_shows_all_tables(client: Client) -> None:
    assert 'href="/explorateur/textile/pays/"' in everywhere(client, "  ")


def test_a_search_of_a_pinned_version_stays_in_it(client: Client) -> None:
    text = everywhere(client, "coton", VERSIONED)
    assert f'href="{VERSIONED}/explorateur/textile/matieres/ei-coton/"' in text
    assert 'href="/explorateur/textile/' not in text


def test_a_search_of_a_guest_gives_no_detailed_figure_away(client: Client) -> None:
    assert "réservé" not in everywhere(client, "aérien")


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
