"""The catalogue page without scripts, and what its script receives (catalogue.md 7)."""

import csv
import io
import json
import re
from html import unescape
from statistics import fmean, quantiles
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from scoring.catalogue.models import MODELS
from scoring.engine.method import Method
from scoring.web.figures import number
from tests.catalogue.files import (
    HEADER,
    PULL_REQUEST,
    SCORE,
    lines,
    needs,
    pull,
    requests,
    score,
    score_of,
)
from tests.site.marked_forms import values_of

RESULTS = "/catalogue/resultats/"
LINES = "/catalogue/calcul/"
DOWNLOAD = "/catalogue/telechargement/"


def dropped(client: Client, content: bytes, **fields: str) -> Any:
    """The results page of a file."""
    file = SimpleUploadedFile("été.csv", content)
    return client.post(RESULTS, {"file": file, **fields})


def sent(client: Client, content: bytes, query: str = "") -> list[dict[str, Any]]:
    """The lines that the script receives for a file."""
    response = client.post(f"{LINES}{query}", content, content_type="application/octet-stream")
    assert response.status_code == 200
    return [json.loads(line) for line in response.getvalue().splitlines()]


def table(found: list[dict[str, Any]], **changes: Any) -> dict[str, Any]:
    """What the script sends back, the first row changed."""
    rows = [dict(row) for row in found[1:-1]]
    rows[0] |= changes
    return {"header": found[0]["header"], "separator": found[0]["separator"], "rows": rows}


def again(client: Client, body: dict[str, Any], query: str = "") -> list[dict[str, Any]]:
    response = client.post(f"{LINES}{query}", json.dumps(body), content_type="application/json")
    assert response.status_code == 200, response.content
    return [json.loads(line) for line in response.getvalue().splitlines()]


def with_cell(found: list[dict[str, Any]], title: str, cell: Any) -> list[Any]:
    cells = list(found[1]["cells"])
    cells[found[0]["header"].index(title)] = cell
    return cells


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().replace("\u202f", " ").replace("\xa0", " ").split())


def test_a_file_becomes_a_page_of_results(client: Client) -> None:
    rows = [pull(), pull(**{"Référence interne": "REF-9", "Masse (en kg)": "abc"})]
    response = dropped(client, lines(rows))
    text = text_of(response)
    assert response.status_code == 200
    assert "<dt>Calculées</dt><dd>1</dd>" in text
    assert "2 318" in text
    assert "Ligne 3 : REF-9" in text
    assert "<strong>Masse (en kg)</strong> : « abc » n’est pas un nombre" in text.replace(
        "&#x27;", "'"
    )


def test_lines_pasted_from_a_spreadsheet_are_read(client: Client) -> None:
    response = client.post(RESULTS, {"text": lines([pull()], separator="\t").decode()})
    assert "2 318" in text_of(response)


def test_the_results_hold_what_their_downloads_need(client: Client, method: Method) -> None:
    content = lines([pull(Score="1"), pull(Catégorie="nulle part")])
    kept = values_of(dropped(client, content, portal="1").content.decode())
    assert kept["portal"] == "1"
    for written, expected in (
        ("csv-tableur", b"2318,33"),
        ("csv", repr(SCORE).encode()),
        ("jsonl", repr(SCORE).encode()),
        ("portail", b"REF-123,2318,"),
        ("portail-depot", b"2318.33"),
        ("erreurs", b"nulle part"),
    ):
        response = client.post(f"{DOWNLOAD}{written}/", kept)
        assert response.status_code == 200
        assert response["Content-Disposition"].startswith(f'attachment; filename="ete-{written}.')
        assert expected in response.getvalue(), written
    errors = client.post(f"{DOWNLOAD}erreurs/", kept).getvalue().decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(errors), delimiter=";"))) == 2
    handed_in = client.post(f"{DOWNLOAD}portail-depot/", kept).getvalue()
    assert [result.score for result in score(handed_in, method)] == [SCORE]


