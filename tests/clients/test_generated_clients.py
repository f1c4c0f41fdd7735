"""Standard tools accept the document as served, and the clients they generate work.

Each generator makes a client, whose types are checked, and which calls every operation of a live
instance. "make test-clients" installs the tools; ``CLIENT_TOOLS`` is where they are.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.clients import typescript
from tests.clients.document import operations
from tests.site.commands import manage_served
from tests.site.databases import make_served_database
from tests.site.server import REPOSITORY, Server

pytestmark = pytest.mark.clients

HERE = Path(__file__).parent
TOOLS = Path(os.environ.get("CLIENT_TOOLS", REPOSITORY / ".venv" / "clients"))
PROGRAMS = TOOLS / "bin"
NODE_MODULES = TOOLS / "node_modules"
SECONDS = 300


@pytest.fixture(scope="module", autouse=True)
def _tools() -> None:
    """Fail if a tool is missing: nothing else would say that nothing was tested."""
    missing = [name for name in ("java", "node") if shutil.which(name) is None]
    missing += [str(path) for path in (PROGRAMS, NODE_MODULES) if not path.is_dir()]
    assert not missing, f"il manque {', '.join(missing)} : lancez « make test-clients »"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    data = tmp_path_factory.mktemp("called")
    make_served_database(data)
    with Server(data, WEB_CONCURRENCY="2", RATELIMIT_MAX_RPM="0") as started:
        yield started


@pytest.fixture(scope="module")
def token(server: Server) -> str:
    return manage_served(server.data, "create_token", "client@example.org").stdout.strip()


@pytest.fixture(scope="module")
def document(server: Server) -> dict[str, Any]:
    found: dict[str, Any] = server.ask("GET", "/api").json
    return found


@pytest.fixture
def workshop(server: Server, tmp_path: Path) -> Path:
    """A directory with the document as served, and Node's packages next to it."""
    (tmp_path / "openapi.json").write_bytes(server.ask("GET", "/api").body)
    (tmp_path / "node_modules").symlink_to(NODE_MODULES)
    shutil.copy(HERE / "tools" / "tsconfig.json", tmp_path)
    shutil.copy(HERE / "tools" / "redocly.yaml", tmp_path)
    return tmp_path


def run(directory: Path, *command: str | Path) -> str:
    """Run a tool, which must succeed, without access to other hosts."""
    done = subprocess.run(
        command,
        cwd=directory,
        env=os.environ
        | {
            "PATH": f"{PROGRAMS.resolve()}:{os.environ['PATH']}",
            "REDOCLY_TELEMETRY": "off",
            "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true",
        },
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, f"{command[0]}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def node(name: str) -> Path:
    """A program of Node's packages."""
    return NODE_MODULES.resolve() / ".bin" / name


def check_all_called(printed: str, document: dict[str, Any]) -> None:
    """Compare the operations that were called with those of the document."""
    assert sorted(printed.split()) == sorted(one.name for one in operations(document))


@pytest.mark.parametrize("query", ["", "?lang=en"])
def test_the_document_is_valid_as_served(server: Server, workshop: Path, query: str) -> None:
    (workshop / "openapi.json").write_bytes(server.ask("GET", f"/api{query}").body)
    run(workshop, "openapi-spec-validator", "openapi.json")
    said = run(workshop, node("redocly"), "lint", "openapi.json")
    assert "Your API description is valid" in said
    assert "warning" not in said.partition("validating")[2].lower()


def test_openapi_python_client(
    server: Server, token: str, document: dict[str, Any], workshop: Path
) -> None:
    said = run(
        workshop,
        *("openapi-python-client", "generate", "--path", "openapi.json"),
        *("--output-path", "generated", "--meta", "none"),
    )
    # The tool reports the operations that it leaves out.
    assert "warning" not in said.lower(), said
    run(workshop, "mypy", "--config-file", HERE / "tools" / "mypy.ini", "generated")
    printed = run(
        workshop,
        *("python", HERE / "call_openapi_python_client.py", workshop, "openapi.json"),
        *(server.address.rstrip("/"), token),
    )
    check_all_called(printed, document)


def test_openapi_generator_for_python(
    server: Server, token: str, document: dict[str, Any], workshop: Path
) -> None:
    run(
        workshop,
        *("openapi-generator-cli", "generate", "-i", "openapi.json", "-g", "python", "-o", "made"),
        "--additional-properties=packageName=generated",
    )
    run(workshop / "made", "mypy", "--config-file=pyproject.toml", "generated")
    printed = run(
        workshop,
        *("python", HERE / "call_openapi_generator.py", workshop / "made", "openapi.json"),
        *(server.address.rstrip("/"), token),
    )
    check_all_called(printed, document)


def test_openapi_generator_for_typescript_with_axios(
    server: Server, token: str, document: dict[str, Any], workshop: Path
) -> None:
    run(
        workshop,
        *("openapi-generator-cli", "generate", "-i", "openapi.json", "-g", "typescript-axios"),
        *("-o", "axios"),
    )
    calls = typescript.axios_calls(operations(document))
    check_typescript(server, token, document, workshop, calls)


def test_openapi_typescript(
    server: Server, token: str, document: dict[str, Any], workshop: Path
) -> None:
    run(workshop, node("openapi-typescript"), "openapi.json", "-o", "schema.d.ts")
    calls = typescript.fetch_calls(operations(document))
    check_typescript(server, token, document, workshop, calls)


def check_typescript(
    server: Server, token: str, document: dict[str, Any], workshop: Path, calls: str
) -> None:
    """Compile a program, and have it call the server."""
    (workshop / "calls.ts").write_text(calls, encoding="utf-8")
    (workshop / "package.json").write_text(json.dumps({"private": True}), encoding="utf-8")
    run(workshop, node("tsc"), "--project", "tsconfig.json")
    printed = run(workshop, "node", "compiled/calls.js", server.address.rstrip("/"), token)
    check_all_called(printed, document)
