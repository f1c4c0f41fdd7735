"""Batches as tests send them, and what each item must equal: a single call."""

import json
from collections.abc import Iterable
from typing import Any

from django.test import Client

from tests.conformance.cases import read_cases, read_shared

JSON, LINES = "application/json", "application/x-ndjson"
# For each sector: its simulator, and the endpoint that gives the stages.
SINGLE = {
    "textile": ("/api/textile/simulator", "/api/textile/simulator/detailed"),
    "food": ("/api/food", "/api/food"),
    "object": ("/api/object/simulator", "/api/object/simulator"),
    "veli": ("/api/veli/simulator", "/api/veli/simulator"),
}
_STAGES = (
    "materials",
    "spinning",
    "fabric",
    "ennobling",
    "making",
    "distribution",
    "use",
    "endOfLife",
)


def post(
    client: Client, path: str, body: bytes | str, kind: str = JSON, token: str | None = None
) -> Any:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    return client.post(path, body, content_type=kind, headers=headers)


def content(response: Any) -> bytes:
    """The body of an answer, whether sent at once or streamed."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def batch(
    client: Client,
    sector: str,
    items: Iterable[Any],
    asked: str = "",
    kind: str = JSON,
    token: str | None = None,
) -> list[dict[str, Any]]:
    """Send items in one call, and read their answers, which are in order."""
    texts = [json.dumps(item) for item in items]
    body = f"[{','.join(texts)}]" if kind == JSON else "\n".join(texts)
    response = post(client, f"{SINGLE[sector][0]}/batch{asked}", body, kind, token)
    assert response.status_code == 200
    assert response["Content-Type"] == kind
    sent = content(response)
    found = json.loads(sent) if kind == JSON else [json.loads(line) for line in sent.splitlines()]
    assert [answer["index"] for answer in found] == list(range(len(texts)))
    return found


def expected(client: Client, sector: str, item: Any, token: str | None = None) -> dict[str, Any]:
    """What a batch with stages and echo must return for an item, taken from single calls."""
    answers = []
    for path in dict.fromkeys(SINGLE[sector]):
        response = post(client, path, json.dumps(item), token=token)
        answers.append(response.json())
        if response.status_code != 200:
            return {"status": response.status_code, "error": answers[0]["error"]}
    one, whole = answers[0], answers[-1]
    said = {
        "status": 200,
        "warnings": one["meta"]["warnings"],
        "methodVersion": one["meta"]["methodVersion"],
        "query": one["query"],
    }
    return said | {"textile": _garment, "food": _recipe}.get(sector, _product)(one, whole)


def _garment(one: dict[str, Any], whole: dict[str, Any]) -> dict[str, Any]:
    assert one["impacts"] == whole["impacts"]
    stages = dict(zip(_STAGES, whole["lifeCycle"], strict=True))
    return {
        "impacts": one["impacts"],
        "durability": whole["durability"],
        "impactsWithoutDurability": whole["impactsWithoutDurability"],
        "stages": {name: stage["impacts"] for name, stage in stages.items()}
        | {"transports": whole["transport"]["impacts"], "trims": whole["trimsImpacts"]},
        "uncountedStages": [name for name, stage in stages.items() if not stage["enabled"]],
        "complementsImpacts": whole["complementsImpacts"],
    }


def _recipe(one: dict[str, Any], whole: dict[str, Any]) -> dict[str, Any]:
    results = one["results"]
    return {
        "impacts": results["total"],
        "stages": {
            "ingredients": results["recipe"]["ingredientsTotal"],
            "transform": results["recipe"]["transform"],
            "packaging": results["packaging"],
            "transports": results["transports"]["impacts"],
            "distribution": results["distribution"]["total"],
            "preparation": results["preparation"],
        },
        "complementsImpacts": results["recipe"]["totalBonusImpact"],
    }


def _product(one: dict[str, Any], whole: dict[str, Any]) -> dict[str, Any]:
    return {"impacts": one["impacts"], "stages": one["stages"]}


def cases(name: str) -> list[Any]:
    """The requests of a file of this repository's cases."""
    return [case["query"] for case in read_cases(name)]


def shared(name: str) -> list[Any]:
    """The requests of a file of the reference's answers."""
    return [record["query"] for record in read_shared(name)]