def test_a_large_file_is_asked_for_again(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scoring.web.catalogue.posted.LONGEST_KEPT", 100)
    text = dropped(client, lines([pull()])).content.decode()
    assert "kept" not in values_of(text)
    assert 'enctype="multipart/form-data"' in text
    file = SimpleUploadedFile("a.csv", lines([pull()]))
    response = client.post(f"{DOWNLOAD}csv/", {"file": file})
    assert repr(SCORE).encode() in response.getvalue()


def test_the_spreadsheet_opens_in_two_libraries(client: Client) -> None:
    calamine = needs("python_calamine")
    file = SimpleUploadedFile("a.csv", lines([pull()]))
    content = client.post(f"{DOWNLOAD}xlsx/", {"file": file}).getvalue()
    sheet = calamine.load_workbook(io.BytesIO(content)).get_sheet_by_name("Produits")
    header, row = sheet.to_python()
    assert row[header.index("Score calculé")] == SCORE
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    header, row = ([cell.value for cell in line] for line in sheet.iter_rows())
    assert row[header.index("Score calculé")] == SCORE


def test_what_cannot_be_read_is_said_on_the_page(client: Client, settings: Any) -> None:
    for content, said in (
        (b"a;b\n1;2\n", "aucune colonne connue"),
        (lines([]), "aucune ligne sous ses titres"),
        (lines([pull()], HEADER[:-1]), "Quantité de zip court"),
    ):
        response = dropped(client, content)
        assert response.status_code == 400
        assert said in text_of(response).replace("&#x27;", "'")
    assert "Choisissez un fichier" in text_of(client.post(RESULTS, {}))
    assert client.post(f"{DOWNLOAD}csv/", {"kept": "@@"}).status_code == 400
    assert client.post(f"{DOWNLOAD}inconnue/", {"text": "a"}).status_code == 404
    settings.BATCH_MAX_ITEMS = 2
    response = dropped(client, lines([pull()] * 3))
    assert response.status_code == 413
    assert "2 éléments" in text_of(response)


def test_what_a_field_keeps_unpacks_to_no_more_than_a_file_may_have(
    client: Client, settings: Any
) -> None:
    kept = values_of(dropped(client, lines([pull()] * 50)).content.decode())
    settings.BATCH_MAX_BYTES = 1000
    assert client.post(f"{DOWNLOAD}csv/", kept).status_code == 413


def test_a_page_that_is_left_and_opened_again_is_empty(client: Client) -> None:
    response = client.get(RESULTS)
    assert response.status_code == 302
    assert response["Location"] == "/catalogue/"
    assert client.get("/versions/v7.0.0/catalogue/resultats/")["Location"] == (
        "/versions/v7.0.0/catalogue/"
    )


def test_the_script_gets_the_reading_the_rows_and_the_summary(client: Client) -> None:
    content = lines([pull(), pull(**{"Masse (en kg)": "abc"})], [*HEADER, "Couleur"])
    head, first, second, last = sent(client, content, "?portail=1")
    assert head["count"] == 2
    assert head["vocabulary"] == "portal"
    assert head["read"][0]
    assert not head["read"][-1]
    assert "Couleur" in head["notes"][0]
    assert first["score"] == SCORE
    assert first["portal"]["verdict"] == "accepted"
    assert [column for column, _ in second["errors"]] == ["Masse (en kg)"]
    assert second["portal"]["verdict"] == "refused"
    assert last["summary"]["scored"] == 1
    assert "Par catégorie" in last["html"]


def test_a_corrected_row_is_scored_again(client: Client) -> None:
    found = sent(client, lines([pull(**{"Masse (en kg)": "abc"})]))
    assert found[1]["score"] is None
    cells = with_cell(found, "Masse (en kg)", "0,55")
    assert again(client, table(found, cells=cells))[1]["score"] == SCORE


def test_what_was_wrong_in_the_file_itself_is_still_said(client: Client) -> None:
    content = lines([pull()]) + b"a;b\r\n"
    found = sent(client, content)
    body = table(found)
    assert again(client, body)[2]["warnings"] == found[2]["warnings"]
    broken = lines([pull()]) + (";" * len(HEADER) + "x;y\r\n").encode()
    found = sent(client, broken)
    assert again(client, table(found))[2]["errors"] == found[2]["errors"]


def test_rows_of_every_kind_come_back_with_the_same_scores(client: Client, method: Method) -> None:
    bodies = requests(60)
    content = "\n".join(json.dumps({"id": str(n)} | body) for n, body in enumerate(bodies)).encode()
    found = sent(client, content)
    expected = [result.score for result in score(content, method)]
    assert [row["score"] for row in found[1:-1]] == expected
    assert [row["score"] for row in again(client, table(found))[1:-1]] == expected


def test_numbers_of_a_spreadsheet_stay_numbers(client: Client) -> None:
    needs("python_calamine")
    model = client.get("/catalogue/modele/portail.xlsx").getvalue()
    found = sent(client, model)
    share = found[0]["header"].index("Matière 1 pourcentage")
    found[1]["cells"][share] = 1.0
    scores = [row["score"] for row in found[1:-1]]
    assert [row["score"] for row in again(client, table(found))[1:-1]] == scores


@pytest.mark.parametrize("form", ["portal", "api", "jsonl"])
def test_a_row_comes_back_from_the_simulator(client: Client, method: Method, form: str) -> None:
    query = PULL_REQUEST | {"mass": 0.3, "price": 55, "trims": []}
    content = {
        "portal": lines([pull()]),
        "api": client.get("/catalogue/modele/api.csv").content,
        "jsonl": json.dumps({"id": "REF-1"} | PULL_REQUEST).encode(),
    }[form]
    query = query | {"trims": [{"id": "0c903fc7-279b-4375-8cfa-ca8133b8e973", "quantity": 2}]}
    found = sent(client, content)
    changed = again(client, table(found, query=query))
    assert changed[1]["score"] == score_of(method, query)
    assert changed[1]["id"] == found[1]["id"]
    assert changed[0]["notes"] == []


def test_what_the_columns_cannot_say_leaves_the_row_as_it_was(client: Client) -> None:
    found = sent(client, lines([pull()]))
    changed = again(client, table(found, query=PULL_REQUEST | {"yarnSize": 40, "mass": 0.3}))
    assert changed[1]["score"] == SCORE
    assert "yarnSize" in changed[0]["notes"][0]


def test_a_link_to_the_simulator_is_given_when_asked(client: Client) -> None:
    found = sent(client, lines([pull()]), "?lien=1")
    assert "/versions/v7.0.0/#/textile/simulator/ecs/" in found[1]["link"]
    assert sent(client, lines([pull()]))[1]["link"] is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"rows": 1}',
        b'{"rows": [1]}',
        b'{"header": 1, "rows": []}',
        b'{"header": ["query"], "rows": [{"line": 1}]}',
        b'{"rows": [{"line": "a", "text": "{}"}]}',
    ],
)
def test_a_table_that_is_none_is_refused(client: Client, body: bytes) -> None:
    response = client.post(LINES, body, content_type="application/json")
    assert response.status_code == 400
    assert response.json()["error"]


