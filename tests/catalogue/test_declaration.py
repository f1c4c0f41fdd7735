"""The portal's answer to each row, and the file that it takes at first try (catalogue.md 2.11)."""

import io
import json
from typing import Any

import pytest

from scoring.answers.levels import served_to
from scoring.answers.sectors import TEXTILE
from scoring.catalogue import forms
from scoring.catalogue.declaration.cells import FILE_LAYOUT
from scoring.catalogue.reading.opening import open_rows
from scoring.catalogue.results import Result
from scoring.catalogue.scoring import score_rows
from scoring.catalogue.verdicts import ACCEPTED, COMPLETED, REFUSED, PortalAnswer
from scoring.catalogue.writing.opening import renderer_of
from scoring.engine.method import Method
from tests.catalogue.files import (
    HEADER,
    PULL_REQUEST,
    SCORE,
    lines,
    pull,
    requests,
    score,
)
from tests.catalogue.test_shared import read


def answers(content: bytes, method: Method, form: str | None = None) -> list[PortalAnswer]:
    found = [result.portal for result in score(content, method, form, portal=True)]
    return [answer for answer in found if answer is not None]


def answer(method: Method, **changes: Any) -> PortalAnswer:
    """The portal's answer to the row with some columns changed."""
    [found] = answers(lines([pull(**changes)]), method)
    return found


def handed_in(content: bytes, method: Method, form: str | None = None) -> bytes:
    """The file prepared for the portal."""
    rows = open_rows(io.BytesIO(content), form, sector=TEXTILE)
    served = served_to(method, None)
    results = score_rows(rows, sector=TEXTILE, method=method, served=served, portal=True)
    renderer = renderer_of(forms.PORTAL_FILE, rows.layout, sector=TEXTILE, detail="summary")
    return renderer.head() + bytes(renderer.render(results))


def said(answer: PortalAnswer) -> dict[str, str]:
    return {reason.column: reason.message for reason in answer.reasons}


def scores(results: list[Result]) -> list[float | None]:
    return [result.score for result in results]


def test_a_row_without_a_fault_is_accepted_as_it_is(method: Method) -> None:
    found = answer(method)
    assert found.verdict == ACCEPTED
    assert not [*found.reasons, *found.changes, *found.notes]
    assert answer(method, Score="").verdict == ACCEPTED


@pytest.mark.parametrize(
    ("column", "cell", "why"),
    [
        ("Origine de confection", "", "le portail demande cette origine"),
        ("Origine de tissage/tricotage", "Inconnue", "le portail demande cette origine"),
        ("Origine de tissage/tricotage", "Brésil", "BR n'est pas utilisable"),
        ("Pourcentage d'impression", "30 %", "1, 5, 20, 50 ou 80 %"),
        ("Masse (en kg)", "0,005", "au moins 0,01 kg"),
        ("Prix (en euros, TTC)", "0,5", "au-dessous de 1 €"),
        ("GTINs/EANs", "2234567891002", "chiffre de contrôle"),
        ("Matière 1", "Soie", "n'est pas un nom ou un code connu"),
        ("Matière 1 pourcentage", "85 %", "95 %"),
    ],
)
def test_what_the_portal_refuses_is_said_by_column(
    method: Method, column: str, cell: str, why: str
) -> None:
    found = answer(method, **{column: cell})
    assert found.verdict == REFUSED
    assert why in said(found)[column]
    assert not found.cells
    assert handed_in(lines([pull(**{column: cell})]), method).count(b"\n") == 1


def test_a_declared_score_is_taken_within_one_per_cent(method: Method) -> None:
    for declared, verdict in (("2296", ACCEPTED), ("2341,5", ACCEPTED), ("2295", COMPLETED)):
        assert answer(method, Score=declared).verdict == verdict, declared
    [change] = answer(method, Score="2295").changes
    assert change.column == "Score"
    assert change.message == "le score déclaré (2295) est à plus de 1 % du score calculé (2318,33)"
    assert answer(method, Score="Inconnue").verdict == COMPLETED


def test_words_that_only_we_read_are_rewritten_for_the_portal(method: Method) -> None:
    row = pull(Score="", **{"Taille de l'entreprise": "PME/TPE"})
    [found] = answers(lines([row]), method)
    assert found.verdict == COMPLETED
    assert [change.column for change in found.changes] == ["Taille de l'entreprise"]
    [again] = answers(handed_in(lines([row]), method), method)
    assert again.verdict == ACCEPTED


def test_prices_that_the_portal_counts_otherwise_are_kept_and_told(method: Method) -> None:
    found = answer(method, **{"Prix (en euros, TTC)": "1500"})
    assert found.verdict == ACCEPTED
    assert [note.code for note in found.notes] == ["price-clamped"]
    assert found.cells[FILE_LAYOUT.places["price"]] == "1500"


