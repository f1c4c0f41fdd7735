"""Batches: each item is answered as a single call is, bit for bit, and in order (api.md 6.2)."""

import json
import logging
import random
import threading
from typing import Any

import pytest
from django.test import Client

from foundation.turns import turns
from scoring.answers.products import BOX, CARROT_CAKE, CHAIR, JEANS, TSHIRT
from scoring.api.batch import answering
from scoring.batches import pace
from tests.api.batches import JSON, LINES, batch, cases, content, expected, post, shared
from tests.api.test_levels import data_dir, official, token
from tests.conformance.cases import SHARED, body_of, read_cases

__all__ = ["data_dir", "official", "token"]
PATH = "/api/textile/simulator/batch"
WHOLE = "?detail=stages&echo=1"
FEW = {
    "textile": cases("textile.jsonl")[::12],
    "food": cases("food.jsonl")[::8],
    "object": [CHAIR, {"components": []}, {"components": [{"quantity": 1}]}, CHAIR | {"x": 1}],
    "veli": [BOX, {"components": [{"id": "x", "quantity": 1}]}],
}


@pytest.fixture(autouse=True)
def unlimited(settings: Any) -> None:
    settings.RATELIMIT_MAX_RPM = 0


@pytest.mark.parametrize("kind", [JSON, LINES])
@pytest.mark.parametrize("sector", FEW)
def test_items_are_answered_as_single_calls(client: Client, sector: str, kind: str) -> None:
    wrong = [
        body_of(case)
        for case in read_cases(
            f"{sector}_errors.jsonl" if sector == "food" else "textile_errors.jsonl"
        )
    ][::9]
    items = [*FEW[sector], *wrong]
    random.Random(3).shuffle(items)  # noqa: S311
    found = batch(client, sector, items, WHOLE, kind)
    for item, answer in zip(items, found, strict=True):
        del answer["index"]
        assert answer == expected(client, sector, item), item
    assert {answer["status"] for answer in found} == {200, 400}


@pytest.mark.parametrize("sector", FEW)
def test_a_summary_holds_the_figures_and_no_more(client: Client, sector: str) -> None:
    for item, answer in zip(FEW[sector], batch(client, sector, FEW[sector]), strict=True):
        kept = {"index", "status", "impacts", "durability", "warnings", "methodVersion", "error"}
        assert set(answer) <= kept
        whole = expected(client, sector, item) | {"index": answer["index"]}
        assert answer == {name: whole[name] for name in answer}
        assert ("impacts" in answer) == (answer["status"] == 200)


def test_a_pinned_version_has_its_own_batches(client: Client) -> None:
    answer = post(client, f"/versions/v7.0.0{PATH}/", json.dumps([TSHIRT]))
    (item,) = json.loads(content(answer))
    assert item["impacts"]["ecs"] == 1754.6384371121455
    assert item["methodVersion"] == "v7.0.0"
    unknown = post(client, f"/versions/v9.9.9{PATH}", json.dumps([TSHIRT]))
    assert (unknown.status_code, unknown.json()) == (404, {"error": "Version not found"})


@pytest.mark.django_db
@pytest.mark.parametrize("licensed", [False, True])
def test_a_token_gives_the_details_of_single_calls(
    client: Client, request: pytest.FixtureRequest, token: str, licensed: bool
) -> None:
    request.getfixturevalue("official" if licensed else "data_dir")
    level = "official" if licensed else "indicative"
    for sector, items in FEW.items():
        found = batch(client, sector, items, WHOLE, token=token)
        for item, answer in zip(items, found, strict=True):
            del answer["index"]
            assert answer == expected(client, sector, item, token), item
    told = post(client, PATH, "[]", token=token)
    assert told["X-Ecobalyse-Impacts"] == level
    refused = post(client, PATH, json.dumps([TSHIRT]), token="nope")
    assert refused["WWW-Authenticate"] == 'Bearer error="invalid_token"'
    assert refused["X-Ecobalyse-Impacts"] == "aggregated"
    assert json.loads(content(refused))[0]["impacts"]["cch"] == 0


@pytest.mark.django_db
def test_a_bad_token_is_refused_where_the_instance_says_so(client: Client, settings: Any) -> None:
    settings.REFUSE_INVALID_TOKENS = True
    answer = post(client, PATH, json.dumps([TSHIRT]), token="nope")
    assert answer.status_code == 401
    assert set(answer.json()["error"]) == {"authorization"}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the reference's answers are not here")
