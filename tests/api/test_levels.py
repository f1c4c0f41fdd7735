"""Detailed impacts by level: aggregated for anyone, indicative or official with a token."""

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from accounts.models import ApiToken, User
from accounts.tokens import digest, new_token
from scoring.engine.impacts import DETAILS, SCORES, TRIGRAMS
from scoring.engine.method import Method
from tests.api.warnings import messages
from tests.conformance.cases import SHARED as REFERENCE_ANSWERS
from tests.conformance.cases import close, differences, read_cases, read_shared
from tests.conformance.convert import detailed_case
from tests.conformance.test_textile import PORTAL_TSHIRT, SIMULATOR
from tests.details import made_up_rows, write_json

KEPT = {"cch", "fru", "fwe", "ior", "ldu", "pco", "swe"}
ORGANIC_TSHIRT = PORTAL_TSHIRT | {"materials": [{"id": "ei-coton-organic", "share": 1}]}
JEANS = {"mass": 0.45, "product": "jean", "materials": [{"id": "ei-coton", "share": 1}]}


@pytest.fixture
def token(db: None) -> str:
    owner = User.objects.create_user("owner@example.org")
    text = new_token()
    ApiToken.objects.create(user=owner, label="essai", digest=digest(text))
    return text


@pytest.fixture
def data_dir(tmp_path: Path, settings: Any) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def official(data_dir: Path, method: Method) -> None:
    source = write_json(data_dir / "licensed.json", made_up_rows(method.dataset))
    call_command("import_details", source, stdout=StringIO())


def post(client: Client, body: Any, path: str = "", token: str | None = None) -> Any:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    return client.post(
        SIMULATOR + path, json.dumps(body), content_type="application/json", headers=headers
    )


def impacts_objects(value: Any) -> Iterator[dict[str, float | None]]:
    """Every impacts object of an answer, wherever it stands."""
    if isinstance(value, dict):
        if "ecs" in value and "pef" in value:
            yield value
        else:
            for part in value.values():
                yield from impacts_objects(part)
    elif isinstance(value, list):
        for part in value:
            yield from impacts_objects(part)


@pytest.mark.parametrize("path", ["", "/detailed"])
def test_anyone_gets_two_scores_and_nineteen_zeros_without_asking_the_database(
    client: Client, data_dir: Path, official: None, path: str
) -> None:
    # The "client" fixture has no database here: a query would fail.
    response = post(client, PORTAL_TSHIRT, path)
    assert response["X-Ecobalyse-Impacts"] == "aggregated"
    answer = response.json()
    assert answer["meta"]["impactsLevel"] == "aggregated"
    assert "indicative" not in answer["meta"]
    for impacts in impacts_objects(answer):
        assert set(impacts) == set(TRIGRAMS)
        assert {impacts[trigram] for trigram in DETAILS} == {0}


@pytest.mark.parametrize("header", ["Authorization", "token"])
def test_a_token_gives_the_open_figures_that_are_good_enough_and_null_elsewhere(
    client: Client, data_dir: Path, token: str, header: str
) -> None:
    value = f"Bearer {token}" if header == "Authorization" else token
    response = client.post(
        SIMULATOR,
        json.dumps(PORTAL_TSHIRT),
        content_type="application/json",
        headers={header: value},
    )
    assert response["X-Ecobalyse-Impacts"] == "indicative"
    answer = response.json()
    impacts = answer["impacts"]
    assert set(impacts) == set(TRIGRAMS)
    assert impacts["ecs"] == 1754.6384371121455
    assert impacts["pef"] == 931.1710529425073
    assert {trigram for trigram in DETAILS if impacts[trigram] is not None} == KEPT
    assert all(impacts[trigram] > 0 for trigram in KEPT)
    meta = answer["meta"]
    assert meta["impactsLevel"] == "indicative"
    assert meta["warnings"] == []
    assert set(meta["indicative"]) == {"sources", "ratios", "missingProcesses"}
    assert set(meta["indicative"]["ratios"]) == KEPT
    assert meta["indicative"]["ratios"]["cch"] == [0.9922, 2.306]
    assert any("Base Impacts" in source for source in meta["indicative"]["sources"])
    assert meta["indicative"]["missingProcesses"] == []


def test_nowhere_in_the_breakdown_is_an_unknown_figure_a_zero(
    client: Client, data_dir: Path, token: str
) -> None:
    answer = post(client, JEANS, "/detailed", token).json()
    found = list(impacts_objects(answer))
    assert len(found) == 1 + 1 + 1 + 1 + 8 * (1 + 1 + 3)
    for impacts in found:
        assert set(impacts) == set(TRIGRAMS)
        assert all(impacts[trigram] is None for trigram in set(DETAILS) - KEPT)
        assert all(impacts[trigram] is not None for trigram in SCORES)


