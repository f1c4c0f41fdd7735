"""The catalogue page in a real browser: drop, correct, simulate, download."""

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Download, Locator, Page, Request, expect

from scoring.engine.method import Method
from tests.browser.simulations import current
from tests.browser.visitors import follow, open_tab
from tests.browser.watched import check_accessibility, check_html, check_width
from tests.catalogue.files import HEADER, SCORE, lines, pull, score

SHOWN = "2\u202f318"
ROWS = [
    pull(**{"Référence interne": "REF-1"}),
    pull(**{"Référence interne": "REF-2", "Masse (en kg)": "abc", "Origine de confection": ""}),
    pull(**{"Référence interne": "REF-3", "Score": "1000"}),
    pull(**{"Référence interne": "REF-4", "Catégorie": "Jean", "Masse (en kg)": "0,45"}),
]


def choose(page: Page, content: bytes, name: str = "catalogue.csv") -> None:
    """Give the page a file, and wait for the results."""
    page.goto("/catalogue/")
    file: Any = {"name": name, "mimeType": "text/csv", "buffer": content}
    page.locator("#file").set_input_files(file)
    expect(page.locator("#overview")).to_be_visible()


def row(page: Page, name: str) -> Locator:
    return page.locator("#row-table tbody tr").filter(has_text=name)


def downloaded(page: Page, button: str) -> tuple[Download, bytes]:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button, exact=True).click()
    path = waiting.value.path()
    return waiting.value, Path(path).read_bytes()


def test_a_file_is_corrected_by_line_and_taken_home(page: Page, method: Method) -> None:
    choose(page, lines(ROWS))
    expect(page.locator("#reading-file")).to_contain_text("4 lignes, colonnes du portail")
    expect(page.locator("#problems-title")).to_have_text("À corriger : 1 ligne sur 4")
    problem = page.locator(".problem")
    expect(problem).to_contain_text("Ligne 3 : REF-2")
    expect(problem).to_contain_text("« abc » n’est pas un nombre")
    # What the field means opens beside the file and its corrections.
    method_page = open_tab(
        problem.get_by_role("link", name="Masse (en kg), méthode (autre onglet)")
    )
    assert method_page.url.endswith("/pages/methode-textile/#score")
    method_page.close()
    errors, content = downloaded(page, "Télécharger les erreurs")
    assert errors.suggested_filename == "catalogue-erreurs.csv"
    assert b"REF-2" in content
    assert b"REF-1" not in content

    page.get_by_label("Masse (en kg)").fill("0,55")
    page.get_by_role("button", name="Recalculer (1 ligne changée)").click()
    expect(page.locator("#problems")).to_be_hidden()
    expect(row(page, "REF-2").locator("[data-part=score]")).not_to_have_text("refusée")
    expect(row(page, "REF-3").locator("[data-part=declared]")).to_contain_text("diffère")
    _, content = downloaded(page, "CSV")
    again = score(content, method)
    assert [result.status for result in again] == [200] * 4
    assert again[0].score == SCORE
    _, content = downloaded(page, "XLSX")
    assert content.startswith(b"PK")
    _, content = downloaded(page, "Lignes de JSON")
    assert json.loads(content.splitlines()[0])["score"] == SCORE


def test_the_file_for_the_portal_passes_when_it_is_read_again(page: Page) -> None:
    page.goto("/catalogue/")
    page.locator("#portal").check()
    page.locator("#text-form").evaluate("form => form.closest('details').open = true")
    page.get_by_label("Les lignes, titres compris").fill(lines(ROWS, separator="\t").decode())
    page.get_by_role("button", name="Calculer ces lignes").click()
    expect(row(page, "REF-1").locator("[data-part=portal]")).to_have_text("acceptée")
    expect(row(page, "REF-2").locator("[data-part=portal]")).to_have_text("refusée")
    expect(row(page, "REF-3").locator("[data-part=portal]")).to_contain_text("fichier préparé")
    _, content = downloaded(page, "Fichier à déposer sur le portail")
    page.get_by_role("button", name="Un autre fichier").click()
    page.locator("#portal").check()
    file: Any = {"name": "depot.csv", "mimeType": "text/csv", "buffer": content}
    page.locator("#file").set_input_files(file)
    expect(page.locator("#reading-file")).to_contain_text("depot.csv : 3 lignes")
    for name in ("REF-1", "REF-3", "REF-4"):
        expect(row(page, name).locator("[data-part=portal]")).to_have_text("acceptée")
    expect(row(page, "REF-3").locator("[data-part=score]")).to_have_text(SHOWN)