@pytest.mark.parametrize("cell", [None, [], {}, True, 1e300, "x" * 200_000, {"a": [1]}])
def test_no_cell_of_a_table_is_a_fault_of_ours(client: Client, cell: Any) -> None:
    found = sent(client, lines([pull()]))
    for title in ("Masse (en kg)", "Matière 1", "GTINs/EANs", "Score", "Délavage"):
        changed = again(client, table(found, cells=with_cell(found, title, cell)), "?portail=1")
        assert changed[1]["status"] in (200, 400, 413)


@pytest.mark.parametrize(("vocabulary", "ending"), sorted(MODELS))
def test_a_model_scores_and_the_portal_accepts_it(
    client: Client, vocabulary: str, ending: str
) -> None:
    if ending == "xlsx":
        needs("python_calamine")
    model = client.get(f"/catalogue/modele/{vocabulary}.{ending}")
    assert model["Content-Disposition"] == f'attachment; filename="catalogue-{vocabulary}.{ending}"'
    _, *rows, _ = sent(client, model.content, "?portail=1")
    assert [row["portal"]["verdict"] for row in rows] == ["accepted", "accepted"]


def test_the_page_is_in_english_too(client: Client) -> None:
    english = {"headers": {"accept-language": "en"}}
    assert "A whole catalogue" in text_of(client.get("/catalogue/", **english))
    response = client.post(
        LINES, lines([pull()]), content_type="application/octet-stream", **english
    )
    last = json.loads(response.getvalue().splitlines()[-1])
    assert "By category" in last["html"]


def test_the_page_of_many_rows_has_a_bounded_size(client: Client) -> None:
    few = len(dropped(client, lines([pull()] * 300)).content)
    many = len(dropped(client, lines([pull()] * 3000)).content)
    assert many < few + 20_000


def test_who_has_no_account_asks_nothing_of_the_database(
    client: Client, django_assert_num_queries: Any, db: None
) -> None:
    with django_assert_num_queries(0):
        dropped(client, lines([pull()]))
        sent(client, lines([pull()]))


def test_an_account_adds_the_detailed_impacts_to_the_files(member: Client) -> None:
    file = SimpleUploadedFile("a.csv", lines([pull()]))
    header = member.post(f"{DOWNLOAD}csv/", {"file": file}).getvalue().splitlines()[0]
    assert b"Impact cch" in header


