"""A release is what it says: one version, dated in both change logs, with its notes."""

import importlib.util
import shutil
from pathlib import Path

import pytest

import scoring

REPOSITORY = Path(__file__).parents[2]
FILES = (
    "CHANGELOG.md",
    "CHANGELOG.en.md",
    "deploy/container/environment.example",
    "scoring/__init__.py",
)
_spec = importlib.util.spec_from_file_location("release", REPOSITORY / "scripts/release_notes.py")
assert _spec
assert _spec.loader
release = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(release)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The files that a release check reads, as if for version 3.2.1."""
    for name in FILES:
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(REPOSITORY / name, target)
    change(tmp_path, "scoring/__init__.py", scoring.__version__, "3.2.1")
    change(tmp_path, "deploy/container/environment.example", scoring.__version__, "3.2.1")
    for log in ("CHANGELOG.md", "CHANGELOG.en.md"):
        change(tmp_path, log, "\n## ", "\n## 3.2.1 (2027-02-03)\n\n### A\n\n- B.\n\n## ")
    return tmp_path


def change(root: Path, name: str, old: str, new: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    assert old in text
    (root / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_notes_are_the_section_of_both_logs(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert release.main(copy) == 0
    notes = "### A\n\n- B.\n"
    assert capsys.readouterr().out == (
        f"cout-environnemental 3.2.1\n\n# Français\n\n{notes}\n# English\n\n{notes}"
    )


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("scoring/__init__.py", "3.2.1", "3.2", "trois nombres"),
        ("CHANGELOG.md", "3.2.1 (2027-02-03)", "À paraître", "CHANGELOG.md"),
        ("CHANGELOG.en.md", "3.2.1", "3.2.2", "CHANGELOG.en.md"),
        ("CHANGELOG.en.md", "2027-02-03", "2027-02-04", "même jour"),
        ("CHANGELOG.md", "2027-02-03", "2027-02-30", "pas un jour"),
        ("deploy/container/environment.example", "3.2.1", "3.2.0", "VERSION"),
    ],
)
def test_what_does_not_agree_is_told(
    copy: Path, capsys: pytest.CaptureFixture[str], name: str, old: str, new: str, said: str
) -> None:
    change(copy, name, old, new)
    assert release.main(copy) == 1
    told = capsys.readouterr()
    assert said in told.err
    assert told.out == ""


def test_this_repository_is_a_release_or_prepares_one() -> None:
    """Between two releases, the first section of both logs has no version."""
    headings = {release.sections(REPOSITORY / log)[0][0] for log in release.LOGS.values()}
    if headings != {"À paraître", "To be released"}:
        assert list(release.faults_of(REPOSITORY, scoring.__version__)) == []