def test_1500_random_requests_are_answered_as_single_calls(client: Client) -> None:
    items = {
        "textile": [
            query
            for name in ("scores", "targeted", "detailed", "examples", "synthetic-details")
            for query in shared(f"textile-{name}.jsonl")
        ],
        "food": [
            query
            for name in ("scores", "full", "examples", "synthetic-details")
            for query in shared(f"food-{name}.jsonl")
        ],
    }
    assert sum(map(len, items.values())) > 1500
    for sector, queries in items.items():
        single = [expected(client, sector, query) for query in queries]
        for kind in (JSON, LINES):
            order = list(range(len(queries)))
            random.Random(kind).shuffle(order)  # noqa: S311
            found = batch(client, sector, [queries[place] for place in order], WHOLE, kind)
            for place, answer in zip(order, found, strict=True):
                del answer["index"]
                assert answer == single[place], (kind, queries[place])


def test_an_identifier_is_given_back_and_is_no_part_of_the_request(client: Client) -> None:
    names: list[Any] = ["REF é 1", "", 12, 1.5, None, ["x"], {"x": 1}, True]
    items = [TSHIRT | {"id": name} for name in names] + [{"id": "bad"}]
    found = batch(client, "textile", items, "?echo=1")
    assert [answer.get("id", ...) for answer in found] == [
        "REF é 1", "", 12, 1.5, ..., ..., ..., ..., "bad"
    ]  # fmt: skip
    for answer in found[:-1]:
        assert answer["warnings"] == []
        assert "id" not in answer["query"]
    assert found[-1]["error"] == batch(client, "textile", [{}])[0]["error"]


def test_lines_are_read_one_by_one(client: Client) -> None:
    shirt = json.dumps(TSHIRT)
    body = f"\ufeff{shirt}\r\n\n  \t\n{{broken\n}}{{\n{shirt[:-1]}\n\xff\n 3 \n{shirt}"
    response = post(client, PATH, body.encode().replace("ÿ".encode(), b"\xff"), LINES)
    assert response.status_code == 200
    found = [json.loads(line) for line in content(response).splitlines()]
    assert [answer["status"] for answer in found] == [200, 400, 400, 400, 400, 400, 200]
    for answer in found[1:5]:
        assert answer["error"]["decoding"].startswith("Format JSON invalide : ligne 1, colonne ")
    assert found[0]["impacts"] == found[-1]["impacts"]
    assert content(post(client, PATH, b"\n \n", LINES)) == b""
    for kind in ("application/ndjson", "application/jsonl", "application/x-jsonlines"):
        answer = post(client, PATH, shirt, kind)
        assert answer["Content-Type"] == LINES
        assert json.loads(content(answer))["status"] == 200


def test_an_array_may_be_written_in_any_way(client: Client) -> None:
    wild = (
        '\ufeff \n[ \t{"id":"a]}\\"[","x":["[{",{"y":"\\\\"}]} \r\n,\n[[],{}] , "]" ,null, 1e3]\n '
    )
    found = json.loads(content(post(client, PATH, wild.encode())))
    assert [answer["status"] for answer in found] == [400] * 5
    assert found[0]["id"] == 'a]}"['
    assert json.loads(content(post(client, PATH, b" [ ] "))) == []


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (b"{}", "ligne 1, colonne 1"),
        (b'"[]"', "ligne 1, colonne 1"),
        (b"3", "ligne 1, colonne 1"),
        (b" ", "ligne 1, colonne 2"),
        (b"[1 2]", "ligne 1, colonne 4"),
        (b"[1,]", "ligne 1, colonne 4"),
        (b"[,1]", "ligne 1, colonne 2"),
        (b"[1] x", "ligne 1, colonne 5"),
        (b"[1", "ligne 1, colonne 3"),
        (b"[[1]", "ligne 1, colonne 5"),
        (b'["x', "ligne 1, colonne 4"),
        (b'[{"a": "\\', "ligne 1, colonne 9"),
        ('[\n {},\n {"é": nul}]'.encode(), "ligne 3, colonne 8"),
        (b"[{]}", "ligne 1, colonne 3"),
        (b"[NaN]", "ligne 1, colonne 2"),
    ],
)
def test_what_is_no_array_is_refused_as_a_whole(client: Client, body: bytes, place: str) -> None:
    answer = post(client, PATH, body)
    assert answer.status_code == 400
    message = answer.json()["error"]["decoding"]
    assert message.startswith("Format JSON invalide : un lot est un tableau JSON")
    assert place in message


def test_other_bodies_are_refused_with_what_is_expected(client: Client) -> None:
    for kind in ("text/csv", "application/x-www-form-urlencoded", "text/plain"):
        answer = post(client, PATH, b"[]", kind)
        assert answer.status_code == 400
        assert LINES in answer.json()["error"]["decoding"]
        assert kind in answer.json()["error"]["decoding"]
    empty = post(client, PATH, b"", LINES)
    assert empty.json()["error"] == {"decoding": "Format JSON invalide : le corps est vide."}
    packed = client.post(PATH, b"[]", content_type=JSON, headers={"Content-Encoding": "gzip"})
    assert packed.status_code == 400
    assert "« gzip »" in packed.json()["error"]["decoding"]
    for asked, field in (("detail=all", "detail"), ("echo=maybe", "echo")):
        answer = post(client, f"{PATH}?{asked}", b"[]")
        assert answer.status_code == 400
        assert asked.partition("=")[2] in answer.json()["error"][field]
    assert client.get(PATH).status_code == 404


