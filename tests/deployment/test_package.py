"""``pip install .`` gives a library and a command that need nothing else (catalogue.md 4)."""

import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import ecobalyse
from tests.catalogue.files import PULL_REQUEST, SCORE, lines, pull, requests

pytestmark = pytest.mark.deployment

REPOSITORY = Path(__file__).parents[2]
# The first version that accepts the package's way of stating its licence.
OLDEST_BUILDER = 80
EXAMPLE = (
    "import sys, ecobalyse; "
    "print(ecobalyse.textile(__import__('json').load(sys.stdin))['impacts']['ecs'])"
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package, built from what git knows of this folder."""
    builder = importlib.metadata.version("setuptools")
    if int(builder.split(".")[0]) < OLDEST_BUILDER:
        pytest.skip(f"setuptools {builder} is too old to build the package")
    source = tmp_path_factory.mktemp("source")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    for name in filter(None, listed):
        if (REPOSITORY / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(REPOSITORY / name, source / name)
    made = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-index", "--no-deps"]
    subprocess.run(
        [*command, "--no-build-isolation", "--wheel-dir", str(made), str(source)], check=True
    )
    [path] = made.iterdir()
    return path


@pytest.fixture(scope="module")
def bare(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment with only the package installed."""
    place = tmp_path_factory.mktemp("bare") / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
    programs = place / "bin"
    install = [str(programs / "python"), "-m", "pip", "install", "--quiet", "--no-index"]
    subprocess.run([*install, str(wheel)], check=True)
    return programs


def run(
    programs: Path, *arguments: str | Path, stdin: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    program, *rest = map(str, arguments)
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "DJANGO", "DATA_DIR"))
    }
    return subprocess.run(
        [str(programs / program), *rest],
        input=stdin,
        capture_output=True,
        check=False,
        cwd="/",
        env=environment,
    )


def test_the_package_holds_the_library_and_no_site(wheel: Path) -> None:
    listed = subprocess.run(
        [sys.executable, "-m", "zipfile", "-l", str(wheel)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "scoring/data/v7.0.0/processes.csv" in listed
    assert "scoring/catalogue/vocabulary/labels.csv" in listed
    assert "ecobalyse/py.typed" in listed
    for part in ("ecobalyse_site", "accounts", "scoring/web", "scoring/api", "tests", "operation"):
        assert f"\n{part}/" not in listed


def test_nothing_else_is_installed(bare: Path) -> None:
    found = run(bare, "python", "-m", "pip", "list", "--format", "json")
    names = {package["name"] for package in json.loads(found.stdout)}
    assert names <= {"cout-environnemental", "pip", "setuptools"}


def test_the_library_computes(bare: Path) -> None:
    found = run(bare, "python", "-c", EXAMPLE, stdin=json.dumps(PULL_REQUEST).encode())
    assert (found.stderr, float(found.stdout)) == (b"", SCORE)


def test_the_command_scores_catalogues(bare: Path, tmp_path: Path) -> None:
    source, out = tmp_path / "a.csv", tmp_path / "b.jsonl"
    source.write_bytes(lines([pull(), pull(Catégorie="?")]))
    found = run(bare, "ecobalyse", "score", source, "-o", out, "--jobs", "2")
    assert found.returncode == 1, found.stderr.decode()
    first, second = map(json.loads, out.read_bytes().splitlines())
    assert (first["score"], second["status"]) == (SCORE, 400)
    for name in ("c.csv", "c.xlsx", "c.json"):
        assert run(bare, "ecobalyse", "score", source, "-o", tmp_path / name).returncode == 1


def test_json_is_the_same_without_the_faster_library(bare: Path, tmp_path: Path) -> None:
    source, out = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    source.write_bytes(b"".join(json.dumps(body).encode() + b"\n" for body in requests()))
    found = run(bare, "ecobalyse", "score", source, "-o", out)
    assert found.returncode == 0, found.stderr.decode()
    records = [json.loads(line) for line in out.read_bytes().splitlines()]
    assert [record["input"] for record in records] == requests()
    here = ecobalyse.score_rows(requests())
    assert [record["score"] for record in records] == [result.score for result in here]


def test_a_format_that_needs_a_library_says_which(bare: Path, tmp_path: Path) -> None:
    source = tmp_path / "a.xlsx"
    source.write_bytes(b"PK\x03\x04")
    found = run(bare, "ecobalyse", "score", source)
    assert found.returncode == 2
    assert "cout-environnemental[xlsx]" in found.stderr.decode()
