"""With figures of the operator's own, a token gets them: level own, unknown where none are."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from accounts.models import ApiToken, User
from accounts.tokens import digest, new_token
from scoring.answers import imported as watched
from scoring.engine.impacts import DETAILS, TRIGRAMS
from scoring.engine.method import Method
from scoring.engine.records import Process
from tests.api.batches import content
from tests.api.json_schema import validator
from tests.api.warnings import messages
from tests.conformance.cases import differences, read_cases
from tests.conformance.test_textile import PORTAL_TSHIRT, SIMULATOR
from tests.own_figures import filled_template

COTTON = "Production de fibres de coton"
ORGANIC = "Production de fibres de coton bio"
Import = Callable[..., None]


@pytest.fixture
def token(db: None) -> str:
    owner = User.objects.create_user("owner@example.org")
    text = new_token()
    ApiToken.objects.create(user=owner, label="essai", digest=digest(text))
    return text


@pytest.fixture
def own(tmp_path: Path, settings: Any, method: Method, monkeypatch: pytest.MonkeyPatch) -> Import:
    """Import figures, one factor for each process or None, as an operator does."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(watched, "_SECONDS_BETWEEN_LOOKS", 0)

    def import_figures(
        factor: Callable[[Process], float | None],
        change: Callable[[str], str] = str,
        **options: Any,
    ) -> None:
        source = tmp_path / "valeurs.csv"
        content = change(filled_template(method.dataset, factor, "Ma base"))
        source.write_text(content, encoding="utf-8")
        call_command("import_details", source, own=True, stdout=StringIO(), **options)

    return import_figures


def post(client: Client, body: Any, path: str = "", token: str | None = None) -> Any:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    return client.post(
        SIMULATOR + path, json.dumps(body), content_type="application/json", headers=headers
    )


def without(column: str, name: str) -> Callable[[str], str]:
    """Empty the cell of a category in the row of a process."""

    def change(content: str) -> str:
        lines = content.splitlines()
        header = next(line for line in lines if line.startswith("id,")).split(",")
        place = len(header) - [title.split(" ")[0] for title in header].index(column)
        for at, line in enumerate(lines):
            if f",{name}," in line:
                cells = line.split(",")
                cells[len(cells) - place] = ""
                lines[at] = ",".join(cells)
        return "\n".join(lines)

    return change


def test_a_token_gets_all_that_the_operator_has_water_included(
    client: Client, own: Import, token: str
) -> None:
    anonymous = post(client, PORTAL_TSHIRT).json()
    own(lambda _process: 1.0)
    response = post(client, PORTAL_TSHIRT, "", token)
    assert response["X-Ecobalyse-Impacts"] == "own"
    answer = response.json()
    assert answer["meta"]["impactsLevel"] == "own"
    assert "indicative" not in answer["meta"]
    assert set(answer["impacts"]) == set(TRIGRAMS)
    assert None not in answer["impacts"].values()
    assert answer["impacts"]["wtu"] > 0
    # The scores are those of the version, and other callers' answers do not change.
    assert answer["impacts"]["ecs"] == anonymous["impacts"]["ecs"]
    assert answer["impacts"]["pef"] == anonymous["impacts"]["pef"]
    assert post(client, PORTAL_TSHIRT).json() == anonymous
    assert post(client, PORTAL_TSHIRT, "/wtu", token).json()["impacts"] == {
        "wtu": answer["impacts"]["wtu"]
    }
    said = answer["meta"]["own"]
    assert said["source"] == "Ma base"
    assert said["processes"] == 474
    assert said["coverage"]["wtu"] == 474
    assert said["ratios"]["ecs"] == pytest.approx([1, 1], rel=1e-5)
    assert said["acceptedProcesses"] == said["missingProcesses"] == []
    assert answer["meta"]["warnings"] == []


def test_own_figures_that_are_the_licensed_ones_give_the_reference(
    client: Client, own: Import, token: str
) -> None:
    own(lambda _process: 1.0)
    for case in read_cases("textile_details.jsonl"):
        answer = post(client, case["query"], "", token).json()
        found = [answer["impacts"][trigram] for trigram in TRIGRAMS]
        assert differences(found, case["impacts"]) == []


def test_a_process_without_figures_makes_its_sums_unknown_never_indicative(
    client: Client, own: Import, token: str
) -> None:
    own(lambda process: None if process.name == COTTON else 1.0)
    answer = post(client, PORTAL_TSHIRT, "/detailed", token).json()
    # There are open figures for cotton's climate change, but they belong to another level.
    assert all(answer["impacts"][trigram] is None for trigram in DETAILS)
    assert answer["impacts"]["ecs"] > 0
    (missing,) = answer["meta"]["own"]["missingProcesses"]
    assert missing["name"] == COTTON
    assert missing["impacts"] == sorted(DETAILS)
    (warning,) = messages(answer)
    assert COTTON in warning
    assert "wtu" in warning
    fabric = next(step for step in answer["lifeCycle"] if step["label"] == "Ennoblissement")
    assert all(fabric["impacts"][trigram] is None for trigram in DETAILS)