def test_a_catalogue_counts_as_many_requests_as_a_batch(client: Client, settings: Any) -> None:
    settings.RATELIMIT_MAX_RPM = 5
    address = {"REMOTE_ADDR": "192.0.2.77"}
    page = Client(**address)
    response = page.post(LINES, lines([pull()] * 301), content_type="application/octet-stream")
    assert response["X-RateLimit-Remaining"] == "1"
    response.getvalue()
    response = page.post(LINES, lines([pull()] * 301), content_type="application/octet-stream")
    assert response.status_code == 429


def test_rows_of_a_set_stay_one_when_the_page_sends_them_back(client: Client) -> None:
    names = [*HEADER, "Lot"]
    file = lines([pull(Lot="A", Score="4637"), pull(Lot="A", Score="4637"), pull(Lot="B")], names)
    first = sent(client, file)
    found = again(client, table(first))
    assert [row["check"] for row in found[1:3]] == ["ok", "ok"]
    response = client.post(
        f"{DOWNLOAD}csv/", json.dumps(table(first)), content_type="application/json"
    )
    rows = list(csv.DictReader(io.StringIO(response.getvalue().decode()), delimiter=";"))
    assert [float(row["Score de l'ensemble"]) for row in rows] == [2 * SCORE, 2 * SCORE, SCORE]
    changed = again(client, table(first, query=PULL_REQUEST | {"mass": 0.1}))
    assert changed[1]["cells"] == first[1]["cells"]
    assert "se corrige dans le fichier" in changed[0]["notes"][0] + changed[-1].get("notes", "")


def test_a_row_of_a_set_shows_the_score_that_is_declared_and_its_own_part(client: Client) -> None:
    names = [*HEADER, "Lot"]
    file = lines([pull(Lot="A", Score="4637"), pull(Lot="A", Score="4637"), pull()], names)
    shown = text_of(dropped(client, file))
    # The declared score is compared with the score shown next to it.
    cells = re.findall(r'data-part="score">(.*?)</td>', shown)
    part = "4 637 <small>lot A, dont cet article : 2 318</small>"
    assert cells == [part, part, "2 318"]
    first, _, alone = sent(client, file)[1:-1]
    assert first["whole"] == {
        "kind": "set",
        "reference": "A",
        "score": 2 * SCORE,
        "durability": first["whole"]["durability"],
    }
    assert (first["score"], alone["whole"]) == (SCORE, None)


def test_a_group_that_is_put_in_order_is_scored(client: Client) -> None:
    names = [*HEADER, "Lot"]
    first = sent(client, lines([pull(Lot="A"), pull(Lot="B"), pull(Lot="A")], names))
    assert [row["status"] for row in first[1:-1]] == [200, 200, 400]
    body = table(first)
    body["rows"][1]["cells"] = body["rows"][0]["cells"]
    assert [row["status"] for row in again(client, body)[1:-1]] == [200, 200, 200]


def test_the_categories_are_told_by_the_scores_of_their_rows(client: Client) -> None:
    """Quartiles are interpolated; the drawing has one scale from 0 to the greatest score."""
    masses = [0.1, 0.16, 0.19, 0.35, 0.5]
    rows = [f"{mass},{product}" for product in ("tshirt", "jean") for mass in masses]
    header = "mass,product,materials.1.id,materials.1.share"
    content = "\n".join([header, *(f"{row},ei-coton,1" for row in rows)]).encode()
    scores = [float(row["score"]) for row in sent(client, content)[1:-1]]
    page = re.sub(r"\s", " ", unescape(dropped(client, content).content.decode()))
    table = page[page.index('<table class="categories">') :].partition("</table>")[0]
    for name, own in {"T-shirt / Polo": scores[:5], "Jean": scores[5:]}.items():
        (row,) = re.findall(rf'<th scope="row">{re.escape(name)}</th>(.*?)</tr>', table)
        first, median, third = quantiles(own, n=4, method="inclusive")
        told = [min(own), median, max(own), fmean(own)]
        cells = re.findall(r'<td class="number">([^<]*)</td>', row)
        assert cells == ["5", *(re.sub(r"\s", " ", number(figure)) for figure in told)]
        between = [re.sub(r"\s", " ", number(figure)) for figure in (first, third)]
        assert f"entre {between[0]} et {between[1]}" in row
        places = re.findall(r' (?:x|width)[12]?="([\d.]+)%"', row)
        for length in (first, third - first):
            assert f"{round(length / max(scores) * 100, 2):g}" in places
