"""A machine with stand-ins for the repository, its installation and its service.

The scripts of deploy/ take a moment on it; complete installations are tested in tests/deployment.
"""

import os
import shutil
import subprocess
from pathlib import Path

DEPLOY = Path(__file__).parents[2] / "deploy"


class Site:
    """Folders that stand in for a machine's, and a service that behaves as the test says."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.root = directory / "opt"
        self.backups = directory / "backups"
        self.source = directory / "source"
        (self.source / "deploy").mkdir(parents=True)
        self.backups.mkdir()
        for name in ("update.sh", "rollback.sh", "switch.sh"):
            shutil.copy2(DEPLOY / name, self.source / "deploy" / name)
        self.script(
            self.source / "deploy/install.sh",
            'cd "$(dirname "$0")/.." && mkdir .venv && touch .venv/pyvenv.cfg',
        )
        self.script(
            self.source / "deploy/manage.sh",
            f'[ "$1" != backup_accounts ] || touch "$2"; echo "$@" >>{directory}/managed',
        )
        # The service becomes what the link points to, unless "stuck" keeps it as it is.
        self.script(
            directory / "restart",
            f"[ ! -e {directory}/broken ] || exit 1\n"
            f"[ -e {directory}/stuck ] || readlink {self.root}/current >{directory}/process",
        )
        # Any version can be made not to answer.
        self.script(
            directory / "ready",
            f'[ ! -e "{directory}/mute-$(basename "$(cat {directory}/process)")" ]',
        )
        (directory / "process").touch()

    @staticmethod
    def script(path: Path, text: str) -> None:
        path.write_text(f"#!/bin/bash\n{text}\n", encoding="utf-8")
        path.chmod(0o755)

    def run(self, script: str, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        environment = {
            "PATH": os.environ["PATH"],
            "ROOT": str(self.root),
            "BACKUPS": str(self.backups),
            "RESTART": str(self.directory / "restart"),
            "READY": str(self.directory / "ready"),
            "RUNNING": f"cat {self.directory / 'process'}",
            "TRIES": "1",
        }
        return subprocess.run(
            [str(self.source / "deploy" / script), *words],
            env=environment | variables,
            capture_output=True,
            text=True,
            check=False,
        )

    def update(self, version: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return self.run("update.sh", str(self.source), version, **variables)

    def install(self, *versions: str) -> None:
        for version in versions:
            run = self.update(version)
            assert run.returncode == 0, run.stderr
            assert f"La version {version} sert." in run.stdout

    def fault(self, name: str) -> None:
        (self.directory / name).touch()

    @property
    def installed(self) -> set[str]:
        return {path.name for path in (self.root / "releases").iterdir()}

    @property
    def current(self) -> str:
        return (self.root / "current").readlink().name
