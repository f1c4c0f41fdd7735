"""Versions after v7.0.0 on the API: former ids, a score or a sector that a version lacks."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from scoring.api.schema.document import forget_documents
from scoring.methods import forget_versions
from tests.installation.later import install_bare

LATER = "v8.1.0"
# Without ``pef``, and for garments alone.
BARE = "v8.6.0"
COTTON, FORMER_COTTON = "62a4d6fb-3276-4ba5-93a3-889ecd3bff84", "ei-coton"
COOKING, FORMER_COOKING = (
    "a2836bb8-7f45-5cfa-bb00-8b38046291cf",
    "83b897cf-9ed2-5604-83b4-67fab8606d35",
)
PAPER, FORMER_PAPER = (
    "0835ba67-e3f0-5a9e-9be4-8d4a1ee53a1d",
    "759e14f8-923e-56c5-a373-8edadc741ec8",
)
MANGO = "db0e5f44-34b4-4160-b003-77c828d75e60"
EGG_NO_LONGER_SHOWN = "9cbc31e9-80a4-4b87-ac4b-ddc051c47f69"


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of v8.1.0 in the format of May 2026, installed by the profile they suggest."""
    return install_bare(tmp_path_factory.mktemp("data"), BARE)


@pytest.fixture
def _installed(settings: Settings, bare: Path) -> Iterator[None]:
    settings.METHOD_DIRECTORIES = [*settings.METHOD_DIRECTORIES, bare]
    forget_versions()
    forget_documents()
    yield
    forget_versions()
    forget_documents()


def tshirt(identifier: str) -> dict[str, Any]:
    return {
        "mass": 0.17,
        "product": "tshirt",
        "materials": [{"id": identifier, "share": 1}],
        "countryMaking": "CN",
    }


def post(client: Client, path: str, body: Any, version: str = LATER) -> tuple[int, Any]:
    answer = client.post(
        f"/versions/{version}/api/{path}", json.dumps(body), content_type="application/json"
    )
    return answer.status_code, answer.json()


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from keys(item)
    elif isinstance(value, list):
        for item in value:
            yield from keys(item)


def test_the_instances_own_version_stays_the_regulatory_one(client: Client) -> None:
    answer = client.post(
        "/api/textile/simulator", tshirt(FORMER_COTTON), content_type="application/json"
    ).json()
    assert answer["meta"]["methodVersion"] == "v7.0.0"
    assert answer["meta"]["methodStatus"] == "regulatory"
    assert answer["meta"]["warnings"] == []
    status, later = post(client, "textile/simulator", tshirt(COTTON))
    assert (status, later["meta"]["methodVersion"]) == (200, LATER)
    assert later["meta"]["methodStatus"] == "other"


def test_a_former_fibre_is_taken_and_the_current_one_named(client: Client) -> None:
    _status, former = post(client, "textile/simulator", tshirt(FORMER_COTTON))
    _status, current = post(client, "textile/simulator", tshirt(COTTON))
    assert former["impacts"] == current["impacts"]
    assert former["query"] == current["query"]
    assert former["webUrl"] == current["webUrl"]
    assert current["meta"]["warnings"] == []
    (warning,) = former["meta"]["warnings"]
    assert warning["code"] == "renamed-id"
    assert warning["field"] == "materials[].id"
    assert FORMER_COTTON in warning["message"]
    assert f"l'identifiant {COTTON}" in warning["message"]
    assert "« Coton »" in warning["message"]
    _status, detailed = post(client, "textile/simulator/detailed", tshirt(FORMER_COTTON))
    assert detailed["inputs"]["materials"][0]["material"]["id"] == COTTON


def test_former_food_processes_are_taken_in_any_case(client: Client) -> None:
    recipe = {
        "ingredients": [{"id": MANGO, "mass": 120}],
        "transform": {"id": FORMER_COOKING.upper(), "mass": 120},
        "packaging": [{"id": FORMER_PAPER, "mass": 10}],
    }
    _status, former = post(client, "food", recipe)
    assert former["query"]["transform"]["id"] == COOKING
    packaging = former["query"]["packaging"][0]["id"]
    _status, current = post(client, "food", former["query"])
    assert former["results"] == current["results"]
    assert current["meta"]["warnings"] == []
    said = {one["field"]: one["message"] for one in former["meta"]["warnings"]}
    assert set(said) == {"transform.id", "packaging[].id"}
    assert f"l'identifiant {COOKING}" in said["transform.id"]
    assert f"l'identifiant {packaging}" in said["packaging[].id"]