def test_one_category_may_lack_what_the_others_have(
    client: Client, own: Import, token: str
) -> None:
    own(lambda _process: 1.0, without("wtu", COTTON))
    answer = post(client, PORTAL_TSHIRT, "", token).json()
    assert answer["impacts"]["wtu"] is None
    assert all(answer["impacts"][trigram] is not None for trigram in set(DETAILS) - {"wtu"})
    (missing,) = answer["meta"]["own"]["missingProcesses"]
    assert missing == {"id": missing["id"], "name": COTTON, "impacts": ["wtu"]}
    (warning,) = messages(answer)
    assert "(wtu)" in warning


def test_what_is_left_out_may_be_five_percent(client: Client, own: Import, token: str) -> None:
    own(lambda process: None if process.name == ORGANIC else 1.0)

    def blend(share: float) -> Any:
        materials = [
            {"id": "ei-coton", "share": 1 - share},
            {"id": "ei-coton-organic", "share": share},
        ]
        return post(client, PORTAL_TSHIRT | {"materials": materials}, "", token).json()

    little, much = blend(0.1), blend(0.4)
    assert little["impacts"]["wtu"] > 0
    assert [one["name"] for one in little["meta"]["own"]["missingProcesses"]] == [ORGANIC]
    assert much["impacts"]["wtu"] is None


def test_an_accepted_deviation_is_named_in_the_answers_that_use_it(
    client: Client, own: Import, token: str, method: Method
) -> None:
    cotton = next(one for one in method.dataset.processes.values() if one.name == COTTON)
    own(lambda process: 1.2 if process is cotton else 1.0, accept=[cotton.id])
    answer = post(client, PORTAL_TSHIRT, "", token).json()
    assert answer["meta"]["own"]["acceptedProcesses"] == [{"id": cotton.id, "name": COTTON}]
    assert answer["meta"]["own"]["ratios"]["ecs"][1] == pytest.approx(1.2, rel=1e-5)
    linen = PORTAL_TSHIRT | {"materials": [{"id": "ei-lin", "share": 1}]}
    answer = post(client, linen, "", token).json()
    assert answer["meta"]["own"]["acceptedProcesses"] == []


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/food", {"ingredients": [{"id": "4d5198e7-413a-4ae2-8448-535aa3b302ae", "mass": 9}]}),
        (
            "/api/object/simulator",
            {
                "components": [
                    {
                        "quantity": 1,
                        "custom": {
                            "elements": [
                                {"amount": 1, "material": "dc44ae3c-8552-5822-a76d-f95ef68682da"}
                            ]
                        },
                    }
                ]
            },
        ),
    ],
)
def test_food_and_objects_too(
    client: Client, own: Import, token: str, path: str, body: Any
) -> None:
    own(lambda _process: 1.0)
    response = client.post(
        path,
        json.dumps(body),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )
    assert response["X-Ecobalyse-Impacts"] == "own"
    answer = response.json()
    results = answer.get("results", answer)
    assert results.get("total", results.get("impacts"))["wtu"] > 0
    assert answer["meta"]["own"]["processes"] == 474
    # Sub-scores only exist with official figures.
    assert results.get("scoring", {}).get("climate") is None


def test_a_batch_and_an_explanation_are_of_the_same_level(
    client: Client, own: Import, token: str
) -> None:
    own(lambda process: None if process.name == ORGANIC else 1.0)
    headers = {"Authorization": f"Bearer {token}"}
    response = client.post(
        "/api/textile/simulator/batch",
        json.dumps([PORTAL_TSHIRT]),
        content_type="application/json",
        headers=headers,
    )
    assert response["X-Ecobalyse-Impacts"] == "own"
    (answer,) = json.loads(content(response))
    single = post(client, PORTAL_TSHIRT, "", token).json()
    assert answer["impacts"] == single["impacts"]


def test_the_document_describes_these_answers(client: Client, own: Import, token: str) -> None:
    own(lambda process: None if process.name == COTTON else 1.0)
    document = client.get("/api").json()
    answer = post(client, PORTAL_TSHIRT, "", token).json()
    schema = document["paths"]["/api/textile/simulator"]["post"]["responses"]["200"]["content"][
        "application/json"
    ]["schema"]
    assert list(validator(document, schema).iter_errors(answer)) == []
