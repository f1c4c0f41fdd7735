"""The engine stands alone: it needs neither Django nor anything else that is installed."""

import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]

# Rejects every import from outside the standard library and this repository's engine.
ISOLATED_IMPORT = """
import pkgutil, sys

class OnlyStandardLibrary:
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if top not in sys.stdlib_module_names and top != "scoring":
            raise ImportError(f"the engine imports {name}")
        if top == "scoring" and name not in ("scoring", "scoring.compiled", "scoring.engine"):
            if not name.startswith("scoring.engine."):
                raise ImportError(f"the engine imports {name}")

sys.meta_path.insert(0, OnlyStandardLibrary())
import scoring.engine
for module in pkgutil.walk_packages(scoring.engine.__path__, "scoring.engine."):
    __import__(module.name)
    print(module.name)
"""


def test_every_module_of_the_engine_imports_without_django() -> None:
    run = subprocess.run(
        [sys.executable, "-c", ISOLATED_IMPORT],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stderr == ""
    assert "scoring.engine.textile.simulate" in run.stdout