def test_cooking_by_its_former_id_cooks(client: Client) -> None:
    """The well-known process is found by its role, not by its former name."""
    recipe = {"ingredients": [{"id": "4d5198e7-413a-4ae2-8448-535aa3b302ae", "mass": 100}]}
    _status, raw = post(client, "food", recipe)
    cooked = recipe | {"transform": {"id": FORMER_COOKING, "mass": 100}}
    _status, answer = post(client, "food", cooked)
    assert answer["results"]["preparedMass"] != raw["results"]["preparedMass"]


@pytest.mark.parametrize(
    ("path", "body", "field", "nearest"),
    [
        ("textile/simulator", tshirt("ei-cotton"), "materials", f"« Coton » ({COTTON})"),
        ("textile/simulator", tshirt("Coton"), "materials", f"« Coton » ({COTTON})"),
        ("textile/simulator", tshirt(COTTON[:-1] + "5"), "materials", f"« Coton » ({COTTON})"),
        (
            "textile/simulator",
            tshirt(COTTON) | {"product": "t-shirt"},
            "product",
            "(tshirt)",
        ),
        (
            "food",
            {"ingredients": [{"id": MANGO[:-1] + "1", "mass": 1}]},
            "ingredients",
            f"({MANGO})",
        ),
        (
            "food",
            {"ingredients": [], "transform": {"id": COOKING[:-1] + "0", "mass": 1}},
            "transform",
            f"« Cuisson » ({COOKING})",
        ),
    ],
)
def test_an_unknown_id_is_refused_with_the_nearest(
    client: Client, path: str, body: Any, field: str, nearest: str
) -> None:
    status, answer = post(client, path, body)
    assert status == 400
    assert " Vouliez-vous dire " in answer["error"][field]
    assert nearest in answer["error"][field]
    # Integrators match on the wording of the regulatory version.
    status, answer = post(client, path, body, "v7.0.0")
    assert "Vouliez-vous" not in json.dumps(answer)


def test_what_is_no_longer_shown_is_not_suggested(client: Client) -> None:
    body = {"ingredients": [{"id": EGG_NO_LONGER_SHOWN, "mass": 60}]}
    status, answer = post(client, "food", body)
    assert status == 400
    assert f"({EGG_NO_LONGER_SHOWN})" not in answer["error"]["ingredients"]


@pytest.mark.parametrize("root", ["", "/textile/simulator/detailed"])
def test_the_document_of_the_later_version_runs_with_its_own_ids(client: Client, root: str) -> None:
    document = client.get(f"/versions/{LATER}/api").json()
    assert FORMER_COTTON not in json.dumps(document)
    assert FORMER_COOKING not in json.dumps(document)
    for path, verbs in document["paths"].items():
        for operation in verbs.values():
            body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            for example in body.get("examples", {}).values():
                address = path.removeprefix("/api/").replace("{impact}", "ecs")
                if isinstance(example["value"], list):
                    sent = json.dumps(example["value"])
                    answers = client.post(
                        f"/versions/{LATER}/api/{address}", sent, content_type="application/json"
                    )
                    for item in json.loads(b"".join(answers.streaming_content)):
                        assert (item["status"], item["warnings"]) == (200, []), path
                    continue
                status, answer = post(client, address, example["value"])
                assert status == 200, (path, answer)
                assert answer["meta"]["warnings"] == [], path


@pytest.mark.usefixtures("_installed")
def test_a_score_that_a_version_lacks_is_nowhere(client: Client) -> None:
    for path in ("textile/simulator", "textile/simulator/detailed", "textile/explain"):
        status, answer = post(client, path, tshirt(COTTON), BARE)
        assert status == 200, answer
        assert "pef" not in set(keys(answer)), path
    _status, answer = post(client, "textile/simulator", tshirt(COTTON), BARE)
    _status, with_pef = post(client, "textile/simulator", tshirt(COTTON))
    assert set(with_pef["impacts"]) - set(answer["impacts"]) == {"pef"}
    assert answer["impacts"]["ecs"] == with_pef["impacts"]["ecs"]
    assert post(client, "textile/simulator/pef", tshirt(COTTON), BARE)[0] == 404
    assert post(client, "textile/simulator/cch", tshirt(COTTON), BARE)[0] == 200
    status, refused = post(client, "textile/explain?impact=pef", tshirt(COTTON), BARE)
    assert (status, "« pef » n'existe pas" in refused["error"]["impact"]) == (400, True)
    assert ", pef" not in refused["error"]["impact"]
    answer = client.get(f"/versions/{BARE}/api")
    assert answer.status_code == 200
    document = answer.content.decode()
    assert "pef" not in document
    assert "pef" in client.get(f"/versions/{LATER}/api").content.decode()


