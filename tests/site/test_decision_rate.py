"""How answers that compute a garment hundreds of times count in the rate limit (decisions.md 5)."""

import json
from typing import Any

import pytest
from django.test import Client

from tests.site.counting import fresh_address

pytestmark = pytest.mark.services
LABEL: dict[str, Any] = {"product": "tshirt", "materials": [{"id": "ei-coton", "share": 1}]}
TSHIRT = LABEL | {"mass": 0.17}


@pytest.mark.parametrize(
    ("path", "body", "cost"),
    [
        ("levers", TSHIRT, 5),
        ("differences", {"from": TSHIRT, "to": TSHIRT | {"mass": 0.15}}, 4),
        ("estimate", LABEL, 20),
    ],
)
def test_an_answer_counts_for_what_it_computes(
    counters: Any, path: str, body: Any, cost: int
) -> None:
    def post(client: Client) -> Any:
        text = json.dumps(body)
        return client.post(f"/api/textile/{path}", text, content_type="application/json")

    counters.RATELIMIT_MAX_RPM = 30
    answer = post(Client(REMOTE_ADDR=fresh_address()))
    assert (answer.status_code, answer["X-RateLimit-Remaining"]) == (200, str(30 - cost))
    counters.RATELIMIT_MAX_RPM = 3
    refused = post(Client(REMOTE_ADDR=fresh_address()))
    assert refused.status_code == 429
    assert f"This call counts as {cost} requests." in refused.json()["error"]
