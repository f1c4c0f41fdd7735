"""The steps of the Containerfile, run one by one in an empty folder, without a container engine."""

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import urllib.request
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests.conformance.test_textile import PORTAL_TSHIRT
from tests.deployment.releases import REPOSITORY, copy_repository
from tests.site.ports import free_port

pytestmark = pytest.mark.deployment
_TRIES = 300


def steps() -> list[tuple[str, str]]:
    """The instructions of the file, in order: name and words."""
    text = (REPOSITORY / "deploy/container/Containerfile").read_text(encoding="utf-8")
    joined = re.sub(r"\\\n\s*", "", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE))
    return [
        (name, words) for name, _, words in (line.partition(" ") for line in joined.splitlines())
    ]


def remove_ignored(tree: Path) -> None:
    """Leave out what .dockerignore excludes."""
    ignored = (REPOSITORY / ".dockerignore").read_text(encoding="utf-8").split()
    for path in sorted(tree.rglob("*"), reverse=True):
        name = str(path.relative_to(tree))
        if (
            any(fnmatch(name, pattern) or fnmatch(name, f"{pattern}/*") for pattern in ignored)
            and path.is_file()
        ):
            path.unlink()


def test_its_steps_build_and_run_the_application(tmp_path: Path) -> None:
    application, data = tmp_path / "application", tmp_path / "data"
    application.mkdir()
    place = {"/application": str(application), "/data": str(data)}
    variables = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHON": sys.executable}
    if cache := os.environ.get("PIP_CACHE_DIR"):
        variables["PIP_CACHE_DIR"] = cache
    port = free_port()
    command: list[str] = []
    check: list[str] = []
    for name, words in steps():
        if (name, words) == ("COPY", ". ."):
            copy_repository(application)
            remove_ignored(application)
            assert not (application / "tests").exists() or not any(
                path.is_file() for path in (application / "tests").rglob("*")
            )
        elif name == "RUN" and not any(word in words for word in ("useradd", "apt-get")):
            run = subprocess.run(
                ["/bin/sh", "-c", words],
                cwd=application,
                env=variables,
                capture_output=True,
                text=True,
                check=False,
            )
            assert run.returncode == 0, run.stderr
        elif name == "RUN" and "useradd" in words:
            # Creating the account needs an engine; its folder is created as the step says.
            data.mkdir(mode=0o700)
        elif name == "RUN":
            # So does installing the compiler, which must be on this machine.
            assert "gcc" in words
        elif name == "ENV":
            for pair in shlex.split(words):
                key, _, value = pair.partition("=")
                variables[key] = place.get(value, value)
        elif name == "CMD":
            command = json.loads(words)
        elif name == "HEALTHCHECK":
            check = json.loads(words.partition("CMD ")[2])
        else:
            assert name in {"FROM", "LABEL", "WORKDIR", "COPY", "USER", "VOLUME", "EXPOSE"} or (
                # The argument is only used in the label.
                (name, words) in {("STOPSIGNAL", "SIGTERM"), ("ARG", 'VERSION=""'), ("", "")}
            ), name

    assert variables["BIND"] == "0.0.0.0:8000"
    variables |= {"BIND": f"127.0.0.1:{port}", "WEB_CONCURRENCY": "1"}
    check = [word.replace(":8000", f":{port}") for word in check]
    said = subprocess.run(
        [".venv/bin/python", "-m", "ecobalyse", "--version"],
        cwd=application,
        env=variables,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "(compilé)" in said
    migrated = subprocess.run(
        [".venv/bin/python", "manage.py", "migrate", "--verbosity", "0"],
        cwd=application,
        env=variables,
        check=False,
    )
    assert migrated.returncode == 0
    with subprocess.Popen(command, cwd=application, env=variables) as process:
        try:
            for _ in range(_TRIES):
                health = subprocess.run(
                    check, cwd=application, env=variables, capture_output=True, check=False
                )
                if health.returncode == 0 or process.poll() is not None:
                    break
            assert health.returncode == 0, health.stderr.decode()
            request = urllib.request.Request(
                f"http://127.0.0.1:{port}/api/textile/simulator",
                data=json.dumps(PORTAL_TSHIRT).encode(),
                headers={"Content-Type": "application/json"},
            )
            with urllib.request.urlopen(request) as response:
                assert json.load(response)["impacts"]["ecs"] == 1754.6384371121455
        finally:
            process.send_signal(signal.SIGTERM)
    assert process.returncode == 0
    written = {path.name for path in data.iterdir()}
    assert written == {"secret_key", "db.sqlite3"} | {
        name for name in written if name.startswith("db.sqlite3-")
    }