def test_the_parts_of_the_breakdown_add_up_to_the_total(
    client: Client, data_dir: Path, token: str
) -> None:
    answer = post(client, PORTAL_TSHIRT, "/detailed", token).json()
    for trigram in KEPT:
        parts = [step["impacts"][trigram] for step in answer["lifeCycle"]]
        parts += [answer["transport"]["impacts"][trigram], answer["trimsImpacts"][trigram]]
        whole = answer["impactsWithoutDurability"][trigram]
        assert close(sum(parts), whole)
        assert close(answer["impacts"][trigram] * answer["durability"], whole)


def test_a_process_without_figures_that_weighs_little_is_left_out_and_named(
    client: Client, data_dir: Path, token: str
) -> None:
    answer = post(client, JEANS, "/detailed", token).json()
    (missing,) = answer["meta"]["indicative"]["missingProcesses"]
    assert missing["name"] == "Laiton"
    assert answer["impacts"]["cch"] > 0
    assert answer["meta"]["warnings"] == []
    # Brass is nearly all of the trims' impact: the rest would mean nothing.
    assert all(answer["trimsImpacts"][trigram] is None for trigram in DETAILS)
    assert answer["trimsImpacts"]["ecs"] > 0


@pytest.mark.parametrize("path", ["", "/detailed"])
def test_above_five_percent_of_the_score_no_indicative_figure_is_given(
    client: Client, data_dir: Path, token: str, path: str
) -> None:
    response = post(client, ORGANIC_TSHIRT, path, token)
    assert response["X-Ecobalyse-Impacts"] == "indicative"
    answer = response.json()
    for impacts in impacts_objects(answer):
        assert all(impacts[trigram] is None for trigram in DETAILS)
        assert all(impacts[trigram] is not None for trigram in SCORES)
    names = [process["name"] for process in answer["meta"]["indicative"]["missingProcesses"]]
    assert names == ["Production de fibres de coton bio"]
    (warning,) = messages(answer)
    assert "Production de fibres de coton bio" in warning


def test_the_share_left_out_decides_at_five_percent(
    client: Client, data_dir: Path, token: str
) -> None:
    def blend(share: float) -> Any:
        materials = [
            {"id": "ei-coton", "share": 1 - share},
            {"id": "ei-coton-organic", "share": share},
        ]
        return post(client, PORTAL_TSHIRT | {"materials": materials}, "", token).json()

    little, much = blend(0.1), blend(0.4)
    assert little["impacts"]["cch"] > 0
    assert little["meta"]["indicative"]["missingProcesses"] != []
    assert much["impacts"]["cch"] is None


def test_one_impact_alone_follows_the_same_rules(
    client: Client, data_dir: Path, token: str
) -> None:
    assert post(client, PORTAL_TSHIRT, "/cch").json()["impacts"] == {"cch": 0}
    assert post(client, PORTAL_TSHIRT, "/cch", token).json()["impacts"]["cch"] > 0
    assert post(client, PORTAL_TSHIRT, "/wtu", token).json()["impacts"] == {"wtu": None}
    assert post(client, ORGANIC_TSHIRT, "/cch", token).json()["impacts"] == {"cch": None}


def test_an_instance_without_indicative_figures_serves_the_scores_alone(
    client: Client, data_dir: Path, token: str, settings: Any
) -> None:
    settings.INDICATIVE_IMPACTS = False
    response = post(client, PORTAL_TSHIRT, "", token)
    assert response["X-Ecobalyse-Impacts"] == "aggregated"
    assert response.json()["impacts"]["cch"] == 0


def test_with_the_licensed_file_all_21_figures_are_official(
    client: Client, data_dir: Path, token: str, official: None
) -> None:
    response = post(client, ORGANIC_TSHIRT, "", token)
    assert response["X-Ecobalyse-Impacts"] == "official"
    answer = response.json()
    assert answer["meta"]["impactsLevel"] == "official"
    assert "indicative" not in answer["meta"]
    assert None not in answer["impacts"].values()
    assert answer["impacts"]["cch"] > 0


def test_official_answers_are_the_references_in_all_and_by_stage(
    client: Client, data_dir: Path, token: str, official: None
) -> None:
    cases = read_cases("textile_details.jsonl")
    assert len(cases) == 14
    for case in cases:
        answer = post(client, case["query"], "/detailed", token).json()
        assert differences(detailed_case({"query": case["query"], "response": answer}), case) == []
        short = post(client, case["query"], "", token).json()
        found = [short["impacts"][trigram] for trigram in TRIGRAMS]
        assert differences(found, case["impacts"]) == []


@pytest.mark.skipif(not REFERENCE_ANSWERS.is_dir(), reason="no complete answers at hand")
def test_official_answers_are_the_references_whole(
    client: Client, data_dir: Path, token: str, official: None
) -> None:
    cases = list(read_shared("textile-synthetic-details.jsonl"))
    assert len(cases) == 80
    for case in cases:
        answer = post(client, case["query"], "/detailed", token).json()
        assert differences(answer, case["response"]) == [], case["query"]


