"""The server as started in production: gunicorn, several workers, one port."""

import json
import urllib.request
from collections.abc import Iterator

import pytest

from tests.conformance.test_textile import PORTAL_TSHIRT
from tests.site.server import SpawnedServer


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SpawnedServer]:
    with SpawnedServer(tmp_path_factory.mktemp("instance"), WEB_CONCURRENCY="2") as started:
        yield started


def test_the_address_printed_answers_the_readmes_call(server: SpawnedServer) -> None:
    assert server.announced.rstrip().startswith("Méthode v7.0.0.")
    assert server.address in server.announced
    status, answer = server.post("/api/textile/simulator", PORTAL_TSHIRT)
    assert status == 200
    assert answer["impacts"]["ecs"] == 1754.6384371121455


def test_a_chunked_body_is_read(server: SpawnedServer) -> None:
    pieces = [piece.encode() for piece in json.dumps(PORTAL_TSHIRT)]
    request = urllib.request.Request(
        f"{server.address}api/textile/simulator",
        data=iter(pieces),
        headers={"Content-Type": "application/json", "Transfer-Encoding": "chunked"},
        method="POST",
    )
    with urllib.request.urlopen(request) as response:
        assert json.load(response)["impacts"]["ecs"] == 1754.6384371121455


def test_static_files_are_served_with_a_long_life(server: SpawnedServer) -> None:
    with urllib.request.urlopen(server.address) as response:
        page = response.read().decode()
    style = page.split('rel="stylesheet" href="/')[1].split('"')[0]
    with urllib.request.urlopen(server.address + style) as response:
        assert response.status == 200
        assert response.headers["Content-Type"].startswith("text/css")
