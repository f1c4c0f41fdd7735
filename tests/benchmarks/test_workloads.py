"""What is sent: requests that this version answers, and the page's form as a browser sends it."""

import gzip
import json

import pytest
from django.test import Client

from benchmarks.workloads import CODES, form_fields, workloads
from tests.web.test_textile_simulator import controls_of

pytestmark = pytest.mark.any_store


def page_of(client: Client) -> str:
    return client.get("/textile/").content.decode()


def test_the_form_is_what_a_browser_sends(client: Client) -> None:
    page = page_of(client)
    expected = controls_of(page)
    found = form_fields(page)
    assert sorted(found) == sorted(
        (name, value) for name, values in expected.lists() for value in values
    )


def test_every_request_is_answered(client: Client) -> None:
    loads = workloads(page_of(client))
    assert tuple(workload.code for workload in loads) == CODES
    for workload in loads:
        for body in (workload.bodies[0], workload.bodies[-1]):
            encoded = "Accept-Encoding: gzip" in workload.headers
            answer = client.post(
                workload.path,
                body,
                content_type=workload.kind,
                headers={"Accept-Encoding": "gzip"} if encoded else {},
            )
            assert answer.status_code == 200, workload.code
            content = answer.getvalue()
            if workload.code == "batch":
                items = json.loads(content)
                assert len(items) == workload.garments
                assert {item["status"] for item in items} == {200}
            if workload.code == "update":
                # The score of the mass that was typed, not an error nor the whole page.
                text = gzip.decompress(content).decode()
                assert 'id="score"' in text
                assert "field-error" not in text.partition('id="results"')[0]


def test_a_request_is_whole_and_keeps_its_connection_if_asked(client: Client) -> None:
    [update] = [one for one in workloads(page_of(client)) if one.code == "update"]
    [first, *_] = update.requests(host="example.test:81", prefix="/here", kept=True)
    head, _, body = first.partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert lines[0] == "POST /here/textile/fragment/ HTTP/1.1"
    assert "Host: example.test:81" in lines
    assert f"Content-Length: {len(body)}" in lines
    assert not any(line.startswith("Connection:") for line in lines)
    assert b"Connection: close\r\n" in update.requests()[0]
