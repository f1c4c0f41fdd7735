"""A newcomer's walk through each README: its commands, copied literally, in a fresh copy."""

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.deployment.releases import REPOSITORY, copy_repository
from tests.site.ports import free_port

pytestmark = pytest.mark.deployment

# Run separately: the server that everything else calls, and the tests, including this one.
SERVE, TEST = "make run\n", "make test\n"
SCORE = "1754.6384371121455"


def blocks(name: str) -> list[tuple[str, str]]:
    """The language and the text of the blocks that a newcomer types, in order."""
    readme = (REPOSITORY / name).read_text(encoding="utf-8")
    return re.findall(r"^```(\w+)\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", ["README.md", "README.en.md"])
def test_the_walk_through_a_readme_works(tmp_path: Path, name: str) -> None:
    copy = copy_repository(tmp_path / "copy")
    port = str(free_port())
    bash = shutil.which("bash")
    assert bash
    kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    environment = kept | {"PORT": port, "WEB_CONCURRENCY": "1", "PYTHON": sys.executable}
    typed = blocks(name)
    assert typed[0] == ("sh", SERVE)
    assert ("sh", TEST) in typed
    printed = []
    with subprocess.Popen(
        ["make", "run"],
        cwd=copy,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    ) as server:
        try:
            assert server.stdout is not None
            for line in server.stdout:
                if f"http://localhost:{port}/" in line:
                    break
            for language, text in typed:
                if text in (SERVE, TEST):
                    continue
                code = text.replace("localhost:8000", f"localhost:{port}")
                # The address has been printed, but gunicorn may not listen yet.
                code = code.replace("curl ", "curl --retry 20 --retry-connrefused ")
                command = {
                    "sh": [bash, "-euo", "pipefail", "-c", code],
                    "python": [str(copy / ".venv" / "bin" / "python"), "-c", code],
                }[language]
                run = subprocess.run(
                    command, cwd=copy, env=environment, capture_output=True, text=True, check=False
                )
                assert run.returncode == 0, f"{code}\n{run.stderr}"
                printed.append(run.stdout)
        finally:
            os.killpg(server.pid, signal.SIGTERM)
    assert sum(f'"ecs":{SCORE}' in text for text in printed) == 2
    assert '"impactsLevel":"indicative"' in printed[-1]
    assert any(text.startswith("1776.91") for text in printed)
    assert (copy / "resultat.csv").read_text(encoding="utf-8").count("\n") == 3
    again = subprocess.run(
        ["make", "--dry-run", "run"],
        cwd=copy,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "manage.py serve" in again
    # The first start did everything that takes long.
    assert not re.search(r"venv|pip|compile|collectstatic", again.replace(".venv", ""))
