"""The session of tests that mutants are run against begins: nobody tries it every day."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]


@pytest.mark.slow
def test_the_tests_of_mutants_are_found_and_some_of_them_run() -> None:
    tables = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    asked = tables["mutmut"]
    words = [*asked["pytest_add_cli_args"], *asked["pytest_add_cli_args_test_selection"]]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *words, "-k", "ironing or sectors_are or french"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert " passed" in run.stdout
