"""``make test-compiled``: compile in a copy of this folder, then compare and test what comes of it.

    python -m tests.compiled.session PYTHON PROCESSES [options of pytest]

``PYTHON`` has the compiler installed (``requirements/compile.txt``).
The compiled wheel is built once, installed in an empty environment, and the copy runs the tests of
the calculation with its libraries.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from itertools import zip_longest
from pathlib import Path

from tests.deployment.releases import copy_repository

TESTS = ("tests/conformance", "tests/engine", "tests/answers", "tests/catalogue", "tests/compiled")
GARMENT = '{"mass": 0.17, "product": "tshirt", "materials": [{"id": "ei-coton", "share": 1}]}'
EXAMPLE = f"import ecobalyse; print(repr(ecobalyse.textile({GARMENT})['impacts']['ecs']))"
# Every class of the program is made: one of Python has no ancestor that is compiled.
IMPORTS = """
import os, pkgutil, django
os.environ["DJANGO_SETTINGS_MODULE"] = "ecobalyse_site.settings"
django.setup()
import ecobalyse, operation, scoring
for package in (ecobalyse, operation, scoring):
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not module.name.endswith("__main__"):
            __import__(module.name)
"""


def main(compiler: str, processes: str, *options: str) -> int:
    """Run everything; the exit status is that of the first step that fails."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        copy = copy_repository(place / "copy")
        started = time.monotonic()
        wheel = build(compiler, copy, place / "wheel")
        _say(f"{wheel.name}, {time.monotonic() - started:.0f} s")
        _say(f"dans un environnement vide : {installed(wheel, place / 'venv')}")
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(copy, [name for name in archive.namelist() if "/_compiled/" in name])
        _say(f"{compare(copy, place)} réponses, les mêmes octets")
        environment = os.environ | {"PURE_PYTHON": "0", "DATA_DIR": str(place / "data")}
        subprocess.run([sys.executable, "-c", IMPORTS], cwd=copy, env=environment, check=True)
        command = [sys.executable, "-m", "pytest", "-q", "--numprocesses", processes]
        ended = subprocess.run(
            [*command, "-m", "not deployment", *TESTS, *options],
            cwd=copy,
            env=os.environ | {"PURE_PYTHON": "0"},
            check=False,
        )
        return ended.returncode


def build(compiler: str, source: Path, target: Path) -> Path:
    """Build the compiled wheel of a folder."""
    command = [compiler, "-m", "pip", "--disable-pip-version-check", "wheel", "--quiet"]
    command += ["--no-index", "--no-deps", "--no-build-isolation", "--wheel-dir", str(target)]
    subprocess.run([*command, str(source)], env=os.environ | {"ECOBALYSE_COMPILE": "1"}, check=True)
    [wheel] = target.iterdir()
    return wheel


def installed(wheel: Path, place: Path) -> str:
    """Install the wheel in an empty environment; returns its own version report and a score."""
    subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
    python = str(place / "bin" / "python")
    command = [python, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    subprocess.run([*command, "--no-index", str(wheel)], check=True)
    said = subprocess.run(
        [str(place / "bin" / "ecobalyse"), "--version"],
        cwd=place,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    score = subprocess.run(
        [python, "-P", "-c", EXAMPLE], cwd=place, capture_output=True, text=True, check=True
    ).stdout
    first = said.splitlines()[0]
    if not first.endswith("(compilé)"):
        raise SystemExit(f"La roue n'est pas compilée : {first}")
    return f"{first}, {score.strip()} points"


def compare(copy: Path, place: Path) -> int:
    """Send the same requests to the compiled form and to Python; returns how many answers agree."""
    answers = []
    for pure, form in (("1", "pure"), ("0", "compiled")):
        path = place / f"{form}.jsonl"
        with path.open("wb") as file:
            asked = subprocess.run(
                [sys.executable, "-m", "tests.compiled.answers"],
                cwd=copy,
                env=os.environ | {"PURE_PYTHON": pure},
                stdout=file,
                stderr=subprocess.PIPE,
                text=True,
                check=False,
            )
        if asked.returncode or asked.stderr.split() != [form]:
            raise SystemExit(f"{form} : {asked.stderr}")
        answers.append(path)
    with answers[0].open("rb") as one, answers[1].open("rb") as other:
        number = 0
        for number, (expected, found) in enumerate(zip_longest(one, other), start=1):
            if expected != found:
                raise SystemExit(f"Réponse {number} :\n{expected!r}\n{found!r}")
    return number


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    if not shutil.which("gcc") and not shutil.which("cc"):
        sys.exit("Il faut un compilateur C ; sous Debian : apt install gcc libc6-dev python3-dev")
    sys.exit(main(*sys.argv[1:]))