def test_rows_are_sorted_and_filtered(page: Page) -> None:
    many = [
        pull(**{"Référence interne": f"N-{n}", "Masse (en kg)": f"0,{n}"}) for n in range(10, 90)
    ]
    choose(page, lines([*ROWS, *many]))
    shown = page.locator("#row-table tbody tr")
    expect(shown).to_have_count(50)
    page.locator("#rows [data-step='1']").click()
    expect(shown).to_have_count(34)
    page.get_by_role("button", name="Score", exact=True).click()
    expect(shown.first).to_contain_text("N-10")
    page.get_by_role("button", name="Score", exact=True).click()
    expect(shown.first).to_contain_text("N-89")
    page.get_by_label("Catégorie", exact=True).select_option("Jean")
    expect(shown).to_have_count(1)
    page.get_by_label("Catégorie", exact=True).select_option("")
    page.get_by_label("Chercher").fill("n 88")
    expect(shown).to_have_count(1)
    page.get_by_label("Chercher").fill("")
    page.get_by_label("État").select_option("refused")
    expect(shown).to_have_count(1)
    expect(shown.first).to_contain_text("REF-2")


def test_a_row_opens_in_the_simulator_and_comes_back_changed(page: Page) -> None:
    choose(page, lines(ROWS))
    simulator = open_tab(row(page, "REF-1").get_by_role("button", name="Ouvrir"))
    expect(simulator.locator("#score")).to_have_text(SHOWN)
    simulator.locator("#field-mass").fill("0,3")
    expect(simulator.locator("#score")).not_to_have_text(SHOWN)
    current(simulator)
    changed = simulator.locator("#score").inner_text()
    with simulator.expect_event("close"):
        simulator.get_by_role("button", name="Reprendre dans le catalogue").click()
    expect(page.locator("#said")).to_contain_text("La ligne 2 est reprise du simulateur")
    expect(row(page, "REF-1").locator("[data-part=score]")).to_have_text(changed)
    _, content = downloaded(page, "CSV")
    assert b";0.3;" in content


def test_a_file_that_is_no_catalogue_is_told_and_another_one_taken(page: Page, watch: Any) -> None:
    watch.expect("400")
    page.goto("/catalogue/")
    file: Any = {"name": "a.csv", "mimeType": "text/csv", "buffer": b"a;b\n1;2\n"}
    page.locator("#file").set_input_files(file)
    expect(page.locator("#said")).to_contain_text("aucune colonne connue")
    file = {"name": "b.csv", "mimeType": "text/csv", "buffer": lines(ROWS)}
    page.locator("#file").set_input_files(file)
    expect(page.locator("#overview")).to_be_visible()
    expect(page.locator("#said")).to_be_empty()


def test_a_file_is_dropped(page: Page) -> None:
    page.goto("/catalogue/")
    transfer = page.evaluate_handle(
        """text => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([text], "déposé.csv"));
          return transfer;
        }""",
        lines(ROWS).decode(),
    )
    page.dispatch_event("#drop", "drop", {"dataTransfer": transfer})
    expect(page.locator("#reading-file")).to_contain_text("déposé.csv")


def test_thousands_of_rows_are_corrected_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    rows = [
        pull(**{"Référence interne": f"N-{n}", "Masse (en kg)": "x" if n % 17 == 0 else "0,5"})
        for n in range(5000)
    ]
    choose(page, lines(rows))
    expect(page.locator("#problems-title")).to_have_text("À corriger : 295 lignes sur 5\u202f000")
    page.get_by_label("Masse (en kg)").first.fill("0,5")
    page.get_by_role("button", name="Recalculer (1 ligne changée)").click()
    expect(page.locator("#problems-title")).to_have_text("À corriger : 294 lignes sur 5\u202f000")
    check_width(page)
    check_accessibility(page)


def test_the_page_of_results_is_accessible_and_valid(page: Page) -> None:
    page.goto("/catalogue/")
    page.locator("#portal").check()
    file: Any = {"name": "a.csv", "mimeType": "text/csv", "buffer": lines([*ROWS], HEADER)}
    page.locator("#file").set_input_files(file)
    expect(page.locator("#overview")).to_be_visible()
    row(page, "REF-2").locator("summary").click()
    check_accessibility(page)
    check_html(page.content())
    page.set_viewport_size({"width": 390, "height": 844})
    check_width(page)


def test_nothing_of_a_catalogue_is_in_an_address_that_is_sent(
    page: Page, requests: list[Request]
) -> None:
    choose(page, lines(ROWS), "secret.csv")
    downloaded(page, "CSV")
    sent = [request.url.partition("#")[0] for request in requests]
    assert any("/catalogue/calcul/" in url for url in sent)
    assert not [url for url in sent if "REF" in url or "secret" in url or "0.55" in url]
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_without_scripts_a_form_gives_the_results(plain: Page, method: Method) -> None:
    plain.goto("/catalogue/")
    file: Any = {"name": "a.csv", "mimeType": "text/csv", "buffer": lines(ROWS)}
    plain.locator("#file").set_input_files(file)
    follow(plain.get_by_role("button", name="Lire et calculer"))
    expect(plain.locator("#overview")).to_be_visible()
    expect(plain.locator(".problem")).to_contain_text("Ligne 3")
    check_html(plain.content())
    _, content = downloaded(plain, "CSV")
    assert score(content, method)[0].score == SCORE
