"""The repository itself: locks, migrations, and what must not be in it."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

REPOSITORY = Path(__file__).parents[2]
LOCKS = sorted((REPOSITORY / "requirements").glob("*.txt"))
OLD_PYTHONS = [
    path for name in ("python2.7", "python3.6", "python3.9") if (path := shutil.which(name))
]


def test_there_are_locks_for_running_and_for_development() -> None:
    assert [path.name for path in LOCKS] == [
        "brightway.txt",
        "clients.txt",
        "compile.txt",
        "dev.txt",
        "docs.txt",
        "lint.txt",
        "mutants.txt",
        "production.txt",
        "release.txt",
        "runtime.txt",
        "spark.txt",
    ]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_pins_every_package_with_hashes_and_names_no_host(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    assert "--extra" not in text
    packages = re.findall(r"^([a-z0-9][\w.\-\[\]]*)==(\S+)", text, re.MULTILINE)
    assert len(packages) >= 7
    joined = text.replace("\\\n", " ")
    for line in joined.splitlines():
        if line and not line.lstrip().startswith("#"):
            assert "==" in line
            assert "--hash=sha256:" in line


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", "--check", "--dry-run", stdout=StringIO())


def tracked_files() -> list[Path]:
    """The files that git knows and that exist."""
    if shutil.which("git") is None or not (REPOSITORY / ".git").exists():
        pytest.skip("the tests run outside a git checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    return [path for name in filter(None, listed) if (path := REPOSITORY / name).is_file()]


def test_tracked_files_are_ours_and_small() -> None:
    for path in tracked_files():
        assert path.name not in ("processes.json", "ingredients.json"), path
        assert path.stat().st_size < 1_500_000, path


def test_no_module_is_too_long_to_hold_one_idea() -> None:
    modules = [path for path in tracked_files() if path.suffix == ".py"]
    assert len(modules) > 500
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules}
    assert {path: length for path, length in lengths.items() if length > 400} == {}


def test_the_readmes_commands_exist() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    used = set(re.findall(r"^make ([a-z-]+)", readme, re.MULTILINE))
    assert {"run", "test"} <= used
    for target in used:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


@pytest.mark.parametrize("python", OLD_PYTHONS)
def test_a_python_too_old_is_said_plainly(python: str) -> None:
    run = subprocess.run(
        [python, "scripts/check_python.py"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    if "not found" in run.stderr or "pyenv" in run.stderr:
        pytest.skip("this Python is announced but not installed")
    assert run.returncode == 1
    assert "3.11" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_copy_that_one_cannot_write_to_is_one_sentence() -> None:
    other = 65_534 if os.getuid() == 0 else None
    with tempfile.TemporaryDirectory() as directory:
        shutil.copy(REPOSITORY / "Makefile", directory)
        for part in ("requirements", "static"):
            shutil.copytree(REPOSITORY / part, Path(directory, part))
        Path(directory).chmod(0o555)
        run = subprocess.run(
            ["make", "run"],
            cwd=directory,
            user=other,
            capture_output=True,
            text=True,
            check=False,
        )
        Path(directory).chmod(0o755)
    assert run.returncode != 0
    assert "Impossible d'écrire dans le dossier « . »" in run.stderr
    assert "Traceback" not in run.stderr


def test_this_python_is_recent_enough() -> None:
    run = subprocess.run([sys.executable, "scripts/check_python.py"], cwd=REPOSITORY, check=False)
    assert run.returncode == 0
