"""Where a request's time goes: each module on its path belongs to a part, and the parts add up."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from django.test import Client

from accounts.services.api_tokens import create_token
from benchmarks.parts import OTHER, SHARED, TITLES, module_of, part_of, part_of_call, shares
from benchmarks.profile import profile, profile_table
from benchmarks.subjects import entitled
from benchmarks.workloads import Workload, workloads

Call = tuple[str, str, int]


@contextmanager
def calls_of() -> Iterator[set[Call]]:
    """Collect every Python function that is called."""
    found: set[Call] = set()

    def see(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            code = frame.f_code
            found.add((code.co_filename, code.co_qualname, code.co_firstlineno))

    sys.setprofile(see)
    try:
        yield found
    finally:
        sys.setprofile(None)


def send(client: Client, workload: Workload, token: str) -> Any:
    headers = {"token": token} if workload.entitled else {}
    return client.post(
        workload.path, workload.bodies[0], content_type=workload.kind, headers=headers
    )


@pytest.mark.any_store
def test_every_module_on_the_path_has_a_part(
    client: Client, db: None, django_user_model: Any
) -> None:
    owner = django_user_model.objects.create_user("bench@example.org")
    token = create_token(user=owner, label="bench")
    loads = workloads(client.get("/textile/").content.decode())
    seen: dict[str, set[str]] = {}
    for workload in loads:
        send(client, workload, token)
        with calls_of() as calls:
            answer = send(client, workload, token)
            answer.getvalue()
            answer.close()
        assert answer.status_code == 200
        parts = {call: part_of_call(*call) for call in calls}
        assert {module_of(call[0]) for call, part in parts.items() if part == OTHER} == set()
        seen[workload.code] = set(parts.values()) - {SHARED}
    scores = {"log", "django", "middleware", "limit", "view", "json", "parse", "levels"}
    assert seen["simulator"] >= scores | {"simulate", "weigh", "describe", "link", "echo"}
    assert "detail" in seen["detailed"]
    assert "page" in seen["update"]
    assert seen["simulator"] | seen["detailed"] | seen["update"] <= set(TITLES)


@pytest.mark.slow
def test_a_servers_time_is_told_by_part(tmp_path: Path) -> None:
    token = entitled(tmp_path)
    cores = sorted(os.sched_getaffinity(0))
    found = {
        one.workload.code: one
        for one in profile(tmp_path, token, 0.6, ("simulator", "token"), cores[-1])
    }
    for one in found.values():
        assert sum(one.shares.values()) == pytest.approx(1)
        assert one.shares.get(OTHER, 0) < 0.1
        assert set(one.shares) >= {"read", "send", "middleware", "simulate"}
        assert one.samples > 40
    assert "token" in found["token"].shares
    assert "page" not in found["simulator"].shares
    text = profile_table(list(found.values()))
    assert TITLES["simulate"] in text
    assert f"{found['token'].microseconds:,.0f}".replace(",", " ") in text


def test_the_innermost_module_with_a_part_decides() -> None:
    library = ("/v/lib/python3.11/site-packages/django/core/cache/backends/base.py", "add", 1)
    limit = ("/v/lib/python3.11/site-packages/django_ratelimit/core.py", "get_usage", 1)
    middleware = (str(Path("ecobalyse_site/middleware/rate_limit.py").resolve()), "count", 1)
    worker = ("/v/lib/python3.11/site-packages/gunicorn/workers/gthread.py", "run", 1)
    assert part_of((library, limit, middleware, worker)) == "limit"
    assert part_of((library, worker)) == "loop"
    assert part_of((library,)) == OTHER
    unknown = (str(Path("operation_new/module.py").resolve()), "run", 1)
    assert part_of((unknown, worker)) == "loop"
    new = (str(Path("scoring/new.py").resolve()), "run", 1)
    assert part_of((library, new, worker)) == OTHER


def test_shares_are_of_all_samples() -> None:
    worker = ("/v/lib/python3.11/site-packages/gunicorn/workers/gthread.py", "run", 1)
    parser = ("/v/lib/python3.11/site-packages/gunicorn/http/message.py", "parse", 1)
    assert shares([((worker,), 1), ((parser, worker), 3)]) == {"loop": 0.25, "read": 0.75}
