"""Libraries that the application does not use are not loaded in its processes."""

import json
import os
import subprocess
import sys
from pathlib import Path

_FIND = """
import json, sys
import ecobalyse_site.wsgi
loaded = [name for name in ("psycopg", "requests", "jinja2", "pygments") if name in sys.modules]
from django.urls import resolve
import django.contrib.postgres, pygments, requests
print(json.dumps([loaded, resolve("/api/textile/simulator").view_name]))
"""


def test_libraries_for_others_are_not_loaded_and_can_be_afterwards(tmp_path: Path) -> None:
    variables = {"DATA_DIR": str(tmp_path), "COUNTER_DIR": str(tmp_path), "DATABASE_URL": ""}
    run = subprocess.run(
        [sys.executable, "-c", _FIND],
        env=os.environ | variables,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) == [[], "textile-simulator"]
