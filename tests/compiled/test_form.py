"""The current sources are what runs: a compiled form of other sources is ignored."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import scoring
from operation.diagnosis import diagnose
from scoring import compiled

REPOSITORY = Path(__file__).parents[2]
SOURCE = "scoring/engine/textile/query.py"
ASK = (
    "import scoring, scoring.engine.textile.query as query; "
    "print(scoring.FORM.name, hasattr(query, 'EDITED'), scoring.FORM.reason, sep='|')"
)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The packages, with the compiled form that runs here, or one that could not be loaded."""
    for name in ("scoring", "foundation"):
        shutil.copytree(
            REPOSITORY / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "web")
        )
    folder = tmp_path / "scoring" / "_compiled" / compiled.platform()
    if scoring.FORM.name != compiled.COMPILED:
        shutil.rmtree(folder.parent, ignore_errors=True)
        folder.mkdir(parents=True)
        module = SOURCE.removesuffix(".py").replace("/", ".")
        for name in (module, "scoring_compiled__mypyc"):
            (folder / f"{name}.so").write_bytes(b"not a library")
        known = compiled.hash_of(tmp_path / SOURCE)
        lines = f"- scoring_compiled__mypyc -\n{known} {module} {SOURCE}\n"
        (folder / compiled.LIST).write_text(lines, encoding="utf-8")
    return tmp_path


def asked(place: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "PURE_PYTHON"}
    return subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=place,
        env=environment | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_compiled_form_runs_while_the_sources_are_those_it_was_made_from(copy: Path) -> None:
    run = asked(copy)
    if scoring.FORM.name == compiled.COMPILED:
        assert run.stdout.strip() == "compiled|False|"
    else:
        # The stand-in is not a library: Python fails to load it.
        assert "ImportError" in run.stderr
        assert "scoring.engine.textile.query.so" in run.stderr


def test_python_runs_where_it_is_asked_to(copy: Path) -> None:
    assert asked(copy, PURE_PYTHON="1").stdout == "pure|False|PURE_PYTHON vaut 1\n"


def test_an_edited_source_is_what_runs(copy: Path) -> None:
    path = copy / SOURCE
    times = path.stat()
    path.write_text(path.read_text(encoding="utf-8") + "EDITED = 1\n", encoding="utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert asked(copy).stdout == f"stale|True|{SOURCE} a changé depuis\n"


def test_a_library_that_is_gone_is_not_missed(copy: Path) -> None:
    folder = copy / "scoring" / "_compiled" / compiled.platform()
    (folder / "scoring.engine.textile.query.so").unlink()
    assert asked(copy).stdout == "stale|False|scoring.engine.textile.query.so n'est plus là\n"


def test_one_for_another_python_is_left_aside(copy: Path) -> None:
    folder = copy / "scoring" / "_compiled"
    (folder / compiled.platform()).rename(folder / "cpython-399-x86_64-linux-gnu")
    assert asked(copy).stdout == "stale|False|il est fait pour un autre Python\n"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("form", "text", "advised"),
    [
        (compiled.Form(), "pur Python", False),
        (compiled.Form(compiled.COMPILED, 91), "compilé, 91 modules", False),
        (
            compiled.Form(compiled.STALE, reason="a.py a changé depuis"),
            "pur Python : le compilé ne sert pas, a.py a changé depuis",
            True,
        ),
    ],
)
def test_the_diagnosis_says_which(
    monkeypatch: pytest.MonkeyPatch, form: compiled.Form, text: str, advised: bool
) -> None:
    monkeypatch.setattr(scoring, "FORM", form)
    [said] = [finding for finding in diagnose() if finding.subject == "calcul"]
    assert (said.text, bool(said.advice), said.fault) == (text, advised, False)