def test_a_brand_may_have_no_gtin_and_is_told_so(method: Method) -> None:
    found = answer(method, **{"GTINs/EANs": ""})
    assert found.verdict == ACCEPTED
    assert [note.column for note in found.notes] == ["GTINs/EANs"]


def test_the_prepared_file_read_again_has_the_same_scores_and_is_accepted(method: Method) -> None:
    rows = [
        pull(Score="1"),
        pull(**{"Quantité de bouton en métal": "0"}),
        pull(**{"Quantité de bouton en métal": ""}),
        pull(**{"Référence interne": 'Pull ; "été"', "GTINs/EANs": "2234567891001, 3234567891000"}),
        pull(**{"Matière 1 pourcentage": "66,6667 %", "Matière 2 pourcentage": "33,3333 %"}),
        pull(**{"Prix (en euros, TTC)": "1 234,5", "Remanufacturé": "vrai", "Délavage": "1"}),
        pull(**{"Origine de filature": "Inconnue", "Part du transport aérien": "33,3"}),
        pull(**{"Catégorie": "Manteau / Veste", "Masse (en kg)": "1e-1"}),
        pull(Catégorie="nulle part"),
    ]
    content = lines(rows, [*HEADER, "Couleur"])
    first = score(content, method, portal=True)
    file = handed_in(content, method)
    again = score(file, method, portal=True)
    assert file.startswith("GTINs/EANs;Référence interne;Marque ID;Score;".encode())
    assert scores(again) == scores(first[:-1])
    assert [result.portal.verdict for result in again if result.portal] == [ACCEPTED] * 8
    assert {result.declared_check for result in again} == {"ok"}


def test_requests_of_the_api_become_rows_of_the_portal(method: Method) -> None:
    content = b"\n".join(json.dumps(request).encode() for request in requests(400))
    first = score(content, method, forms.JSON_LINES, portal=True)
    taken = [result for result in first if result.portal and result.portal.cells]
    assert 10 < len(taken) < len(first)
    again = score(handed_in(content, method, forms.JSON_LINES), method)
    assert scores(again) == scores(taken)


def test_what_the_portal_has_no_column_for_is_not_handed_in(method: Method) -> None:
    body = json.dumps(PULL_REQUEST | {"yarnSize": 40, "id": "REF-9"}).encode()
    [found] = answers(body, method, forms.JSON_LINES)
    assert found.verdict == REFUSED
    assert said(found) == {"yarnSize": "le fichier du portail n'a pas de colonne pour ce paramètre"}
    [plain] = answers(json.dumps(PULL_REQUEST).encode(), method, forms.JSON_LINES)
    assert plain.verdict == ACCEPTED


def test_no_cell_of_the_prepared_file_runs_as_a_formula(method: Method) -> None:
    file = handed_in(lines([pull(**{"Référence interne": "=1+1"})]), method)
    assert ";'=1+1;" in file.decode()


def test_the_answer_has_a_column_of_its_own(method: Method) -> None:
    rows = open_rows(io.BytesIO(lines([pull(Score="1")])), sector=TEXTILE)
    results = score_rows(
        rows, sector=TEXTILE, method=method, served=served_to(method, None), portal=True
    )
    renderer = renderer_of(
        forms.SPREADSHEET_CSV, rows.layout, sector=TEXTILE, detail="summary", portal=True
    )
    written = (renderer.head() + bytes(renderer.render(results))).decode("utf-8-sig")
    assert written.splitlines()[0].endswith(";Réponse du portail")
    assert "acceptée dans le fichier préparé : Score : le score déclaré (1)" in written


def test_the_portals_own_examples_pass_once_prepared(method: Method) -> None:
    content = read("e2e-exemple.csv")
    first = score(content, method, portal=True)
    verdicts = {result.line: result.portal.verdict for result in first if result.portal}
    refused = [line for line, verdict in verdicts.items() if verdict == REFUSED]
    assert refused == [3, 5, 7, 8, 9, 10, 13, 14, 16]
    assert [line for line, verdict in verdicts.items() if verdict == COMPLETED] == [2, 11]
    again = score(handed_in(content, method), method, portal=True)
    assert scores(again) == [result.score for result in first if result.line not in refused]
    assert scores(again)[0] == SCORE
    assert {result.portal.verdict for result in again if result.portal} == {ACCEPTED}


@pytest.mark.parametrize("column", ["Lot", "Partie de"])
def test_what_has_several_rows_is_not_handed_in_row_by_row(method: Method, column: str) -> None:
    names = [*HEADER, column, "Partie principale"]
    of_group = {column: "A", "Partie principale": "oui"}
    content = lines([pull(), pull(**of_group), pull(**{column: "A"}), pull()], names)
    found = answers(content, method)
    assert [each.verdict for each in found] == [ACCEPTED, REFUSED, REFUSED, ACCEPTED]
    assert [list(said(each)) for each in found[1:3]] == [[column], [column]]
    assert len(handed_in(content, method).splitlines()) == 3