@pytest.mark.parametrize("kind", [JSON, LINES])
def test_a_batch_of_too_many_items_is_refused_with_the_limit(
    client: Client, settings: Any, kind: str
) -> None:
    settings.BATCH_MAX_ITEMS = 3
    assert len(batch(client, "textile", [TSHIRT] * 3, kind=kind)) == 3
    separator = "," if kind == JSON else "\n"
    # Nothing after the limit is read: it need not be JSON.
    texts = separator.join([json.dumps(TSHIRT)] * 4) + separator + "{["
    answer = post(client, PATH, f"[{texts}" if kind == JSON else texts, kind)
    assert answer.status_code == 413
    assert answer.json()["error"] == {"general": "Le lot dépasse la limite de 3 éléments."}


def test_a_batch_has_a_limit_of_its_own_in_bytes(client: Client, settings: Any) -> None:
    settings.BATCH_MAX_BYTES = 300_000
    body = json.dumps([TSHIRT]).ljust(300_000)
    assert post(client, PATH, body).status_code == 200
    answer = post(client, PATH, body + " ")
    assert answer.status_code == 413
    assert "300000 octets" in answer.json()["error"]["general"]
    other = post(client, "/api/textile/simulator", json.dumps(TSHIRT).ljust(102_401))
    assert other.status_code == 413
    assert "102400 octets" in other.json()["error"]["general"]


@pytest.mark.parametrize("kind", [JSON, LINES])
def test_an_item_has_the_limit_of_a_single_call(client: Client, kind: str) -> None:
    long = TSHIRT | {"x": "a" * 102_400}
    found = batch(client, "textile", [TSHIRT, long, TSHIRT], kind=kind)
    assert [answer["status"] for answer in found] == [200, 413, 200]
    alone = post(client, "/api/textile/simulator", json.dumps(long))
    assert found[1]["error"] == alone.json()["error"]


def test_items_beyond_the_time_of_a_batch_are_told_so(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "SECONDS", 0)
    found = batch(client, "textile", [TSHIRT | {"id": "late"}, JEANS])
    assert [answer["status"] for answer in found] == [503, 503]
    assert found[0]["id"] == "late"
    assert "n'a pas été calculé" in found[0]["error"]["general"]


def test_what_a_batch_waits_for_is_not_its_time(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Waiting for its turn, or for a busy machine, is not counted."""
    monkeypatch.setattr(answering, "SECONDS", 0.5)
    monkeypatch.setattr(pace, "SECONDS", 0.5)
    turns._one.acquire()
    threading.Timer(0.8, turns._one.release).start()
    found = batch(client, "textile", [TSHIRT, JEANS])
    assert [answer["status"] for answer in found] == [200, 200]


def test_a_fault_of_ours_is_the_items_own_and_says_nothing_of_it(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    genuine = answering.item_of

    def fail(computed: Any, **asked: bool) -> dict[str, Any]:
        if computed.query.mass == 0.45:
            raise RuntimeError("marque")
        return genuine(computed, **asked)

    monkeypatch.setattr(answering, "item_of", fail)
    response = post(client, PATH, json.dumps([TSHIRT, JEANS, TSHIRT]))
    with caplog.at_level(logging.ERROR):
        found = json.loads(content(response))
    assert [answer["status"] for answer in found] == [200, 500, 200]
    assert response["X-Request-Id"] in found[1]["error"]["general"]
    assert "in request" in caplog.text


def test_a_recipe_counts_its_complements(client: Client) -> None:
    (answer,) = batch(client, "food", [CARROT_CAKE], "?detail=stages")
    parts = sum(part["ecs"] for part in answer["stages"].values())
    assert parts == pytest.approx(answer["impacts"]["ecs"], rel=1e-12)


def test_the_stages_of_a_garment_add_up(client: Client) -> None:
    items = [*FEW["textile"], TSHIRT | {"upcycled": True}, TSHIRT | {"disabledSteps": ["use"]}]
    for answer in batch(client, "textile", items, "?detail=stages"):
        for trigram in ("ecs", "pef"):
            parts = sum(
                stage[trigram]
                for name, stage in answer["stages"].items()
                if name not in answer["uncountedStages"]
            )
            total = answer["impactsWithoutDurability"][trigram]
            assert parts == pytest.approx(total, rel=1e-12)