@pytest.mark.usefixtures("_installed")
def test_a_sector_that_a_version_lacks_says_why(client: Client) -> None:
    for path in ("food", "food/explain"):
        status, answer = post(client, path, {"ingredients": []}, BARE)
        assert status == 404
        assert f"Le secteur « food » n'existe pas dans la version {BARE}." in str(answer["error"])
        assert "Aucun procédé de la source" in answer["error"]["general"]
    assert client.get(f"/versions/{BARE}/api/food/ingredients").status_code == 404
    document = client.get(f"/versions/{BARE}/api").json()
    paths = document["paths"]
    assert [path for path in paths if not path.startswith("/api/textile/")] == []
    assert client.get(f"/versions/{LATER}/api/food/ingredients").status_code == 200


@pytest.mark.usefixtures("_installed")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_pages_show_neither_the_score_nor_the_sector(client: Client, language: str) -> None:
    root = f"/versions/{BARE}"
    addresses = ["/", "/textile/", "/explorateur/", "/explorateur/textile/impacts/"]
    addresses += [f"/explorateur/textile/{name}/" for name in ("procedes", "accessoires")]
    for address in addresses:
        answer = client.get(root + address, headers={"accept-language": language})
        assert answer.status_code == 200, address
        text = answer.content.decode()
        assert "PEF" not in text, address
        assert f"{root}/alimentaire/" not in text, address
    for address in ("/alimentaire/", "/explorateur/alimentaire/", "/objet/"):
        assert client.get(root + address).status_code == 404
    record = client.post(f"{root}/textile/fiche/", {"query": json.dumps(tshirt(COTTON))})
    assert record.status_code == 200
    assert "PEF" not in record.content.decode()


@pytest.mark.usefixtures("_installed")
def test_the_pages_of_a_version_say_what_it_is_and_what_it_lacks(client: Client) -> None:
    text = client.get("/versions/").content.decode()
    assert "pas pour les déclarations" in text
    assert "Non vérifié par un résultat publié" in text
    assert "Aucun procédé de la source" in text
    assert "que personne n" in client.get(f"/versions/{BARE}/textile/").content.decode()
    for path in ("textile", "alimentaire"):
        page = client.get(f"/versions/{LATER}/{path}/").content.decode()
        assert "pas pour les déclarations" in page
    assert "mix énergétique mondial" in client.get(f"/versions/{LATER}/objet/").content.decode()
    assert "mix énergétique mondial" not in client.get("/objet/").content.decode()


def test_the_page_opens_with_a_fibre_of_its_own(client: Client) -> None:
    text = client.get(f"/versions/{LATER}/textile/").content.decode()
    assert COTTON in text
    assert f'value="{FORMER_COTTON}"' not in text


def test_a_link_with_former_ids_opens_and_says_so(client: Client) -> None:
    answer = client.post(
        f"/versions/{LATER}/textile/lien/", {"query": json.dumps(tshirt(FORMER_COTTON))}
    )
    text = answer.content.decode()
    assert "est un ancien nom de" in text
    assert COTTON in text


@pytest.mark.usefixtures("_installed")
def test_two_versions_are_compared_without_the_score_that_one_lacks(client: Client) -> None:
    body = tshirt(COTTON)
    status, told = post(client, f"textile/versions/differences?to={BARE}", body)
    assert status == 200, told
    assert set(told["from"]["scores"]) - set(told["to"]["scores"]) == {"pef"}
    assert told["lackingScores"] == [{"methodVersion": BARE, "impact": "pef"}]
    assert told["difference"] == 0
    page = client.post(
        f"/versions/{LATER}/textile/versions/", {"query": json.dumps(body), "with-version": BARE}
    )
    assert "score PEF" in page.content.decode()
    for path, sector in (("food", {"ingredients": []}), ("object", {"components": []})):
        status, refused = post(client, f"{path}/versions/differences?to={BARE}", sector)
        assert status == 400
        assert f"n'existe pas dans la version {BARE}" in str(refused["error"])
