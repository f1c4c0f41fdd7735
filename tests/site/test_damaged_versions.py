"""A damaged added version does not affect the others, and the operator is told."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conformance.test_textile import PORTAL_TSHIRT
from tests.operation.test_doctor import line_of
from tests.site.commands import manage
from tests.site.databases import make_database
from tests.site.server import REPOSITORY, Server

SHIPPED = REPOSITORY / "scoring" / "data" / "v7.0.0"


def add(data: Path, version: str, written: str | None = None) -> Path:
    """A copy of the shipped version under another name."""
    added = data / "methods" / version
    shutil.copytree(SHIPPED, added)
    manifest = added / "manifest.toml"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace('"v7.0.0"', f'"{written or version}"', 1), encoding="utf-8")
    return added


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """v7.1.0 is intact; the others are damaged, each in its own way."""
    data = tmp_path_factory.mktemp("data")
    add(data, "v7.1.0")
    with (add(data, "v7.2.0") / "processes.csv").open("a", encoding="utf-8") as file:
        file.write("x")
    (add(data, "v7.3.0") / "roles.toml").unlink()
    (add(data, "v7.4.0") / "manifest.toml").write_bytes(b"\xff\xfe")
    add(data, "v7.5.0", written="v7.6.0")
    (data / "methods" / "v7.7.0").mkdir()
    manifest = add(data, "v8.5.0") / "manifest.toml"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace('rules = "v7"', 'rules = "v8"'), encoding="utf-8")
    make_database(data)
    return data


DAMAGED = ["v7.2.0", "v7.3.0", "v7.4.0", "v7.5.0", "v7.7.0", "v8.5.0"]


@pytest.fixture(scope="module")
def server(data: Path) -> Iterator[Server]:
    with Server(data, WEB_CONCURRENCY="1") as started:
        # The second line, after the address.
        assert started.process.stdout is not None
        started.announced += started.process.stdout.readline().decode()
        yield started


def test_the_sound_ones_are_served(server: Server) -> None:
    expected = server.post("/api/textile/simulator", PORTAL_TSHIRT)[1]["impacts"]["ecs"]
    for version in ("v7.0.0", "v7.1.0"):
        status, body = server.post(f"/versions/{version}/api/textile/simulator", PORTAL_TSHIRT)
        assert (status, body["impacts"]["ecs"]) == (200, expected)
    assert server.ask("GET", "/readyz").status == 200
    assert b"v7.1.0" in server.ask("GET", "/versions/").body


@pytest.mark.parametrize("version", DAMAGED)
def test_a_damaged_one_is_no_version(server: Server, version: str) -> None:
    status, body = server.post(f"/versions/{version}/api/textile/simulator", PORTAL_TSHIRT)
    assert (status, body["error"]) == (404, "Version not found")
    assert server.ask("GET", f"/versions/{version}/textile/").status == 404
    assert version.encode() not in server.ask("GET", "/versions/").body


def test_the_start_the_log_and_the_diagnosis_name_each(server: Server, data: Path) -> None:
    log = (data / "server.log").read_text(encoding="utf-8")
    run = manage("doctor", data=data)
    assert line_of(run, "données").startswith("DÉFAUT")
    for version in DAMAGED:
        assert version in server.announced
        assert version in log
        assert version in line_of(run, "données")
    assert "v7.1.0" not in server.announced
    assert "processes.csv" in run.stdout
    assert "n'a pas les règles « v8 »" in run.stdout
    assert "Traceback" not in log


def test_an_instance_whose_own_version_is_damaged_does_not_start(data: Path) -> None:
    run = manage("serve", data=data, METHOD_VERSION="v7.2.0")
    assert run.returncode == 1
    assert "processes.csv" in run.stderr
    assert "Traceback" not in run.stderr
