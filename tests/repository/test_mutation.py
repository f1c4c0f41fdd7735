"""The session of tests that mutants are run against passes: nobody tries it every day."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]


@pytest.mark.slow
def test_the_tests_of_mutants_pass_where_mutants_are(tmp_path: Path) -> None:
    """In a copy of what mutmut copies, but for the tests that take longest."""
    tables = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    asked = tables["mutmut"]
    for name in ("tests", *asked["source_paths"], *asked["also_copy"]):
        source, copy = REPOSITORY / name, tmp_path / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy)
    longest = {"tests/conformance": "tests/conformance/test_complete.py"}
    selection = [longest.get(word, word) for word in asked["pytest_add_cli_args_test_selection"]]
    selection.append("--ignore=tests/answers/test_spreadsheet.py")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *asked["pytest_add_cli_args"], *selection],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert " passed" in run.stdout
