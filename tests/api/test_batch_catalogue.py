"""A catalogue over HTTP: the file comes back with the score of each row (api.md 6.3)."""

import csv
import io
import json
import logging
from typing import Any

import pytest
from django.test import Client

from scoring.answers.products import JEANS, TSHIRT
from scoring.answers.spreadsheet import CONTENT_TYPE as XLSX
from scoring.batches import scoring
from scoring.batches.types import PARQUET_TYPE
from tests.api.batches import JSON, LINES, cases, content, post
from tests.api.test_levels import data_dir, token

__all__ = ["data_dir", "token"]
PATH = "/api/textile/catalogue"
COLUMNS = (
    "id;product;mass;materials.1.id;materials.1.share;materials.1.country;countryFabric;"
    "countryDyeing;countryMaking;score;couleur"
)
ROWS = (
    "REF 1;tshirt;0.17;ei-coton;1;FR;CN;IN;MM;1754.7;bleu",
    "REF 2;tshirt;-1;ei-coton;1;FR;CN;IN;XX;;=1+1",
    "REF 3;tshirt;0,17;ei-coton;100 %;FR;CN;IN;MM;2000;",
)
CSV = "\r\n".join((COLUMNS, *ROWS)).encode()


@pytest.fixture(autouse=True)
def unlimited(settings: Any) -> None:
    settings.RATELIMIT_MAX_RPM = 0


def sent(client: Client, body: bytes | str, kind: str, asked: str = "", **more: Any) -> bytes:
    response = post(client, f"{PATH}?{asked}", body, kind, **more)
    assert response.status_code == 200, response.content
    return content(response)


def records(client: Client, body: bytes | str, kind: str, asked: str = "", **more: Any) -> Any:
    found = sent(client, body, kind, f"format=jsonl&{asked}", **more)
    return [json.loads(line) for line in found.splitlines()]


