"""A product in two versions: both scores, by stage, and what moved most (api.md 6.5)."""

import json
from typing import Any

import pytest
from django.test import Client

from scoring.answers.products import BOX, CHAIR, JEANS, MANGO, TSHIRT
from tests.api.test_later_versions import COTTON, EGG_NO_LONGER_SHOWN, FORMER_COTTON, LATER

PRODUCTS = [
    ("textile", "textile/simulator", TSHIRT),
    ("textile", "textile/simulator", JEANS),
    ("textile", "textile/simulator", JEANS | {"disabledSteps": ["use", "ennobling"]}),
    ("textile", "textile/simulator", TSHIRT | {"upcycled": True}),
    ("food", "food", MANGO),
    ("object", "object/simulator", CHAIR),
    ("veli", "veli/simulator", BOX),
]
IDS = ["t-shirt", "jeans", "disabled", "upcycled", "mango", "chair", "box"]


def post(client: Client, path: str, body: Any, version: str = "v7.0.0") -> tuple[int, Any]:
    answer = client.post(
        f"/versions/{version}/api/{path}", json.dumps(body), content_type="application/json"
    )
    return answer.status_code, answer.json()


def differences(
    client: Client, sector: str, body: Any, version: str = "v7.0.0", to: str = LATER
) -> tuple[int, Any]:
    return post(client, f"{sector}/versions/differences?to={to}", body, version)


def score(answer: Any) -> float:
    impacts = answer["results"]["total"] if "results" in answer else answer["impacts"]
    return float(impacts["ecs"])


@pytest.mark.parametrize(("sector", "simulator", "body"), PRODUCTS, ids=IDS)
def test_the_scores_are_those_of_the_simulators(
    client: Client, sector: str, simulator: str, body: dict[str, Any]
) -> None:
    status, told = differences(client, sector, body)
    assert status == 200, told
    for side, version in (("from", "v7.0.0"), ("to", LATER)):
        assert told[side]["methodVersion"] == version
        alone = score(post(client, simulator, body, version)[1])
        assert told[side]["scores"]["ecs"] == alone
        # The returned request is valid in that version, without a warning.
        status, again = post(client, simulator, told[side]["query"], version)
        assert (status, score(again), again["meta"]["warnings"]) == (200, alone, [])
        assert f"/versions/{version}/#/" in told[side]["webUrl"]
    assert told["difference"] == told["to"]["scores"]["ecs"] - told["from"]["scores"]["ecs"]
    assert told["difference"] != 0
    assert told["ratio"] == pytest.approx(told["difference"] / told["from"]["scores"]["ecs"])


@pytest.mark.parametrize(("sector", "simulator", "body"), PRODUCTS, ids=IDS)
def test_stages_and_processes_add_up_to_the_scores(
    client: Client, sector: str, simulator: str, body: dict[str, Any]
) -> None:
    _status, told = differences(client, sector, body)
    processes = told["processes"]
    sizes = [abs(one["difference"]) for one in processes]
    assert sizes == sorted(sizes, reverse=True)
    for side in ("from", "to"):
        whole = told[side]["scores"]["ecs"]
        assert sum(one[side] for one in told["stages"]) == pytest.approx(whole, rel=1e-12)
        parts = [one[side]["points"] for one in processes if one[side]]
        parts += [one[side] for one in told["complements"]]
        parts.append(told["otherProcesses"][side])
        assert sum(parts) == pytest.approx(whole, rel=1e-12)


def test_what_moved_most_of_a_cotton_garment_is_cotton(client: Client) -> None:
    _status, told = differences(client, "textile", TSHIRT)
    cotton, *_ = told["processes"]
    assert (cotton["name"], cotton["reason"]) == ("Production de fibres de coton", "figure")
    assert cotton["from"]["amount"] == cotton["to"]["amount"]
    assert cotton["from"]["figure"] < cotton["to"]["figure"]
    assert told["renamedIds"] == [
        {"field": "materials[].id", "from": FORMER_COTTON, "to": COTTON, "name": "Coton"}
    ]


def test_the_way_back_gives_the_opposite(client: Client) -> None:
    _status, there = differences(client, "textile", JEANS)
    status, back = differences(client, "textile", there["to"]["query"], LATER, "v7.0.0")
    assert status == 200
    assert back["difference"] == -there["difference"]
    assert back["to"]["query"] == there["from"]["query"]
    # A former id is understood in both directions.
    body = JEANS | {"materials": [{"id": FORMER_COTTON, "share": 1}]}
    assert differences(client, "textile", body, LATER, "v7.0.0")[0] == 200


def test_what_the_other_version_lacks_is_called_by_its_name(client: Client) -> None:
    body = {"ingredients": [{"id": EGG_NO_LONGER_SHOWN, "mass": 60}]}
    status, refused = differences(client, "food", body)
    assert status == 400
    message = refused["error"]["ingredients"]
    assert message.startswith(f"Dans la version {LATER} : ")
    assert "« Oeuf" in message
    assert "Vouliez-vous dire « Oeuf FR »" in message


def test_what_is_asked_wrongly_is_refused_by_its_field(client: Client) -> None:
    status, refused = differences(client, "textile", TSHIRT, to="v0.0.0")
    assert status == 400
    assert "« v0.0.0 » n'est pas installée (versions : v7.0.0, v8.1.0" in refused["error"]["to"]
    status, refused = differences(client, "textile", TSHIRT | {"mass": -1})
    assert status == 400
    assert "Dans la version" not in refused["error"]["mass"]
    assert post(client, "textile/versions/differences", [], LATER)[0] == 400


def test_without_a_choice_the_other_version_is_the_newest(client: Client) -> None:
    status, told = post(client, "textile/versions/differences", TSHIRT, LATER)
    assert (status, told["to"]["methodVersion"]) == (200, "v7.0.0")
