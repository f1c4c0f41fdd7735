"""The command that "make run" writes into the environment."""

import os
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]


def test_the_command_runs_from_anywhere(tmp_path: Path) -> None:
    programs = tmp_path / "it's here" / "bin"
    programs.mkdir(parents=True)
    # The library needs no installed package: Python alone is enough.
    (programs / "python").symlink_to(Path(sys.executable).resolve())
    # Nothing from the current directory is imported.
    (tmp_path / "ecobalyse.py").write_text("raise SystemExit(3)")
    command = programs / "ecobalyse"
    script = REPOSITORY / "scripts" / "write_command.py"
    subprocess.run([sys.executable, str(script), str(command)], check=True)
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    found = subprocess.run(
        [str(command), "lists", "materials"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.stderr == ""
    assert "ei-coton" in found.stdout