def test_columns_come_back_with_the_score_and_the_reasons(client: Client) -> None:
    response = post(client, PATH, CSV, "text/csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="catalogue.csv"'
    assert response["X-Ecobalyse-Impacts"] == "aggregated"
    table = list(csv.DictReader(io.StringIO(content(response).decode()), delimiter=";"))
    assert [row["id"] for row in table] == ["REF 1", "REF 2", "REF 3"]
    assert [row["couleur"] for row in table] == ["bleu", "'=1+1", ""]
    found = records(client, CSV, "text/csv")
    assert [row["status"] for row in found] == [200, 400, 200]
    assert found[0]["score"] == 1754.6384371121455 == found[2]["score"]
    assert [row["line"] for row in found] == [2, 3, 4]
    assert [row["declaredCheck"] for row in found] == ["ok", None, "differs"]
    assert {error["column"] for error in found[1]["errors"]} == {"mass", "countryMaking"}
    assert found[0]["stages"] is None
    assert "link" not in found[0]


@pytest.mark.parametrize("kind", [JSON, LINES])
def test_requests_in_json_have_the_figures_of_single_calls(client: Client, kind: str) -> None:
    queries = cases("textile.jsonl")[::20]
    texts = [json.dumps(query | {"id": str(n)}) for n, query in enumerate(queries)]
    body = f"[{','.join(texts)}]" if kind == JSON else "\n".join(texts)
    response = post(client, f"{PATH}?detail=stages&links=1", body, kind)
    assert response["Content-Type"] == kind
    text = content(response)
    found = json.loads(text) if kind == JSON else [json.loads(line) for line in text.splitlines()]
    for number, (query, row) in enumerate(zip(queries, found, strict=True)):
        single = post(client, "/api/textile/simulator", json.dumps(query)).json()
        whole = post(client, "/api/textile/simulator/detailed", json.dumps(query)).json()
        assert (row["index"], row["id"], row["status"]) == (number, str(number), 200)
        assert row["score"] == single["impacts"]["ecs"]
        assert row["pef"] == single["impacts"]["pef"]
        assert row["durability"] == whole["durability"]
        assert row["stages"]["trims"] == whole["trimsImpacts"]["ecs"]
        assert row["stages"]["making"] == whole["lifeCycle"][4]["impacts"]["ecs"]
        assert row["link"].startswith("http://testserver/")


@pytest.mark.django_db
def test_a_token_gives_all_impacts(client: Client, data_dir: Any, token: str) -> None:
    (row,) = records(client, json.dumps([TSHIRT]), JSON, token=token)
    single = post(client, "/api/textile/simulator", json.dumps(TSHIRT), token=token).json()
    assert row["impacts"] == single["impacts"]
    assert row["impactsLevel"] == "indicative"


def test_the_form_of_the_answer_is_asked_for(client: Client) -> None:
    portal = sent(client, CSV, "text/csv", "format=portail").decode().splitlines()
    assert portal[0] == "Référence interne,Score,Erreur"
    assert portal[1] == "REF 1,1755,"
    french = sent(client, CSV, "text/csv", "format=csv-tableur").decode("utf-8-sig")
    assert ";1754,64;" in french
    headers = {"Accept": f"{LINES}, */*;q=0.1"}
    answer = client.post(PATH, CSV, content_type="text/csv", headers=headers)
    assert answer["Content-Type"] == LINES
    headers = {"Accept": "image/png"}
    assert client.post(PATH, CSV, content_type="text/csv", headers=headers).status_code == 200
    refused = post(client, f"{PATH}?format=pdf", CSV, "text/csv")
    assert refused.status_code == 400
    assert "« pdf »" in refused.json()["error"]["format"]
    strict = records(client, CSV, "text/csv", "strict=1")
    assert [row["status"] for row in strict] == [
        row["status"] for row in records(client, CSV, "text/csv")
    ]
    # The format of unlabelled bytes is recognised by their beginning.
    assert records(client, CSV, "application/octet-stream")[0]["id"] == "REF 1"


def test_a_spreadsheet_comes_and_goes(client: Client) -> None:
    calamine = pytest.importorskip("python_calamine")
    made = sent(client, CSV, "text/csv", "format=xlsx")
    rows = calamine.load_workbook(io.BytesIO(made)).get_sheet_by_name("Produits").to_python()
    assert len(rows) == 4
    response = post(client, PATH, made, XLSX)
    assert response["Content-Type"] == XLSX
    assert [row["score"] for row in records(client, made, XLSX)] == [
        row["score"] for row in records(client, CSV, "text/csv")
    ]
    broken = post(client, PATH, made[:-100], XLSX)
    assert broken.status_code == 400
    assert "XLSX" in broken.json()["error"]["decoding"]


def test_parquet_comes_and_goes(client: Client) -> None:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    written = io.BytesIO()
    table = arrow.Table.from_pylist([TSHIRT | {"id": "a"}, {**JEANS, "id": "b", "mass": -1.0}])
    parquet.write_table(table, written)
    answer = sent(client, written.getvalue(), PARQUET_TYPE)
    found = parquet.read_table(io.BytesIO(answer)).to_pylist()
    assert [(row["id"], row["status"]) for row in found] == [("a", 200), ("b", 400)]
    assert found[0]["score"] == 1754.6384371121455
    assert post(client, PATH, b"PAR1", PARQUET_TYPE).status_code == 400


def test_the_portals_answer_is_given_when_asked(client: Client) -> None:
    found = records(client, CSV, "text/csv", "portal=1")
    verdicts = [row["portal"]["verdict"] for row in found]
    assert verdicts == ["accepted", "refused", "completed"]
    assert "portal" not in records(client, CSV, "text/csv")[0]
    file = sent(client, CSV, "text/csv", "format=portail-depot").decode()
    header, *rows = file.splitlines()
    assert header.startswith("GTINs/EANs;Référence interne;")
    assert [row.split(";")[1:4] for row in rows] == [
        ["REF 1", "", "1754.64"],
        ["REF 3", "", "1754.64"],
    ]


def test_what_is_no_catalogue_is_refused_whole_and_said(client: Client) -> None:
    for body, kind, words in (
        (b"a;b\n1;2\n", "text/csv", "colonne"),
        (b"[1,", JSON, "JSON"),
        (b"{}", JSON, "tableau JSON"),
        (b"x", "text/html", "text/html"),
        (b"PK\x03\x04x", XLSX, "XLSX"),
        (b"", "text/csv", "vide"),
    ):
        answer = post(client, PATH, body, kind)
        assert answer.status_code == 400, body
        assert words in answer.json()["error"]["decoding"]
    assert client.get(PATH).status_code == 404


def test_limits_are_those_of_batches(client: Client, settings: Any) -> None:
    settings.BATCH_MAX_ITEMS = 2
    answer = post(client, PATH, CSV, "text/csv")
    assert answer.status_code == 413
    assert answer.json()["error"] == {"general": "Le lot dépasse la limite de 2 éléments."}
    settings.BATCH_MAX_ITEMS = 3
    long = json.dumps([TSHIRT, TSHIRT | {"x": "a" * 102_400}, TSHIRT])
    found = records(client, long, JSON)
    assert [row["status"] for row in found] == [200, 413, 200]
    row = "tshirt,0.17,ei-coton,1,{},{}\n"
    rows = [row.format("A", ""), row.format("A", "a" * 102_400), row.format("", "")]
    names = "product,mass,materials.1.id,materials.1.share,set,x\n"
    answer = post(client, f"{PATH}?format=json", (names + "".join(rows)).encode(), "text/csv")
    assert [row["status"] for row in json.loads(content(answer))] == [413, 413, 200]
    settings.BATCH_MAX_BYTES = 150_000
    assert post(client, PATH, CSV.ljust(150_001), "text/csv").status_code == 413


def test_rows_beyond_the_time_or_of_a_fault_of_ours_are_told_so(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(scoring, "SECONDS", 0)
    late = records(client, CSV, "text/csv")
    assert [row["status"] for row in late] == [503, 503, 503]
    assert "n'a pas été calculé" in late[0]["errors"][0]["message"]
    monkeypatch.undo()
    genuine = scoring.Scorer.score

    def fail(self: Any, index: int, row: Any) -> Any:
        if index == 0 and not row.fault:
            raise RuntimeError("marque")
        return genuine(self, index, row)

    monkeypatch.setattr(scoring.Scorer, "score", fail)
    with caplog.at_level(logging.ERROR):
        found = records(client, CSV, "text/csv")
    assert [row["status"] for row in found] == [500, 400, 200]
    assert "fault" in caplog.text


def test_a_catalogue_costs_as_many_requests_as_a_batch(client: Client, settings: Any) -> None:
    settings.RATELIMIT_MAX_RPM = 1000
    settings.RATELIMIT_WHITELIST = []
    caller = Client(REMOTE_ADDR="127.0.0.77")
    before = caller.post(PATH, CSV, content_type="text/csv")
    many = "\n".join([COLUMNS, *ROWS[:1] * 250])
    after = caller.post(PATH, many, content_type="text/csv")
    spent = int(before["X-RateLimit-Remaining"]) - int(after["X-RateLimit-Remaining"])
    assert spent == 3 or before["X-RateLimit-Reset"] != after["X-RateLimit-Reset"]
    assert content(after).count(b"1754.6384371121455") == 250
