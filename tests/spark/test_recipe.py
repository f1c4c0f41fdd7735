"""Spark scores the partitions of a data frame as single calls do (catalogue.md 5).

``make test-spark`` installs Spark beside the application; ``SPARK_PYTHON`` is the Python of it.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from scoring.engine.method import Method
from tests.catalogue.files import requests, score_of

pytestmark = pytest.mark.spark

REPOSITORY = Path(__file__).parents[2]
PYTHON = Path(os.environ.get("SPARK_PYTHON", REPOSITORY / ".venv" / "spark" / "bin" / "python"))
SECONDS = 600


def test_partitions_have_the_scores_of_single_calls(method: Method) -> None:
    missing = [] if shutil.which("java") else ["java"]
    missing += [] if PYTHON.is_file() else [str(PYTHON)]
    assert not missing, f"il manque {', '.join(missing)} : lancez « make test-spark »"
    run = subprocess.run(
        [PYTHON, "-m", "tests.spark.recipe"],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    assert run.returncode == 0, run.stderr
    scores = json.loads(run.stdout.splitlines()[-1])
    assert scores == {str(number): score_of(method, body) for number, body in enumerate(requests())}