def test_a_refused_token_is_said_in_the_headers(client: Client, data_dir: Path, db: None) -> None:
    response = post(client, PORTAL_TSHIRT, "", new_token())
    assert response.status_code == 200
    assert response.json()["impacts"]["cch"] == 0
    assert response["X-Ecobalyse-Impacts"] == "aggregated"
    assert response["WWW-Authenticate"] == 'Bearer error="invalid_token"'
    assert response["Warning"] == '199 - "jeton invalide"'


def test_accounts_out_of_reach_give_the_scores_and_a_warning(
    client: Client, data_dir: Path, token: str, settings: Any
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {ApiToken._meta.db_table} RENAME TO hidden")
    response = post(client, PORTAL_TSHIRT, "", token)
    assert response.status_code == 200
    assert response["X-Ecobalyse-Impacts"] == "aggregated"
    assert response["Warning"] == '199 - "comptes indisponibles"'
    settings.REFUSE_INVALID_TOKENS = True
    response = post(client, PORTAL_TSHIRT, "", token)
    assert response.status_code == 503
    assert set(response.json()["error"]) == {"authorization"}


def test_an_instance_can_refuse_bad_tokens(
    client: Client, data_dir: Path, token: str, settings: Any
) -> None:
    settings.REFUSE_INVALID_TOKENS = True
    response = post(client, PORTAL_TSHIRT, "", "nope")
    assert response.status_code == 401
    assert set(response.json()) == {"error", "documentation"}
    assert set(response.json()["error"]) == {"authorization"}
    assert response["WWW-Authenticate"] == 'Bearer error="invalid_token"'
    assert post(client, PORTAL_TSHIRT, "", token).status_code == 200
    assert post(client, PORTAL_TSHIRT).status_code == 200


def food(client: Client, ingredients: list[str], token: str, **more: Any) -> Any:
    body = {"ingredients": [{"id": found, "mass": 100} for found in ingredients]} | more
    return client.post(
        "/api/food",
        json.dumps(body),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )


def test_a_recipe_follows_the_same_rules(
    client: Client, data_dir: Path, token: str, method: Method
) -> None:
    by_name = {found.name: found.id for found in method.dataset.ingredients.values()}
    flour = by_name["Farine UE"]
    response = food(client, [flour], token, distribution="ambient")
    assert response["X-Ecobalyse-Impacts"] == "indicative"
    answer = response.json()
    results = answer["results"]
    for impacts in impacts_objects(results):
        assert set(impacts) == set(TRIGRAMS)
        assert all(impacts[trigram] is None for trigram in set(DETAILS) - KEPT)
    assert all(results["total"][trigram] > 0 for trigram in KEPT)
    assert results["scoring"]["climate"] is None
    assert answer["meta"]["indicative"]["missingProcesses"] == []

    # The open figures for cooking are not good enough, but cooking is a small part here.
    cooked = {"id": "83b897cf-9ed2-5604-83b4-67fab8606d35", "mass": 100}
    answer = food(client, [flour], token, transform=cooked).json()
    names = [process["name"] for process in answer["meta"]["indicative"]["missingProcesses"]]
    assert names == ["Cuisson"]

    organic = food(client, [by_name["Farine Bio"]], token).json()
    assert organic["results"]["total"]["cch"] is None
    assert organic["results"]["total"]["ecs"] > 0


def test_a_recipe_has_its_sub_scores_with_the_licensed_file(
    client: Client, data_dir: Path, token: str, official: None, method: Method
) -> None:
    by_name = {found.name: found.id for found in method.dataset.ingredients.values()}
    scoring = food(client, [by_name["Farine UE"]], token).json()["results"]["scoring"]
    assert all(scoring[theme] > 0 for theme in ("climate", "biodiversity", "health", "resources"))


def test_an_object_follows_the_same_rules(client: Client, data_dir: Path, token: str) -> None:
    def simulate(material: str) -> Any:
        custom = {"elements": [{"amount": 1, "material": material, "transforms": []}]}
        return client.post(
            "/api/object/simulator",
            json.dumps({"components": [{"quantity": 1, "custom": custom}]}),
            content_type="application/json",
            headers={"Authorization": f"Bearer {token}"},
        ).json()

    # Cardboard has open figures, brass has none.
    known = simulate("25595091-35b6-5c62-869f-a29c318c367e")
    assert known["impacts"]["cch"] > 0
    assert known["impacts"]["wtu"] is None
    assert known["meta"]["impactsLevel"] == "indicative"
    unknown = simulate("dc44ae3c-8552-5822-a76d-f95ef68682da")
    assert all(unknown["impacts"][trigram] is None for trigram in DETAILS)
    assert unknown["impacts"]["ecs"] > 0
