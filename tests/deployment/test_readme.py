"""A newcomer's walk through the README: its commands, copied literally, in a fresh copy."""

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.deployment.releases import REPOSITORY, copy_repository
from tests.site.server import _free_port

pytestmark = pytest.mark.deployment


def commands() -> list[str]:
    """The blocks that a newcomer types, in order."""
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    walk = readme[: readme.index("## Réglages")]
    return re.findall(r"^```sh\n(.*?)^```", walk, re.MULTILINE | re.DOTALL)


def test_the_walk_through_the_readme_works(tmp_path: Path) -> None:
    copy = copy_repository(tmp_path / "copy")
    port = str(_free_port())
    bash = shutil.which("bash")
    assert bash
    kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    environment = kept | {"PORT": port, "WEB_CONCURRENCY": "1", "PYTHON": sys.executable}
    blocks = commands()
    assert blocks[0] == "make run\n"
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
            calls = [block for block in blocks if "curl" in block]
            assert len(calls) >= 2
            for block in calls:
                typed = block.replace("localhost:8000", f"localhost:{port}")
                # A newcomer has seen the address; gunicorn may still be opening its port.
                typed = typed.replace("curl ", "curl --retry 20 --retry-connrefused ")
                run = subprocess.run(
                    [bash, "-euo", "pipefail", "-c", typed],
                    cwd=copy,
                    env=environment,
                    capture_output=True,
                    text=True,
                    check=False,
                )
                assert run.returncode == 0, run.stderr
                assert '"ecs":1754.6384371121455' in run.stdout
            assert '"impactsLevel":"indicative"' in run.stdout
        finally:
            os.killpg(server.pid, signal.SIGTERM)
    second = subprocess.run(
        ["make", "--dry-run", "run"],
        cwd=copy,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "manage.py serve" in second.stdout
    # All that takes time was done by the first start.
    assert not re.search(r"venv|pip|compile|collectstatic", second.stdout.replace(".venv", ""))
